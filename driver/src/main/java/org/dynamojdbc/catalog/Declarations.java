package org.dynamojdbc.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dynamojdbc.type.ColumnType;

/**
 * Column types that CREATE TABLE or the schema file declared. DynamoDB keeps none, so they live with the process: one
 * instance per server, shared by its connections.
 */
public final class Declarations {
    private static final Map<String, Declarations> SERVERS = new ConcurrentHashMap<>();

    private final Map<String, List<Column>> tables = new ConcurrentHashMap<>();

    /** The declarations that connections to one server share. */
    public static Declarations of(String serverIdentity) {
        return SERVERS.computeIfAbsent(serverIdentity, server -> new Declarations());
    }

    public void declare(String table, List<Column> columns) {
        tables.put(table, List.copyOf(columns));
    }

    void forget(String table) {
        tables.remove(table);
    }

    /** Keys first, with the declared type where it is stored as the key's own; then the other declared columns. */
    List<Column> columns(Table table) {
        List<Column> declared = tables.getOrDefault(table.name(), List.of());
        List<Column> columns = new ArrayList<>();
        for (KeyAttribute key : table.key().attributes()) {
            Optional<Column> own =
                    declared.stream().filter(c -> c.name().equals(key.name())).findFirst();
            ColumnType type = own.map(Column::type)
                    .filter(t -> org.dynamojdbc.type.TypeNames.storedAs(t) == key.type())
                    .orElse(ColumnType.of(key.type()));
            columns.add(new Column(key.name(), type, Column.Origin.KEY, false));
        }
        for (Column column : declared) {
            if (!table.key().contains(column.name())) {
                columns.add(column);
            }
        }
        return columns;
    }
}
