package org.dynamojdbc.relational.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.dynamojdbc.relational.function.Accumulator;
import org.dynamojdbc.relational.function.AggregateTable;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;

/** GROUP BY with all its grouping sets, and aggregate functions. Groups are kept in memory, their rows are not. */
final class Grouping extends Node {
    private final Node input;
    private final int[] columns;
    private final List<ImmutableBitSet> sets;
    private final List<AggregateCall> calls;
    private final List<LeafRead> firsts;

    /** @param firsts reads that give the rows which decide a group when all rows are of it, none when all rows decide it */
    Grouping(
            Node input,
            ImmutableBitSet columns,
            List<ImmutableBitSet> sets,
            List<AggregateCall> calls,
            List<LeafRead> firsts) {
        this.firsts = List.copyOf(firsts);
        this.input = input;
        this.columns = columns.toArray();
        this.sets = List.copyOf(sets);
        this.calls = List.copyOf(calls);
    }

    /** One group of one grouping set. */
    private static final class Group {
        private final Object[] values;
        private final Aggregate[] aggregates;

        Group(Object[] values, Aggregate[] aggregates) {
            this.values = values;
            this.aggregates = aggregates;
        }
    }

    /** One aggregate function on one group. */
    private static final class Aggregate {
        private final AggregateCall call;
        private final Accumulator accumulator;
        private final @Nullable Set<Object> seen;
        private final @Nullable List<Object[]> toSort;

        Aggregate(AggregateCall call) {
            this.call = call;
            this.accumulator = AggregateTable.accumulator(call.getAggregation());
            this.seen = call.isDistinct() ? new HashSet<>() : null;
            this.toSort = call.getCollation().getFieldCollations().isEmpty() ? null : new ArrayList<>();
        }

        void add(Object[] row, Frame frame) {
            if (call.filterArg >= 0 && !Boolean.TRUE.equals(row[call.filterArg])) {
                return;
            }
            if (toSort != null) {
                frame.hold();
                toSort.add(row);
            } else {
                accumulate(row, frame);
            }
        }

        private void accumulate(Object[] row, Frame frame) {
            Object[] arguments = new Object[call.getArgList().size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = row[call.getArgList().get(i)];
            }
            if (seen != null) {
                if (!seen.add(Keys.of(arguments))) {
                    return;
                }
                frame.hold();
            } else if (accumulator.keepsRows()) {
                frame.hold();
            }
            accumulator.add(arguments);
        }

        @Nullable
        Object value(Frame frame) {
            if (toSort != null) {
                toSort.sort(SortOrder.of(call.getCollation()).comparator());
                toSort.forEach(row -> accumulate(row, frame));
                toSort.clear();
            }
            return accumulator.value();
        }
    }

    @Override
    Rows start(Frame frame) {
        return new Rows() {
            private @Nullable Iterator<Object[]> results;

            @Override
            public Object @Nullable [] next() {
                Iterator<Object[]> rows = results;
                if (rows == null) {
                    rows = grouped(frame).iterator();
                    results = rows;
                }
                return rows.hasNext() ? rows.next() : null;
            }
        };
    }

    private List<Object[]> grouped(Frame frame) {
        List<Map<Object, Group>> groups = new ArrayList<>();
        sets.forEach(s -> groups.add(new LinkedHashMap<>()));
        long held = 0;
        try (Rows rows = input.open(frame)) {
            for (Object[] row = rows.next(); row != null; row = rows.next()) {
                for (int i = 0; i < sets.size(); i++) {
                    Object key = Keys.of(row, sets.get(i).toArray());
                    Group group = groups.get(i).get(key);
                    if (group == null) {
                        group = group(sets.get(i), row);
                        groups.get(i).put(key, group);
                        frame.hold();
                        held++;
                    }
                    for (Aggregate aggregate : group.aggregates) {
                        if (aggregate != null) {
                            aggregate.add(row, frame);
                        }
                    }
                }
            }
        }
        List<Object[]> results = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            if (sets.get(i).isEmpty() && groups.get(i).isEmpty()) {
                groups.get(i).put(List.of(), group(sets.get(i), new Object[input.width()]));
            }
            for (Group group : groups.get(i).values()) {
                results.add(result(group, sets.get(i), frame));
            }
        }
        frame.release(held);
        return results;
    }

    private Group group(ImmutableBitSet set, Object[] row) {
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = set.get(columns[i]) ? row[columns[i]] : null;
        }
        Aggregate[] aggregates = new Aggregate[calls.size()];
        for (int i = 0; i < aggregates.length; i++) {
            aggregates[i] = isGrouping(calls.get(i)) || isLiteral(calls.get(i)) ? null : new Aggregate(calls.get(i));
        }
        return new Group(values, aggregates);
    }

    private static boolean isGrouping(AggregateCall call) {
        return call.getAggregation().equals(SqlStdOperatorTable.GROUPING)
                || call.getAggregation().equals(SqlStdOperatorTable.GROUPING_ID);
    }

    private static boolean isLiteral(AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.LITERAL_AGG;
    }

    private Object[] result(Group group, ImmutableBitSet set, Frame frame) {
        Object[] row = new Object[columns.length + calls.size()];
        System.arraycopy(group.values, 0, row, 0, columns.length);
        for (int i = 0; i < calls.size(); i++) {
            AggregateCall call = calls.get(i);
            row[columns.length + i] = isGrouping(call)
                    ? grouping(call, set)
                    : isLiteral(call)
                            ? ScalarCompiler.compile(call.rexList.get(0)).value(new Object[0], frame)
                            : group.aggregates[i].value(frame);
        }
        return row;
    }

    /** A bit per argument: 1 where the column is rolled up. */
    private static Object grouping(AggregateCall call, ImmutableBitSet set) {
        long bits = 0;
        for (int column : call.getArgList()) {
            bits = bits * 2 + (set.get(column) ? 0 : 1);
        }
        return BigDecimal.valueOf(bits);
    }

    /** The reads that give the rows which decide the group of one value of these attributes; none when all its rows decide it. */
    List<LeafRead> firsts(LeafRead read, List<AttributePath> attributes) {
        boolean isKey = input == read
                && columns.length == attributes.size()
                && IntStream.of(columns)
                        .allMatch(c -> read.column(c).isStored()
                                && attributes.contains(read.column(c).path()));
        return isKey ? firsts : List.of();
    }

    /** Groups of other values are not touched when the rows of some values are missing. */
    @Override
    @Nullable
    KeySource keySource(int column) {
        return column < columns.length && sets.stream().allMatch(s -> s.get(columns[column]))
                ? input.keySource(columns[column])
                : null;
    }

    @Override
    public String operation() {
        return calls.isEmpty() ? "Distinct" : "Aggregate";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        List<String> parts = new ArrayList<>();
        for (int column : columns) {
            parts.add("$" + (column + 1));
        }
        for (AggregateCall call : calls) {
            List<String> arguments = new ArrayList<>();
            call.getArgList().forEach(a -> arguments.add("$" + (a + 1)));
            parts.add(call.getAggregation().getName().toLowerCase(java.util.Locale.ROOT) + "("
                    + (call.isDistinct() ? "DISTINCT " : "") + String.join(", ", arguments) + ")");
        }
        return Map.of("projection", String.join(", ", parts));
    }

    @Override
    public List<Node> inputs() {
        return List.of(input);
    }

    @Override
    int width() {
        return columns.length + calls.size();
    }

    @Override
    double estimatedRows() {
        return columns.length == 0 ? 1 : Math.max(1, input.estimatedRows() / 5);
    }
}
