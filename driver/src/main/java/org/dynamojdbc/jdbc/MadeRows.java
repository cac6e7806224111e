package org.dynamojdbc.jdbc;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A row for each of some things, made when it is read. */
final class MadeRows<T> implements RowStream {
    private final Iterator<T> things;
    private final Function<T, Map<String, AttributeValue>> row;
    private Map<String, AttributeValue> current = Map.of();
    private volatile boolean closed;

    MadeRows(List<T> things, Function<T, Map<String, AttributeValue>> row) {
        this.things = things.iterator();
        this.row = row;
    }

    @Override
    public boolean next() {
        if (closed || !things.hasNext()) {
            return false;
        }
        current = row.apply(things.next());
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
