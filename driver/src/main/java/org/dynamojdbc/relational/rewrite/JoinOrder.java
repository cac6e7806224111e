package org.dynamojdbc.relational.rewrite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.MultiJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts inner joins in the order that reads the fewest units: the inputs are joined one after the other, each looked up by the
 * keys of those before it where that is cheaper than reading it as a whole.
 */
public final class JoinOrder {
    private static final int MOST_COMPARED = 10;
    /** What a row that flows costs beside a read unit, so that small intermediate results win among equal reads. */
    private static final double UNITS_PER_ROW = 0.002;

    private final MultiJoin joins;
    private final RexBuilder rex;
    private final List<Factor> factors = new ArrayList<>();
    private final int[] offsets;
    private final List<RexNode> terms;
    private final List<RexNode> equalities = new ArrayList<>();

    private JoinOrder(MultiJoin joins) {
        this.joins = joins;
        this.rex = joins.getCluster().getRexBuilder();
        this.offsets = new int[joins.getInputs().size() + 1];
        this.terms = new ArrayList<>(RelOptUtil.conjunctions(joins.getJoinFilter()));
        if (joins.getPostJoinFilter() != null) {
            terms.addAll(RelOptUtil.conjunctions(joins.getPostJoinFilter()));
        }
        for (int i = 0; i < joins.getInputs().size(); i++) {
            offsets[i + 1] = offsets[i] + joins.getInputs().get(i).getRowType().getFieldCount();
        }
    }

    /** The algebra with every gathered join taken apart into joins of two. */
    public static RelNode in(RelNode rel) {
        List<RelNode> inputs = new ArrayList<>();
        boolean changed = false;
        for (RelNode input : rel.getInputs()) {
            RelNode ordered = in(input);
            changed |= ordered != input;
            inputs.add(ordered);
        }
        RelNode same = changed ? rel.copy(rel.getTraitSet(), inputs) : rel;
        return same instanceof MultiJoin joins ? new JoinOrder(joins).ordered() : same;
    }

    /** A way to join some factors: the order, and what is estimated of it. */
    private record Way(List<Integer> order, double rows, double cost) {}

    private RelNode ordered() {
        List<RelNode> inputs = narrowed();
        inputs.forEach(input -> factors.add(Factor.of(input)));
        findEqualities();
        List<Integer> order = factors.size() <= MOST_COMPARED ? best() : greedy();
        return joined(inputs, order);
    }

    /** The inputs under what alternatives over several of them say of each. */
    private List<RelNode> narrowed() {
        List<RelNode> inputs = new ArrayList<>();
        for (int i = 0; i < joins.getInputs().size(); i++) {
            RelNode input = joins.getInputs().get(i);
            List<RexNode> implied = new ArrayList<>();
            for (RexNode term : terms) {
                RexNode own = Alternatives.implied(term, ImmutableBitSet.range(offsets[i], offsets[i + 1]), rex);
                if (own != null) {
                    implied.add(RexUtil.shift(own, -offsets[i]));
                }
            }
            inputs.add(
                    implied.isEmpty() ? input : LogicalFilter.create(input, RexUtil.composeConjunction(rex, implied)));
        }
        return inputs;
    }

    /** Equalities of columns, and those that follow from them: a = b AND b = c makes a = c. */
    private void findEqualities() {
        List<Set<Integer>> classes = new ArrayList<>();
        for (RexNode term : terms) {
            if (!(term instanceof RexCall call)
                    || call.getKind() != SqlKind.EQUALS
                    || !(call.getOperands().get(0) instanceof RexInputRef a)
                    || !(call.getOperands().get(1) instanceof RexInputRef b)) {
                continue;
            }
            equalities.add(term);
            if (isTemporal(a) || isTemporal(b)) {
                continue;
            }
            Set<Integer> merged = new TreeSet<>(List.of(a.getIndex(), b.getIndex()));
            classes.removeIf(c -> {
                boolean same = c.contains(a.getIndex()) || c.contains(b.getIndex());
                if (same) {
                    merged.addAll(c);
                }
                return same;
            });
            classes.add(merged);
        }
        List<RexNode> given = List.copyOf(equalities);
        for (Set<Integer> equal : classes) {
            for (int a : equal) {
                for (int b : equal) {
                    if (a < b && factor(a) != factor(b) && given.stream().noneMatch(t -> equates(t, a, b))) {
                        equalities.add(rex.makeCall(((RexCall) given.get(0)).getOperator(), column(a), column(b)));
                    }
                }
            }
        }
    }

