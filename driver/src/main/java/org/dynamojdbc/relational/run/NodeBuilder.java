package org.dynamojdbc.relational.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Spool;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.rewrite.QueryPerRow;
import org.dynamojdbc.relational.sql.LeafTable;
import org.jspecify.annotations.Nullable;

/** Makes operators of Calcite's algebra. Conditions, columns, order and limits that a table read can take go into it. */
public final class NodeBuilder {
    private final boolean pushdown;
    /** How many queries around what is being built run it for each of their rows. */
    private int inOuterRow;
    /** The outer values by which the part being built is remembered, null when it is not. */
    private @Nullable Set<OuterColumns.Column> remembered;

    /** @param pushdown false keeps every condition, order and limit out of the reads */
    public NodeBuilder(boolean pushdown) {
        this.pushdown = pushdown;
    }

    /** The operators that compute the rows of {@code rel}. */
    public Node build(RelNode rel) {
        return build(rel, ImmutableBitSet.range(rel.getRowType().getFieldCount()));
    }

    /** @param needed the columns somebody looks at; others need not be read */
    Node build(RelNode rel, ImmutableBitSet needed) {
        List<Node> nested = new ArrayList<>();
        RelNode ready = rel.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall given) {
                RexCall call = (RexCall) super.visitCall(given);
                if (!(call.getOperator() instanceof QueryPerRow query)) {
                    return call;
                }
                Node rows = nested(query);
                nested.add(rows);
                return rel.getCluster()
                        .getRexBuilder()
                        .makeCall(call.getType(), new NestedQuery(query, rows), call.getOperands());
            }
        });
        Node operator = operator(ready, needed);
        return nested.isEmpty() ? operator : new WithNestedQueries(operator, nested);
    }

    private Node nested(QueryPerRow query) {
        Set<OuterColumns.Column> before = remembered;
        remembered = null;
        inOuterRow++;
        Node rows = memoized(query.rel(), all(query.rel()), query.test() == QueryPerRow.Test.EXISTS);
        inOuterRow--;
        remembered = before;
        return rows;
    }

    private Node operator(RelNode rel, ImmutableBitSet needed) {
        if (rel instanceof TableScan scan) {
            return scan(scan, needed);
        }
        if (rel instanceof Filter filter) {
            return filter(filter, needed);
        }
        if (rel instanceof Project project) {
            return project(project);
        }
        if (rel instanceof Join join) {
            return new JoinBuilder(this, join, needed, pushdown).build();
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        }
        if (rel instanceof Sort sort) {
            return sort(sort, needed);
        }
        if (rel instanceof SetOp operation) {
            return combined(operation, needed);
        }
        if (rel instanceof Values values) {
            return values(values);
        }
        if (rel instanceof Correlate correlate) {
            return correlated(correlate);
        }
        if (rel instanceof Uncollect uncollect) {
            return new Unnesting(build(uncollect.getInput()), uncollect.withOrdinality);
        }
        if (rel instanceof RepeatUnion repeat) {
            return new Repeating(
                    String.valueOf(java.util.Objects.requireNonNull(repeat.getTransientTable())
                            .getQualifiedName()),
                    repeat.all,
                    build(repeat.getSeedRel()),
                    build(repeat.getIterativeRel()));
        }
        if (rel instanceof Spool spool) {
            return build(spool.getInput());
        }
        throw new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                "the relational engine made an operator this driver does not have: " + rel.getRelTypeName());
    }

    private Node correlated(Correlate correlate) {
        Joining.Kind kind = kind(correlate.getJoinType());
        Node left = memoized(correlate.getLeft(), all(correlate.getLeft()), false);
        Set<OuterColumns.Column> before = remembered;
        remembered = null;
        boolean firstRowOnly = kind == Joining.Kind.SEMI || kind == Joining.Kind.ANTI;
        inOuterRow++;
        Node right = memoized(correlate.getRight(), all(correlate.getRight()), firstRowOnly);
        inOuterRow--;
        remembered = before;
        return new Correlating(kind, correlate.getCorrelationId().getId(), left, right);
    }

    /**
     * A part that runs for each outer row, but only once for those with the same values, unless what is around it is
     * remembered by the same values already.
     */
    private Node memoized(RelNode rel, ImmutableBitSet needed, boolean firstRowOnly) {
        if (inOuterRow == 0) {
            return build(rel, needed);
        }
        OuterColumns outer = OuterColumns.of(rel);
        if (!outer.reads() || !outer.repeatable() || outer.columns().equals(remembered)) {
            return build(rel, needed);
        }
        Set<OuterColumns.Column> before = remembered;
        remembered = outer.columns();
        Node input = build(rel, needed);
        remembered = before;
        return outer.columns().isEmpty() ? new Once(input) : new Memoizing(input, outer.list(), firstRowOnly);
    }

    /**
     * An input of an operator that looks at an outer row: kept when it does not look at one itself, unless what is around it is
     * kept already.
     */
    Node kept(RelNode rel, ImmutableBitSet needed) {
        if (!isKept(rel)) {
            return build(rel, needed);
        }
        Set<OuterColumns.Column> before = remembered;
        remembered = Set.of();
        Node input = build(rel, needed);
        remembered = before;
        return new Once(input);
    }

    private boolean isKept(RelNode rel) {
        if (inOuterRow == 0 || Set.of().equals(remembered)) {
            return false;
        }
        OuterColumns outer = OuterColumns.of(rel);
        return outer.columns().isEmpty() && outer.reads() && outer.repeatable();
    }

    static List<String> names(RelNode rel) {
        return rel.getRowType().getFieldNames();
    }

    private static ImmutableBitSet all(RelNode rel) {
        return ImmutableBitSet.range(rel.getRowType().getFieldCount());
    }

    private static Node scan(TableScan scan, ImmutableBitSet needed) {
        LeafTable leaf = scan.getTable().unwrap(LeafTable.class);
        return leaf == null
                ? new Repeating.LastRows(
                        String.valueOf(scan.getTable().getQualifiedName()),
                        scan.getRowType().getFieldCount())
                : LeafRead.of(leaf).keeping(needed);
    }

    static Joining.Kind kind(JoinRelType type) {
        return switch (type) {
            case INNER -> Joining.Kind.INNER;
            case LEFT, RIGHT -> Joining.Kind.LEFT;
            case FULL -> Joining.Kind.FULL;
            case SEMI -> Joining.Kind.SEMI;
            case ANTI -> Joining.Kind.ANTI;
            default -> throw new SqlFailure(SqlState.FEATURE_NOT_SUPPORTED, "join type " + type + " is not supported");
        };
    }

    private Node filter(Filter filter, ImmutableBitSet needed) {
        RexNode condition = filter.getCondition();
        ImmutableBitSet looked = needed.union(RelOptUtil.InputFinder.bits(condition));
        List<String> names = names(filter.getInput());
        if (OuterColumns.looksOut(condition) && isKept(filter.getInput())) {
            List<RexNode> own = new ArrayList<>();
            List<RexNode> outer = new ArrayList<>();
            RelOptUtil.conjunctions(condition).forEach(t -> (isOfRowAlone(t) ? own : outer).add(t));
            if (!(build(filter.getInput(), looked) instanceof LeafRead read)) {
                return Computing.filter(kept(filter.getInput(), looked), RelOptUtil.conjunctions(condition), names);
            }
            if (outer.stream().noneMatch(read::takes)) {
                Node kept = filtered(read, own, names);
                return Computing.filter(
                        new Once(kept instanceof LeafRead some ? some.keeping(looked) : kept), outer, names);
            }
        }
        Node input = build(filter.getInput(), looked);
        Node filtered = filtered(input, RelOptUtil.conjunctions(condition), names);
        return filtered instanceof LeafRead read ? read.keeping(needed) : filtered;
    }

    private static boolean isOfRowAlone(RexNode term) {
        return !OuterColumns.looksOut(term) && RexUtil.isDeterministic(term);
    }

    private Node filtered(Node input, List<RexNode> terms, List<String> names) {
        if (input instanceof LeafRead read && !read.isLimited()) {
            LeafRead filtered = read;
            for (RexNode term : terms) {
                filtered = filtered.filtered(term, pushdown);
            }
            return filtered;
        }
        return terms.isEmpty() ? input : Computing.filter(input, terms, names);
    }

    private Node project(Project project) {
        ImmutableBitSet looked = RelOptUtil.InputFinder.bits(project.getProjects(), null);
        Node input = project.getProjects().stream().anyMatch(OuterColumns::looksOut)
                ? kept(project.getInput(), looked)
                : build(project.getInput(), looked);
        List<RexNode> columns = new ArrayList<>(project.getProjects());
        List<String> names = new ArrayList<>(names(project.getInput()));
        List<RexOver> windows = windows(columns);
        if (!windows.isEmpty()) {
            int width = input.width();
            columns.replaceAll(c -> c.accept(new WindowColumns(windows, width)));
            input = new Windowing(input, windows);
            windows.forEach(w -> names.add(RexText.of(w, names)));
        }
        if (input instanceof LeafRead read) {
            int[] used = RelOptUtil.InputFinder.bits(columns, null).toArray();
            int[] position = new int[read.width()];
            for (int i = 0; i < used.length; i++) {
                position[used[i]] = i;
            }
            if (columns.stream().allMatch(RexInputRef.class::isInstance)) {
                return read.projected(columns.stream()
                        .mapToInt(c -> ((RexInputRef) c).getIndex())
                        .toArray());
            }
            input = read.projected(used);
            List<String> usedNames = IntStream.of(used).mapToObj(names::get).toList();
            columns.replaceAll(c -> c.accept(new InputMapping(position)));
            return Computing.project(input, columns, usedNames);
        }
        return Computing.project(input, columns, names);
    }

    private static List<RexOver> windows(List<RexNode> columns) {
        Map<String, RexOver> windows = new LinkedHashMap<>();
        RexShuttle finder = new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver over) {
                windows.putIfAbsent(over.toString(), over);
                return over;
            }
        };
        columns.forEach(c -> c.accept(finder));
        return List.copyOf(windows.values());
    }

    /** Window functions become references to the columns that a {@link Windowing} appends. */
    private static final class WindowColumns extends RexShuttle {
        private final List<String> texts;
        private final int width;

        WindowColumns(List<RexOver> windows, int width) {
            this.texts = windows.stream().map(RexOver::toString).toList();
            this.width = width;
        }

        @Override
        public RexNode visitOver(RexOver over) {
            return new RexInputRef(width + texts.indexOf(over.toString()), over.getType());
        }
    }

    private Node aggregate(Aggregate aggregate) {
        List<AggregateCall> calls = aggregate.getAggCallList();
        Node input = build(aggregate.getInput(), used(aggregate));
        if (input instanceof LeafRead read
                && pushdown
                && aggregate.getGroupSets().equals(List.of(ImmutableBitSet.of()))
                && !calls.isEmpty()) {
            if (read.isExact() && !read.isLimited() && calls.stream().allMatch(NodeBuilder::isCount)) {
                return new Counting(read, calls.size());
            }
            if (!read.isLimited() && calls.stream().allMatch(NodeBuilder::isExtreme)) {
                Node firsts = new FirstInOrder(
                        read,
                        calls.stream()
                                .map(call -> extreme(read, call, aggregate))
                                .toList());
                return new Grouping(firsts, aggregate.getGroupSet(), aggregate.getGroupSets(), calls, List.of());
            }
        }
        List<LeafRead> firsts = input instanceof LeafRead read && pushdown && !read.isLimited()
                ? firstsOfGroups(read, aggregate)
                : List.of();
        return new Grouping(input, aggregate.getGroupSet(), aggregate.getGroupSets(), calls, firsts);
    }

    /**
     * The reads that give the rows which decide a group, when all rows are of this group; none when all rows decide it. A group
     * in which a column is NULL all over has no such row.
     */
    private static List<LeafRead> firstsOfGroups(LeafRead read, Aggregate aggregate) {
        List<AggregateCall> calls = aggregate.getAggCallList();
        if (aggregate.getGroupType() != Aggregate.Group.SIMPLE || aggregate.getGroupCount() == 0) {
            return List.of();
        }
        if (calls.isEmpty()) {
            return List.of(read.ordered(new SortOrder(List.of()), 1));
        }
        boolean decided = calls.stream()
                .allMatch(call -> isExtreme(call)
                        && !aggregate
                                .getInput()
                                .getRowType()
                                .getFieldList()
                                .get(call.getArgList().get(0))
                                .getType()
                                .isNullable());
        return decided
                ? calls.stream().map(call -> extreme(read, call, aggregate)).toList()
                : List.of();
    }

    private static ImmutableBitSet used(Aggregate aggregate) {
        ImmutableBitSet.Builder used = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
        for (AggregateCall call : aggregate.getAggCallList()) {
            used.addAll(call.getArgList()).addAll(RelCollations.ordinals(call.getCollation()));
            if (call.filterArg >= 0) {
                used.set(call.filterArg);
            }
        }
        return used.build();
    }

    private static boolean isCount(AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.COUNT
                && call.getArgList().isEmpty()
                && call.filterArg < 0;
    }

    private static boolean isExtreme(AggregateCall call) {
        String name = call.getAggregation().getName();
        return (name.equals("min") || name.equals("max")) && call.filterArg < 0;
    }

    /** MIN or MAX of a column that is delivered in order is its first value that is not NULL. */
    private static LeafRead extreme(LeafRead read, AggregateCall call, Aggregate aggregate) {
        int column = call.getArgList().get(0);
        RexNode notNull = aggregate
                .getCluster()
                .getRexBuilder()
                .makeCall(
                        org.apache.calcite.sql.fun.SqlStdOperatorTable.IS_NOT_NULL,
                        new RexInputRef(
                                column,
                                aggregate
                                        .getInput()
                                        .getRowType()
                                        .getFieldList()
                                        .get(column)
                                        .getType()));
        boolean descending = call.getAggregation().getName().equals("max");
        SortOrder order = new SortOrder(List.of(new SortOrder.Item(column, descending, false)));
        return read.filtered(notNull, true).ordered(order, 1);
    }

    private Node sort(Sort sort, ImmutableBitSet needed) {
        Node input =
                build(sort.getInput(), needed.union(ImmutableBitSet.of(RelCollations.ordinals(sort.getCollation()))));
        SortOrder order = SortOrder.of(sort.getCollation());
        Scalar offset = sort.offset == null ? null : ScalarCompiler.compile(sort.offset);
        Scalar fetch = sort.fetch == null ? null : ScalarCompiler.compile(sort.fetch);
        long most = pushdown ? most(sort) : -1;
        boolean plain = !order.items().isEmpty() || most >= 0;
        if (pushdown && plain && input instanceof LeafRead read && !read.isLimited() && !read.hasOrder()) {
            Node ordered = read.ordered(order, most);
            return offset == null && (fetch == null || most >= 0)
                    ? ordered
                    : new Sorting(ordered, new SortOrder(List.of()), offset, fetch);
        }
        return new Sorting(order.items().isEmpty() && most >= 0 ? input.expecting(most) : input, order, offset, fetch);
    }

    /** Rows that are wanted at the most, when that is written out; -1 when not. */
    private static long most(Sort sort) {
        if (!(sort.fetch instanceof RexLiteral fetch)
                || (sort.offset != null && !(sort.offset instanceof RexLiteral))) {
            return -1;
        }
        BigDecimal wanted = fetch.getValueAs(BigDecimal.class);
        BigDecimal skipped =
                sort.offset == null ? BigDecimal.ZERO : ((RexLiteral) sort.offset).getValueAs(BigDecimal.class);
        if (wanted == null || skipped == null) {
            return -1;
        }
        BigDecimal sum = wanted.add(skipped);
        return sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? -1 : sum.longValueExact();
    }

    private Node combined(SetOp operation, ImmutableBitSet needed) {
        boolean compares = !(operation instanceof Union && operation.all);
        List<Node> inputs = operation.getInputs().stream()
                .map(input -> memoized(input, compares ? all(input) : needed, false))
                .toList();
        Combining.Kind kind = operation instanceof Union
                ? Combining.Kind.UNION
                : operation instanceof Intersect ? Combining.Kind.INTERSECT : Combining.Kind.EXCEPT;
        if (!(operation instanceof Union || operation instanceof Intersect || operation instanceof Minus)) {
            throw new SqlFailure(SqlState.FEATURE_NOT_SUPPORTED, operation.getRelTypeName() + " is not supported");
        }
        return new Combining(kind, operation.all, inputs);
    }

    private static Node values(Values values) {
        List<Object[]> rows = new ArrayList<>();
        for (List<RexLiteral> tuple : values.getTuples()) {
            Object[] row = new Object[tuple.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = ScalarCompiler.literal(tuple.get(i));
            }
            rows.add(row);
        }
        return new Constant(rows, values.getRowType().getFieldCount());
    }
}
