package org.dynamojdbc.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows of a statement whose columns only its items tell: the first are read ahead for their attributes. */
final class FirstItems implements RowStream {
    private static final int LOOKED_AT = 100;

    private final RowStream rest;
    private final Deque<Map<String, AttributeValue>> first;
    private final List<OutputColumn> columns;
    private Map<String, AttributeValue> current = Map.of();

    private FirstItems(RowStream rest, Deque<Map<String, AttributeValue>> first, List<OutputColumn> columns) {
        this.rest = rest;
        this.first = first;
        this.columns = columns;
    }

    static FirstItems of(RowStream stream) {
        Deque<Map<String, AttributeValue>> first = new ArrayDeque<>();
        Set<String> names = new TreeSet<>();
        while (first.size() < LOOKED_AT && stream.next()) {
            first.add(stream.item());
            names.addAll(stream.item().keySet());
        }
        List<OutputColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new OutputColumn(
                    name, name, AttributePath.of(name), null, ColumnType.of(ColumnType.Kind.VARCHAR), "", true));
        }
        return new FirstItems(stream, first, columns);
    }

    List<OutputColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        if (!first.isEmpty()) {
            current = first.remove();
            return true;
        }
        if (!rest.next()) {
            return false;
        }
        current = rest.item();
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
        rest.close();
    }
}