    /** A date equals a timestamp by its midnight, a text it equals does not: what equals the same is not equal. */
    private static boolean isTemporal(RexNode node) {
        return SqlTypeUtil.isDatetime(node.getType());
    }

    private static boolean equates(RexNode term, int a, int b) {
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(term);
        return columns.equals(ImmutableBitSet.of(a, b));
    }

    private RexNode column(int column) {
        return new RexInputRef(
                column, joins.getRowType().getFieldList().get(column).getType());
    }

    private int factor(int column) {
        int factor = 0;
        while (offsets[factor + 1] <= column) {
            factor++;
        }
        return factor;
    }

    private List<Integer> best() {
        Map<Integer, Way> ways = new HashMap<>();
        int all = (1 << factors.size()) - 1;
        for (int i = 0; i < factors.size(); i++) {
            ways.put(1 << i, first(i));
        }
        for (int some = 1; some < all; some++) {
            Way way = ways.get(some);
            if (way == null) {
                continue;
            }
            for (int next : candidates(way)) {
                Way longer = joined(way, next);
                ways.merge(some | (1 << next), longer, (a, b) -> a.cost() <= b.cost() ? a : b);
            }
        }
        Way best = ways.get(all);
        return best == null ? IntStream.range(0, factors.size()).boxed().toList() : best.order();
    }

    private List<Integer> greedy() {
        Way best = null;
        for (int start = 0; start < factors.size(); start++) {
            Way way = first(start);
            while (way.order().size() < factors.size()) {
                Way soFar = way;
                way = candidates(soFar).stream()
                        .map(next -> joined(soFar, next))
                        .min(java.util.Comparator.comparingDouble(Way::cost))
                        .orElseThrow();
            }
            best = best == null || way.cost() < best.cost() ? way : best;
        }
        return best == null ? List.of() : best.order();
    }

    private Way first(int factor) {
        Factor read = factors.get(factor);
        return new Way(List.of(factor), read.rows(), read.units() + read.rows() * UNITS_PER_ROW);
    }

    /** What can be joined next: whatever a condition connects, else anything. */
    private List<Integer> candidates(Way way) {
        List<Integer> left = IntStream.range(0, factors.size())
                .filter(i -> !way.order().contains(i))
                .boxed()
                .toList();
        List<Integer> connected =
                left.stream().filter(i -> !keys(way, i).isEmpty()).toList();
        return connected.isEmpty() ? left : connected;
    }

    /** Columns of a factor that equal columns of those before it, by the factor's own numbers. */
    private Map<Integer, Integer> keys(Way way, int factor) {
        Map<Integer, Integer> keys = new HashMap<>();
        for (RexNode equality : equalities) {
            List<RexNode> sides = ((RexCall) equality).getOperands();
            int a = ((RexInputRef) sides.get(0)).getIndex();
            int b = ((RexInputRef) sides.get(1)).getIndex();
            if (factor(a) == factor && way.order().contains(factor(b))) {
                keys.put(a - offsets[factor], b);
            } else if (factor(b) == factor && way.order().contains(factor(a))) {
                keys.put(b - offsets[factor], a);
            }
        }
        return keys;
    }

