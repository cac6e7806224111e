package org.dynamojdbc.relational.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.relational.function.Times;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes rows of the items of a table read: takes the columns' values out, and tests what is left of the conditions. */
final class LeafRows {
    /** An output column that nobody looks at. */
    static final int UNREAD = -1;

    private final List<LeafColumn> columns;
    private final int[] needed;
    private final List<Scalar> local;
    private final int[] output;

    /**
     * @param columns the table's columns
     * @param needed those whose values are taken out
     * @param local conditions on a row of them
     * @param output the columns that are given
     */
    LeafRows(List<LeafColumn> columns, Set<Integer> needed, List<Scalar> local, int[] output) {
        this.columns = columns;
        this.needed = needed.stream().mapToInt(Integer::intValue).toArray();
        this.local = local;
        this.output = output;
    }

    /** The output columns of the items for which the conditions hold. */
    Rows of(RowStream stream, Frame frame) {
        return projected(whole(stream, frame));
    }

    /** All columns of them. */
    Rows whole(RowStream stream, Frame frame) {
        return new Rows() {
            private boolean ended;

            @Override
            public Object @Nullable [] next() {
                while (!ended && stream.next()) {
                    Object[] row = new Object[columns.size()];
                    Map<String, AttributeValue> item = stream.item();
                    for (int column : needed) {
                        row[column] = value(columns.get(column), item);
                    }
                    if (holds(row, frame)) {
                        return row;
                    }
                }
                close();
                return null;
            }

            @Override
            public void close() {
                ended = true;
                frame.ended(stream);
            }
        };
    }

    /** Some columns of all items. */
    static Rows all(RowStream stream, List<LeafColumn> columns, Frame frame) {
        return new Rows() {
            @Override
            public Object @Nullable [] next() {
                if (!stream.next()) {
                    close();
                    return null;
                }
                Map<String, AttributeValue> item = stream.item();
                Object[] row = new Object[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = value(columns.get(i), item);
                }
                return row;
            }

            @Override
            public void close() {
                frame.ended(stream);
            }
        };
    }

    /** The output columns of the rows for which the conditions hold, of a read that several operators share. */
    Rows ofShared(Rows shared, SharedReads.Member member, Frame frame) {
        return new Rows() {
            @Override
            public Object @Nullable [] next() {
                for (Object[] given = shared.next(); given != null; given = shared.next()) {
                    Object[] row = member.row(given);
                    if (holds(row, frame)) {
                        return projected(row, output);
                    }
                }
                return null;
            }

            @Override
            public void close() {
                shared.close();
            }
        };
    }

    /** The output columns of whole rows. */
    Rows projected(Rows rows) {
        return new Rows() {
            @Override
            public Object @Nullable [] next() {
                Object[] row = rows.next();
                return row == null ? null : projected(row, output);
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    private boolean holds(Object[] row, Frame frame) {
        for (Scalar condition : local) {
            if (!condition.holds(row, frame)) {
                return false;
            }
        }
        return true;
    }

    static Object[] projected(Object[] row, int[] columns) {
        Object[] projected = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            projected[i] = columns[i] == UNREAD ? null : row[columns[i]];
        }
        return projected;
    }

    /** The value of a column on an item. */
    static @Nullable Object value(LeafColumn column, Map<String, AttributeValue> item) {
        Predicate condition = column.condition();
        if (condition != null) {
            Truth truth = Evaluator.evaluate(condition, item);
            return truth == Truth.UNKNOWN ? null : (Object) (truth == Truth.TRUE);
        }
        AttributeValue value = column.path().in(item);
        if (column.isEpoch() && value != null && value.n() != null) {
            return Times.text(Objects.requireNonNull(Conversions.instant(value, column.type(), ZoneOffset.UTC)));
        }
        Object datum = Datum.of(value);
        return column.type().kind() == ColumnType.Kind.DECIMAL
                        && datum instanceof BigDecimal number
                        && number.scale() < column.type().scale()
                ? number.setScale(column.type().scale(), RoundingMode.UNNECESSARY)
                : datum;
    }
}
