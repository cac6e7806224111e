package org.dynamojdbc.relational.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.dynamojdbc.relational.function.ConstantOperator;
import org.dynamojdbc.relational.function.FittedConstant;
import org.jspecify.annotations.Nullable;

/** What conditions joined by OR have in common, so that it can be used before the OR is decided. */
public final class Alternatives extends RelShuttleImpl {
    private Alternatives() {}

    /** {@code (a AND b) OR (a AND c)} is {@code a AND (b OR c)}, under three-valued logic too. */
    public static RelNode factored(RelNode rel) {
        return rel.accept(new Alternatives());
    }

    @Override
    public RelNode visit(LogicalFilter given) {
        LogicalFilter filter = (LogicalFilter) super.visit(given);
        RexBuilder rex = filter.getCluster().getRexBuilder();
        List<RexNode> terms = new ArrayList<>();
        for (RexNode term : RelOptUtil.conjunctions(filter.getCondition())) {
            terms.addAll(factored(term, rex));
        }
        RexNode condition = RexUtil.composeConjunction(rex, terms);
        return condition.equals(filter.getCondition())
                ? filter
                : filter.copy(filter.getTraitSet(), filter.getInput(), condition);
    }

    private static List<RexNode> factored(RexNode term, RexBuilder rex) {
        List<RexNode> alternatives = RelOptUtil.disjunctions(term);
        if (alternatives.size() < 2 || RexUtil.SubQueryFinder.find(term) != null) {
            return List.of(term);
        }
        List<RexNode> common = new ArrayList<>(RelOptUtil.conjunctions(alternatives.get(0)));
        for (RexNode alternative : alternatives) {
            common.retainAll(RelOptUtil.conjunctions(alternative));
        }
        if (common.isEmpty()) {
            return List.of(term);
        }
        List<RexNode> rests = new ArrayList<>();
        for (RexNode alternative : alternatives) {
            List<RexNode> rest = new ArrayList<>(RelOptUtil.conjunctions(alternative));
            rest.removeAll(common);
            if (rest.isEmpty()) {
                return common;
            }
            rests.add(RexUtil.composeConjunction(rex, rest));
        }
        common.add(RexUtil.composeDisjunction(rex, rests));
        return common;
    }

    /** Evaluated on rows that another term would have kept out, a computation could fail where the statement does not. */
    private static boolean cannotFail(RexNode node) {
        if (!(node instanceof RexCall call)
                || call.getOperator() instanceof ConstantOperator
                || call.getOperator() instanceof FittedConstant) {
            return true;
        }
        return switch (call.getKind()) {
            case EQUALS,
                    NOT_EQUALS,
                    LESS_THAN,
                    LESS_THAN_OR_EQUAL,
                    GREATER_THAN,
                    GREATER_THAN_OR_EQUAL,
                    IS_NULL,
                    IS_NOT_NULL,
                    AND,
                    OR,
                    NOT -> call.getOperands().stream().allMatch(Alternatives::cannotFail);
            default -> false;
        };
    }

    /**
     * What must be true of some columns alone when the term is true: each alternative says something of them. Null when one
     * does not.
     */
    static @Nullable RexNode implied(RexNode term, ImmutableBitSet columns, RexBuilder rex) {
        List<RexNode> alternatives = RelOptUtil.disjunctions(term);
        if (alternatives.size() < 2) {
            return null;
        }
        List<RexNode> implied = new ArrayList<>();
        for (RexNode alternative : alternatives) {
            List<RexNode> own = RelOptUtil.conjunctions(alternative).stream()
                    .filter(t -> {
                        ImmutableBitSet used = RelOptUtil.InputFinder.bits(t);
                        return !used.isEmpty() && columns.contains(used) && cannotFail(t);
                    })
                    .toList();
            if (own.isEmpty()) {
                return null;
            }
            implied.add(RexUtil.composeConjunction(rex, own));
        }
        return RexUtil.composeDisjunction(rex, implied);
    }
}
