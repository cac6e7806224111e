package org.dynamojdbc.relational.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowExclusion;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.Accumulator;
import org.dynamojdbc.relational.function.AggregateFunction;
import org.dynamojdbc.relational.function.AggregateTable;
import org.dynamojdbc.relational.function.Datum;
import org.jspecify.annotations.Nullable;

/** Appends the values of window functions to each row. All rows are kept in memory. */
final class Windowing extends Node {
    private final Node input;
    private final List<RexOver> calls;

    Windowing(Node input, List<RexOver> calls) {
        this.input = input;
        this.calls = List.copyOf(calls);
    }

    @Override
    Rows start(Frame frame) {
        return new Rows() {
            private @Nullable Iterator<Object[]> rows;

            @Override
            public Object @Nullable [] next() {
                Iterator<Object[]> computed = rows;
                if (computed == null) {
                    computed = computed(frame).iterator();
                    rows = computed;
                }
                return computed.hasNext() ? computed.next() : null;
            }
        };
    }

    private List<Object[]> computed(Frame frame) {
        List<Object[]> rows = new ArrayList<>();
        int width = input.width();
        try (Rows given = input.open(frame)) {
            for (Object[] row = given.next(); row != null; row = given.next()) {
                frame.hold();
                rows.add(java.util.Arrays.copyOf(row, width + calls.size()));
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            new Call(calls.get(i), width + i, frame).compute(rows);
        }
        return rows;
    }

    /** One window function over all rows. */
    private static final class Call {
        private final RexOver over;
        private final String name;
        private final boolean overGroups;
        private final int target;
        private final Frame frame;
        private final List<Scalar> arguments;
        private final List<Scalar> partitions;
        private final List<Scalar> orders;
        private final List<SortOrder.Item> items = new ArrayList<>();

        Call(RexOver over, int target, Frame frame) {
            this.over = over;
            AggregateFunction own = over.getAggOperator() instanceof AggregateFunction function ? function : null;
            this.name = (own == null ? over.getAggOperator().getName() : own.called()).toLowerCase(Locale.ROOT);
            this.overGroups = own != null && own.isOverGroups();
            this.target = target;
            this.frame = frame;
            RexWindow window = over.getWindow();
            this.arguments = ScalarCompiler.compile(over.getOperands());
            this.partitions = ScalarCompiler.compile(window.partitionKeys);
            this.orders = new ArrayList<>();
            for (RexFieldCollation key : window.orderKeys) {
                items.add(SortOrder.item(orders.size(), key.getDirection(), key.getNullDirection()));
                orders.add(ScalarCompiler.compile(key.left));
            }
        }

        SqlFailure failure(String message) {
            SqlFailure failure = new SqlFailure(SqlState.INVALID_PARAMETER_VALUE, message);
            return over.getAggOperator() instanceof AggregateFunction own ? own.placed(failure) : failure;
        }

        void compute(List<Object[]> rows) {
            Map<Object, List<Object[]>> byPartition = new LinkedHashMap<>();
            for (Object[] row : rows) {
                byPartition
                        .computeIfAbsent(Keys.of(values(partitions, row)), k -> new ArrayList<>())
                        .add(row);
            }
            byPartition.values().forEach(this::partition);
        }

        private Object[] values(List<Scalar> scalars, Object[] row) {
            return Computing.computed(scalars.toArray(Scalar[]::new), row, frame);
        }

        private void partition(List<Object[]> rows) {
            List<Object[]> keys = new ArrayList<>();
            rows.forEach(r -> keys.add(values(orders, r)));
            Comparator<Object[]> comparator = new SortOrder(items).comparator();
            int[] order = IntStream.range(0, rows.size())
                    .boxed()
                    .sorted((a, b) -> comparator.compare(keys.get(a), keys.get(b)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            List<Object[]> sorted = new ArrayList<>();
            List<Object[]> sortedKeys = new ArrayList<>();
            for (int i : order) {
                sorted.add(rows.get(i));
                sortedKeys.add(keys.get(i));
            }
            new Partition(this, sorted, sortedKeys, comparator).compute();
        }
    }

    /** The sorted rows of one partition. */
    private static final class Partition {
        private final Call call;
        private final List<Object[]> rows;
        private final List<Object[]> keys;
        private final Comparator<Object[]> comparator;
        private final int size;
        /** Where the rows equal in order to row i begin and end (exclusive). */
        private final int[] peersFrom;

        private final int[] peersTo;

        Partition(Call call, List<Object[]> rows, List<Object[]> keys, Comparator<Object[]> comparator) {
            this.call = call;
            this.rows = rows;
            this.keys = keys;
            this.comparator = comparator;
            this.size = rows.size();
            this.peersFrom = new int[size];
            this.peersTo = new int[size];
            for (int i = 0; i < size; i++) {
                peersFrom[i] = i > 0 && isPeer(i - 1, i) ? peersFrom[i - 1] : i;
            }
            for (int i = size - 1; i >= 0; i--) {
                peersTo[i] = i < size - 1 && isPeer(i, i + 1) ? peersTo[i + 1] : i + 1;
            }
        }

        private boolean isPeer(int a, int b) {
            return comparator.compare(keys.get(a), keys.get(b)) == 0;
        }

        private void set(int row, @Nullable Object value) {
            rows.get(row)[call.target] = value;
        }

        private void set(int row, long value) {
            set(row, BigDecimal.valueOf(value));
        }

        void compute() {
            switch (call.name) {
                case "row_number" -> each(i -> set(i, i + 1L));
                case "rank" -> each(i -> set(i, peersFrom[i] + 1L));
                case "dense_rank" -> denseRank();
                case "percent_rank" -> each(i -> set(i, size == 1 ? BigDecimal.ZERO : ratio(peersFrom[i], size - 1)));
                case "cume_dist" -> each(i -> set(i, ratio(peersTo[i], size)));
                case "ntile" -> each(this::ntile);
                case "lag" -> each(i -> shifted(i, -1));
                case "lead" -> each(i -> shifted(i, 1));
                default -> framed();
            }
        }

        private void each(java.util.function.IntConsumer body) {
            for (int i = 0; i < size; i++) {
                body.accept(i);
            }
        }

        private static BigDecimal ratio(long a, long b) {
            return BigDecimal.valueOf(a)
                    .divide(BigDecimal.valueOf(b), new java.math.MathContext(38))
                    .stripTrailingZeros();
        }

        private void denseRank() {
            long rank = 0;
            for (int i = 0; i < size; i++) {
                rank += peersFrom[i] == i ? 1 : 0;
                set(i, rank);
            }
        }

        private @Nullable Object argument(int number, int row) {
            call.frame.step();
            return call.arguments.get(number).value(rows.get(row), call.frame);
        }

        private void ntile(int row) {
            Object given = argument(0, row);
            int buckets = given == null ? 0 : Datum.integer(given, "ntile");
            if (buckets < 1) {
                throw call.failure("ntile takes a number of buckets, 1 or more");
            }
            int small = size / buckets;
            int larger = size % buckets;
            int inLarger = larger * (small + 1);
            set(row, row < inLarger ? row / (small + 1) + 1L : larger + (row - inLarger) / Math.max(1, small) + 1L);
        }

        private void shifted(int row, int sign) {
            Object distance = call.arguments.size() > 1 ? argument(1, row) : BigDecimal.ONE;
            if (distance == null) {
                set(row, null);
                return;
            }
            long other = row + (long) sign * Datum.integer(distance, call.name);
            if (other >= 0 && other < size) {
                set(row, argument(0, (int) other));
            } else {
                set(row, call.arguments.size() > 2 ? argument(2, row) : null);
            }
        }

        /** Aggregates and values of a frame. */
        private void framed() {
            RexWindow window = call.over.getWindow();
            FrameBounds bounds =
                    new FrameBounds(window, call.overGroups, call.items, keys, peersFrom, peersTo, call.frame);
            boolean growing = window.getLowerBound().isUnbounded()
                    && window.getLowerBound().isPreceding()
                    && window.getExclude() == RexWindowExclusion.EXCLUDE_NO_OTHER
                    && !call.over.isDistinct()
                    && !call.name.endsWith("_value");
            Accumulator running = growing ? AggregateTable.accumulator(call.over.getAggOperator()) : null;
            int added = 0;
            for (int i = 0; i < size; i++) {
                if ((i & 1023) == 0) {
                    call.frame.context().check();
                }
                int from = bounds.from(i);
                int to = bounds.to(i);
                if (call.name.endsWith("_value")) {
                    set(i, value(i, from, to));
                } else if (running != null) {
                    while (added < to) {
                        running.add(call.values(call.arguments, rows.get(added++)));
                    }
                    set(i, running.value());
                } else {
                    set(i, aggregate(from, to));
                }
            }
        }

        private @Nullable Object value(int row, int from, int to) {
            if (from >= to) {
                return null;
            }
            switch (call.name) {
                case "first_value":
                    return argument(0, from);
                case "last_value":
                    return argument(0, to - 1);
                case "any_value":
                    return aggregate(from, to);
                default:
                    Object number = argument(1, row);
                    int n = number == null ? 0 : Datum.integer(number, "nth_value");
                    if (n < 1) {
                        throw call.failure("nth_value takes a row number, 1 or more");
                    }
                    return from + n <= to ? argument(0, from + n - 1) : null;
            }
        }

        private @Nullable Object aggregate(int from, int to) {
            Accumulator accumulator = AggregateTable.accumulator(call.over.getAggOperator());
            java.util.Set<Object> seen = new java.util.HashSet<>();
            for (int i = from; i < to; i++) {
                Object[] values = call.values(call.arguments, rows.get(i));
                if (!call.over.isDistinct() || seen.add(Keys.of(values))) {
                    accumulator.add(values);
                }
            }
            return accumulator.value();
        }
    }

    @Override
    public String operation() {
        return "Window";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < input.width(); i++) {
            names.add("$" + (i + 1));
        }
        return Map.of("projection", RexText.all(calls, names));
    }

    @Override
    public List<Node> inputs() {
        return List.of(input);
    }

    @Override
    int width() {
        return input.width() + calls.size();
    }

    @Override
    double estimatedRows() {
        return input.estimatedRows();
    }
}
