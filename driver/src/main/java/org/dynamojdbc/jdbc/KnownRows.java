package org.dynamojdbc.jdbc;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows that are in memory already: constants, metadata, RETURNING. */
final class KnownRows implements RowStream {
    private final Iterator<Map<String, AttributeValue>> rows;
    private Map<String, AttributeValue> current = Map.of();

    KnownRows(List<Map<String, AttributeValue>> rows) {
        this.rows = rows.iterator();
    }

    @Override
    public boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        current = rows.next();
        return true;
    }

    @Override
    public Map<String, AttributeValue> item() {
        return current;
    }

    @Override
    public @Nullable String resumeToken() {
        return null;
    }

    @Override
    public void close() {}
}
