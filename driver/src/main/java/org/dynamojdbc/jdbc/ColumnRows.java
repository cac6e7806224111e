package org.dynamojdbc.jdbc;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows as the values of their columns, named 0, 1, 2 and so on; what is missing in an item is left out. */
final class ColumnRows implements RowStream {
    private final List<OutputColumn> columns;
    private final RowStream items;

    ColumnRows(List<OutputColumn> columns, RowStream items) {
        this.columns = List.copyOf(columns);
        this.items = items;
    }

    @Override
    public boolean next() {
        return items.next();
    }

    @Override
    public Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = items.item();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            OutputColumn column = columns.get(i);
            AttributePath path = column.path();
            AttributeValue value = moment(column, path == null ? column.constant() : path.in(item));
            if (value != null) {
                values.put(Integer.toString(i), value);
            }
        }
        return values;
    }

    @Override
    public @Nullable String resumeToken() {
        return null;
    }

    @Override
    public void close() {
        items.close();
    }

    /** What is computed of points in time goes into a column of whatever encoding: it is the moment, not a number. */
    private static @Nullable AttributeValue moment(OutputColumn column, @Nullable AttributeValue value) {
        boolean epoch = column.type().kind() == ColumnType.Kind.EPOCH_SECONDS
                || column.type().kind() == ColumnType.Kind.EPOCH_MILLIS;
        return epoch && column.table().isEmpty() && value != null && value.n() != null
                ? AttributeValues.of(Conversions.instant(value, column.type(), ZoneOffset.UTC))
                : value;
    }
}
