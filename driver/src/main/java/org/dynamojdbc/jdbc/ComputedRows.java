package org.dynamojdbc.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.row.Computation;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items and, where their columns look for them, the values that are computed of them, each once. */
final class ComputedRows implements RowStream {
    private final RowStream items;
    private final List<OutputColumn> computed;
    private Map<String, AttributeValue> current = Map.of();

    private ComputedRows(RowStream items, List<OutputColumn> computed) {
        this.items = items;
        this.computed = computed;
    }

    /** The items themselves when no column is computed. */
    static RowStream of(RowStream items, List<OutputColumn> columns) {
        List<OutputColumn> computed =
                columns.stream().filter(column -> column.computation() != null).toList();
        return computed.isEmpty() ? items : new ComputedRows(items, computed);
    }

    @Override
    public boolean next() {
        if (!items.next()) {
            return false;
        }
        Map<String, AttributeValue> item = items.item();
        Map<String, AttributeValue> row = new HashMap<>(item);
        for (OutputColumn column : computed) {
            AttributeValue value = value(column, item);
            if (value != null && column.path() != null) {
                row.put(column.path().root(), value);
            }
        }
        current = row;
        return true;
    }

    private static @Nullable AttributeValue value(OutputColumn column, Map<String, AttributeValue> item) {
        Computation computation = column.computation();
        try {
            return computation == null ? null : computation.of(item);
        } catch (SqlFailure failed) {
            throw new SqlFailure(
                    failed.state(),
                    failed.getMessage() + " (in RETURNING: what the statement writes is written)",
                    failed);
        }
    }

    @Override
    public Map<String, AttributeValue> item() {
        return current;
    }

    @Override
    public @Nullable String resumeToken() {
        return items.resumeToken();
    }

    @Override
    public void close() {
        items.close();
    }
}
