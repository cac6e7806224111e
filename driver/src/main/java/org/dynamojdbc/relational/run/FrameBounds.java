package org.dynamojdbc.relational.run;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.Datum;
import org.jspecify.annotations.Nullable;

/** Where the frame of each row of a partition begins and ends. */
final class FrameBounds {
    /** What the distances of a frame are counted in. */
    private enum Unit {
        ROWS,
        /** Rows equal in order. */
        GROUPS,
        /** Differences between the values the rows are ordered by. */
        VALUES
    }

    private final Unit unit;
    private final RexWindowBound lower;
    private final RexWindowBound upper;
    private final List<SortOrder.Item> order;
    private final List<Object[]> keys;
    private final int[] peersFrom;
    private final int[] peersTo;
    private final Frame frame;
    private final int size;

    /**
     * @param keys what each row is ordered by, in that order
     * @param peersFrom where the rows equal in order to each row begin
     * @param peersTo where they end, exclusive
     */
    FrameBounds(
            RexWindow window,
            boolean overGroups,
            List<SortOrder.Item> order,
            List<Object[]> keys,
            int[] peersFrom,
            int[] peersTo,
            Frame frame) {
        this.unit = overGroups ? Unit.GROUPS : window.isRows() ? Unit.ROWS : Unit.VALUES;
        this.lower = window.getLowerBound();
        this.upper = window.getUpperBound();
        this.order = order;
        this.keys = keys;
        this.peersFrom = peersFrom;
        this.peersTo = peersTo;
        this.frame = frame;
        this.size = keys.size();
    }

    int from(int row) {
        return Math.max(0, Math.min(size, place(lower, row, true)));
    }

    int to(int row) {
        return Math.max(0, Math.min(size, place(upper, row, false)));
    }

    private int place(RexWindowBound bound, int row, boolean start) {
        if (bound.isUnbounded()) {
            return bound.isPreceding() ? 0 : size;
        }
        if (bound.isCurrentRow()) {
            if (unit == Unit.ROWS) {
                return start ? row : row + 1;
            }
            return start ? peersFrom[row] : peersTo[row];
        }
        Object value = ScalarCompiler.compile(java.util.Objects.requireNonNull(bound.getOffset()))
                .value(new Object[0], frame);
        BigDecimal given = Datum.number(java.util.Objects.requireNonNull(value), "a frame");
        BigDecimal distance = bound.isPreceding() ? given.negate() : given;
        return switch (unit) {
            case ROWS -> {
                long place = row + whole(distance) + (start ? 0 : 1);
                yield (int) Math.max(-1, Math.min(size + 1L, place));
            }
            case GROUPS -> group(whole(distance), row, start);
            case VALUES -> range(distance, row, start);
        };
    }

    private long whole(BigDecimal distance) {
        return distance.max(BigDecimal.valueOf(-size - 1L))
                .min(BigDecimal.valueOf(size + 1L))
                .longValue();
    }

    private int group(long distance, int row, boolean start) {
        int from = peersFrom[row];
        for (long back = distance; back < 0; back++) {
            if (from == 0) {
                return 0;
            }
            from = peersFrom[from - 1];
        }
        for (long ahead = distance; ahead > 0; ahead--) {
            if (peersTo[from] == size) {
                return size;
            }
            from = peersTo[from];
        }
        return start ? from : peersTo[from];
    }

    /** RANGE: rows whose only order key lies within a distance. */
    private int range(BigDecimal distance, int row, boolean start) {
        if (order.size() != 1) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED, "RANGE with a distance needs exactly one ORDER BY column");
        }
        Object key = keys.get(row)[0];
        if (key == null) {
            return start ? peersFrom[row] : peersTo[row];
        }
        boolean descending = order.get(0).descending();
        BigDecimal border = Datum.number(key, "RANGE").add(descending ? distance.negate() : distance);
        int place = start ? 0 : size;
        if (start) {
            while (place < size && isBefore(keys.get(place)[0], border, descending)) {
                place++;
            }
        } else {
            while (place > 0 && isBehind(keys.get(place - 1)[0], border, descending)) {
                place--;
            }
        }
        return place;
    }

    private boolean isBefore(@Nullable Object key, BigDecimal border, boolean descending) {
        if (key == null) {
            return order.get(0).nullsFirst();
        }
        int compared = Datum.number(key, "RANGE").compareTo(border);
        return descending ? compared > 0 : compared < 0;
    }

    private boolean isBehind(@Nullable Object key, BigDecimal border, boolean descending) {
        if (key == null) {
            return !order.get(0).nullsFirst();
        }
        int compared = Datum.number(key, "RANGE").compareTo(border);
        return descending ? compared < 0 : compared > 0;
    }
}
