package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** ORDER BY, OFFSET and LIMIT over the rows of another operator. */
final class Sorting extends Node {
    private static final long SMALL = 10_000;

    private final Node input;
    private final SortOrder order;
    private final @Nullable Scalar offset;
    private final @Nullable Scalar fetch;

    Sorting(Node input, SortOrder order, @Nullable Scalar offset, @Nullable Scalar fetch) {
        this.input = input;
        this.order = order;
        this.offset = offset;
        this.fetch = fetch;
    }

    @Override
    Rows start(Frame frame) {
        long skipped = count(offset, 0, "OFFSET", frame);
        long wanted = count(fetch, Long.MAX_VALUE, "LIMIT", frame);
        if (wanted == 0) {
            return () -> null;
        }
        Rows rows = input.open(frame);
        if (!order.items().isEmpty()) {
            long most = wanted > Long.MAX_VALUE - skipped ? Long.MAX_VALUE : wanted + skipped;
            rows = new SortedRows(rows, order.comparator(), most, frame);
        }
        return skipped == 0 && wanted == Long.MAX_VALUE ? rows : new LimitedRows(rows, skipped, wanted);
    }

    /** A number of rows; parameters are checked here. */
    static long count(@Nullable Scalar scalar, long otherwise, String clause, Frame frame) {
        if (scalar == null) {
            return otherwise;
        }
        Object value = scalar.value(new Object[0], frame);
        if (value instanceof java.math.BigDecimal number && number.signum() >= 0) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException notWhole) {
                throw refused(clause, notWhole);
            }
        }
        throw refused(clause, null);
    }

    private static org.dynamojdbc.error.SqlFailure refused(String clause, @Nullable Throwable cause) {
        return new org.dynamojdbc.error.SqlFailure(
                org.dynamojdbc.error.SqlState.INVALID_PARAMETER_VALUE,
                clause + " takes a whole number, 0 or more",
                cause);
    }

    @Override
    @Nullable
    KeySource keySource(int column) {
        return offset == null && fetch == null ? input.keySource(column) : null;
    }

    @Override
    public String operation() {
        return order.items().isEmpty() ? "Limit" : "Sort";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width(); i++) {
            names.add("$" + (i + 1));
        }
        return order.items().isEmpty() ? Map.of() : Map.of("ordering", order.text(names));
    }

    @Override
    public List<Node> inputs() {
        return List.of(input);
    }

    @Override
    int width() {
        return input.width();
    }

    @Override
    double estimatedRows() {
        return fetch == null ? input.estimatedRows() : Math.min(input.estimatedRows(), 100);
    }

    /** Rows sorted on first use; only the first {@code most} are kept when they are few. */
    static final class SortedRows implements Rows {
        private final Rows input;
        private final Comparator<Object[]> comparator;
        private final long most;
        private final Frame frame;
        private @Nullable List<Object[]> sorted;
        private int at;

        SortedRows(Rows input, Comparator<Object[]> comparator, long most, Frame frame) {
            this.input = input;
            this.comparator = comparator;
            this.most = most;
            this.frame = frame;
        }

        @Override
        public Object @Nullable [] next() {
            List<Object[]> rows = sorted;
            if (rows == null) {
                rows = most <= SMALL ? first() : all();
                sorted = rows;
                input.close();
            }
            return at < rows.size() && at < most ? rows.get(at++) : null;
        }

        private List<Object[]> all() {
            List<Object[]> rows = new ArrayList<>();
            for (Object[] row = input.next(); row != null; row = input.next()) {
                frame.hold();
                rows.add(row);
            }
            rows.sort(comparator);
            return rows;
        }

        /** A row and its place in the input, which decides between equal ones. */
        private static final class Numbered {
            private final Object[] row;
            private final long number;

            Numbered(Object[] row, long number) {
                this.row = row;
                this.number = number;
            }
        }

        private List<Object[]> first() {
            Comparator<Numbered> order = Comparator.<Numbered, Object[]>comparing(n -> n.row, comparator)
                    .thenComparingLong(n -> n.number);
            PriorityQueue<Numbered> best = new PriorityQueue<>(order.reversed());
            long number = 0;
            for (Object[] row = input.next(); row != null; row = input.next()) {
                if ((++number & 1023) == 0) {
                    frame.context().check();
                }
                best.add(new Numbered(row, number));
                if (best.size() > most) {
                    best.poll();
                } else {
                    frame.hold();
                }
            }
            return best.stream().sorted(order).map(n -> n.row).toList();
        }

        @Override
        public void close() {
            input.close();
        }
    }

    /** Some rows from somewhere on; reading stops behind them. */
    static final class LimitedRows implements Rows {
        private final Rows input;
        private long skip;
        private long left;

        LimitedRows(Rows input, long skip, long left) {
            this.input = input;
            this.skip = skip;
            this.left = left;
        }

        @Override
        public Object @Nullable [] next() {
            while (skip > 0) {
                if (input.next() == null) {
                    left = 0;
                }
                skip = left == 0 ? 0 : skip - 1;
            }
            if (left <= 0) {
                input.close();
                return null;
            }
            left--;
            Object[] row = input.next();
            if (left == 0) {
                input.close();
            }
            return row;
        }

        @Override
        public void close() {
            input.close();
        }
    }
}