    private Way joined(Way way, int next) {
        Factor factor = factors.get(next);
        Map<Integer, Integer> keys = keys(way, next);
        double distinct = -1;
        double matches = -1;
        double values = way.rows();
        for (Map.Entry<Integer, Integer> key : keys.entrySet()) {
            Factor other = factors.get(factor(key.getValue()));
            double own = factor.distinct(key.getKey());
            double others = other.distinct(key.getValue() - offsets[factor(key.getValue())]);
            distinct = Math.max(distinct, Math.max(own, others));
            if (others > 0) {
                matches = Math.max(1, all(factor) / others);
                values = Math.min(values, others);
            }
        }
        double rows = keys.isEmpty()
                ? way.rows() * factor.rows()
                : way.rows() * factor.rows() / Math.max(1, distinct > 0 ? distinct : guess(way, factor, keys.values()));
        double lookup = keys.isEmpty() ? -1 : factor.lookupUnits(keys.keySet(), values, matches);
        double units = lookup < 0 ? factor.units() : Math.min(lookup, factor.units());
        List<Integer> order = new ArrayList<>(way.order());
        order.add(next);
        double read = lookup >= 0 && lookup < factor.units() ? values : factor.rows();
        return new Way(
                List.copyOf(order), Math.max(1, rows), way.cost() + units + (read + Math.max(1, rows)) * UNITS_PER_ROW);
    }

    private static double all(Factor factor) {
        return Math.max(factor.rows(), factor.items());
    }

    /** Values of a column that is no key on either side. */
    private static double guess(Way way, Factor factor, Collection<Integer> columns) {
        return Math.pow(Math.sqrt(Math.max(way.rows(), factor.items())), Math.min(2, columns.size()));
    }

    private RelNode joined(List<RelNode> inputs, List<Integer> order) {
        int[] target = new int[offsets[offsets.length - 1]];
        java.util.Arrays.fill(target, -1);
        List<RexNode> left = new ArrayList<>(terms);
        List<RexNode> derived = new ArrayList<>(equalities);
        derived.removeAll(terms);
        RelNode rel = null;
        for (int next : order) {
            RelNode input = inputs.get(next);
            int width = rel == null ? 0 : rel.getRowType().getFieldCount();
            for (int i = 0; i < input.getRowType().getFieldCount(); i++) {
                target[offsets[next] + i] = width + i;
            }
            List<RexNode> now = applicable(left, target);
            left.removeAll(now);
            List<RexNode> further = applicable(derived, target);
            derived.removeAll(further);
            if (rel == null) {
                rel = now.isEmpty() ? input : LogicalFilter.create(input, condition(now, target));
                continue;
            }
            further.removeIf(t -> isGiven(t, now, next));
            now.addAll(further);
            rel = LogicalJoin.create(rel, input, List.of(), condition(now, target), Set.of(), JoinRelType.INNER);
        }
        return restored(java.util.Objects.requireNonNull(rel), target);
    }

    /** Whether a derived equality adds nothing: its column of the new factor is compared already. */
    private boolean isGiven(RexNode derived, List<RexNode> now, int factor) {
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(derived)
                .intersect(ImmutableBitSet.range(offsets[factor], offsets[factor + 1]));
        return now.stream().filter(t -> t.isA(SqlKind.EQUALS)).anyMatch(t -> RelOptUtil.InputFinder.bits(t)
                .contains(columns));
    }

    private static List<RexNode> applicable(List<RexNode> terms, int[] target) {
        List<RexNode> applicable = new ArrayList<>();
        for (RexNode term : terms) {
            if (RelOptUtil.InputFinder.bits(term).asList().stream().allMatch(c -> target[c] >= 0)) {
                applicable.add(term);
            }
        }
        return applicable;
    }

    private RexNode condition(List<RexNode> terms, int[] target) {
        List<RexNode> mapped =
                terms.stream().map(t -> t.accept(new Moved(target))).toList();
        return RexUtil.composeConjunction(rex, mapped);
    }

    /** The columns in the order they had. */
    private RelNode restored(RelNode rel, int[] target) {
        List<RexNode> columns = new ArrayList<>();
        for (int column = 0; column < target.length; column++) {
            columns.add(column(column).accept(new Moved(target)));
        }
        return LogicalProject.create(rel, List.of(), columns, joins.getRowType().getFieldNames(), Set.of());
    }

    private static final class Moved extends RexShuttle {
        private final int[] target;

        Moved(int[] target) {
            this.target = target;
        }

        @Override
        public @Nullable RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(target[ref.getIndex()], ref.getType());
        }
    }
}
