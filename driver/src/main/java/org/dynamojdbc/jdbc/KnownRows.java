package org.dynamojdbc.jdbc;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows of what is in memory already: constants, metadata, RETURNING. */
final class KnownRows implements RowStream {
    private final Iterator<Map<String, AttributeValue>> rows;
    private Map<String, AttributeValue> current = Map.of();
    private volatile boolean closed;

    private KnownRows(Iterator<Map<String, AttributeValue>> rows) {
        this.rows = rows;
    }

    KnownRows(List<Map<String, AttributeValue>> rows) {
        this(rows.iterator());
    }

    /** A row for each of some things, made when it is read. */
    static <T> KnownRows madeOf(List<T> things, Function<T, Map<String, AttributeValue>> row) {
        return new KnownRows(things.stream().map(row).iterator());
    }

    @Override
    public boolean next() {
        if (closed || !rows.hasNext()) {
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
    public void close() {
        closed = true;
    }
}
