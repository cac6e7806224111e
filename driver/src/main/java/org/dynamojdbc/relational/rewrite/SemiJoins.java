package org.dynamojdbc.relational.rewrite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * A correlated EXISTS or IN that is a term of WHERE becomes a semi join, its negation an anti join: the inner table is then
 * looked up by the outer rows. Left to the general way, the outer query is computed once more for each of them. What does not
 * fit stays as it is.
 */
public final class SemiJoins extends RelShuttleImpl {
    /** The algebra with those sub-queries rewritten. */
    public static RelNode in(RelNode rel) {
        return rel.accept(new SemiJoins());
    }

    private SemiJoins() {}

    /** The rows of a sub-query below its projection: what must hold to belong to an outer row, and the projection. */
    private record Inner(RelNode rows, List<RexNode> conditions, @Nullable List<RexNode> columns) {}

    @Override
    public RelNode visit(LogicalFilter given) {
        LogicalFilter filter = (LogicalFilter) super.visit(given);
        RelNode rows = filter.getInput();
        List<RexNode> rest = new ArrayList<>();
        List<LogicalJoin> joins = new ArrayList<>();
        for (RexNode term : RelOptUtil.conjunctions(filter.getCondition())) {
            LogicalJoin join = join(filter, term);
            if (join == null) {
                rest.add(term);
            } else {
                joins.add(join);
            }
        }
        if (joins.isEmpty()) {
            return filter;
        }
        if (!rest.isEmpty()) {
            rows = filter.copy(
                    filter.getTraitSet(),
                    rows,
                    RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), rest));
        }
        for (LogicalJoin join : joins) {
            rows = join.copy(join.getTraitSet(), List.of(rows, join.getRight()));
        }
        return rows;
    }

    private @Nullable LogicalJoin join(Filter outer, RexNode term) {
        boolean negated = false;
        RexNode node = term;
        while (node instanceof RexCall call && call.getKind() == SqlKind.NOT) {
            negated = !negated;
            node = call.getOperands().get(0);
        }
        if (!(node instanceof RexSubQuery query)
                || (query.getKind() != SqlKind.EXISTS && query.getKind() != SqlKind.IN)) {
            return null;
        }
        RelNode rows = query.rel.accept(this);
        Inner inner = inner(query.getKind() == SqlKind.EXISTS ? unlimited(rows) : rows, outer.getVariablesSet());
        if (inner == null) {
            return null;
        }
        RexBuilder rex = outer.getCluster().getRexBuilder();
        int width = outer.getInput().getRowType().getFieldCount();
        List<RexNode> conditions = new ArrayList<>();
        if (query.getKind() == SqlKind.IN) {
            for (int i = 0; i < query.getOperands().size(); i++) {
                RexNode wanted = query.getOperands().get(i);
                RexNode found = inner.columns() == null
                        ? rex.makeInputRef(inner.rows(), i)
                        : inner.columns().get(i);
                if (!isPlain(wanted)
                        || (negated
                                && (wanted.getType().isNullable()
                                        || found.getType().isNullable()))) {
                    return null;
                }
                conditions.add(
                        rex.makeCall(SqlStdOperatorTable.EQUALS, wanted, found.accept(new Joined(width, outer))));
            }
        }
        List<RexNode> own = new ArrayList<>();
        for (RexNode condition : inner.conditions()) {
            if (variables(List.of(condition)).isEmpty()) {
                own.add(condition);
            } else {
                conditions.add(condition.accept(new Joined(width, outer)));
            }
        }
        return LogicalJoin.create(
                outer.getInput(),
                own.isEmpty() ? inner.rows() : LogicalFilter.create(inner.rows(), RexUtil.composeConjunction(rex, own)),
                List.of(),
                RexUtil.composeConjunction(rex, conditions),
                Set.of(),
                negated ? JoinRelType.ANTI : JoinRelType.SEMI);
    }

    /** Whether there are rows does not depend on how many are given at the most, unless that is none. */
    private static RelNode unlimited(RelNode rel) {
        if (!(rel instanceof Sort sort) || sort.offset != null || !(sort.fetch instanceof RexLiteral fetch)) {
            return rel;
        }
        BigDecimal most = fetch.getValueAs(BigDecimal.class);
        return most != null && most.signum() > 0 ? sort.getInput() : rel;
    }

    /** Null unless the outer query is referred to in the conditions at the top of the sub-query alone. */
    private static @Nullable Inner inner(RelNode query, Set<CorrelationId> outer) {
        RelNode rows = query;
        List<RexNode> columns = null;
        List<RexNode> conditions = new ArrayList<>();
        boolean correlated = false;
        while (true) {
            if (rows instanceof Sort sort && sort.fetch == null && sort.offset == null) {
                rows = sort.getInput();
            } else if (rows instanceof Project project && columns == null && conditions.isEmpty()) {
                if (project.containsOver() || !project.getProjects().stream().allMatch(SemiJoins::isPlain)) {
                    return null;
                }
                columns = project.getProjects();
                rows = project.getInput();
            } else if (rows instanceof Filter filter) {
                for (RexNode term : RelOptUtil.conjunctions(filter.getCondition())) {
                    if (!isPlain(term)) {
                        return null;
                    }
                    conditions.add(term);
                }
                rows = filter.getInput();
            } else {
                break;
            }
        }
        for (RexNode condition : conditions) {
            Set<CorrelationId> used = variables(List.of(condition));
            if (!outer.containsAll(used)) {
                return null;
            }
            correlated |= !used.isEmpty();
        }
        if (columns != null && !variables(columns).isEmpty()) {
            return null;
        }
        return correlated && RelOptUtil.getVariablesUsed(rows).isEmpty() ? new Inner(rows, conditions, columns) : null;
    }

    private static Set<CorrelationId> variables(List<RexNode> nodes) {
        Set<CorrelationId> variables = new HashSet<>();
        RexShuttle finder = new RexShuttle() {
            @Override
            public RexNode visitCorrelVariable(RexCorrelVariable variable) {
                variables.add(variable.id);
                return variable;
            }
        };
        nodes.forEach(n -> n.accept(finder));
        return variables;
    }

    /** Without sub-queries of its own. */
    private static boolean isPlain(RexNode node) {
        return RexUtil.SubQueryFinder.find(node) == null;
    }

    /** Expressions of the inner query as expressions of the joined row, whose first columns are the outer ones. */
    private static final class Joined extends RexShuttle {
        private final int width;
        private final Filter outer;

        Joined(int width, Filter outer) {
            this.width = width;
            this.outer = outer;
        }

        @Override
        public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(ref.getIndex() + width, ref.getType());
        }

        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
            return access.getReferenceExpr() instanceof RexCorrelVariable
                    ? new RexInputRef(
                            access.getField().getIndex(),
                            outer.getInput()
                                    .getRowType()
                                    .getFieldList()
                                    .get(access.getField().getIndex())
                                    .getType())
                    : super.visitFieldAccess(access);
        }
    }
}
