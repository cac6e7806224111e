package org.dynamojdbc.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.TypeNames;

/**
 * Column types that CREATE TABLE or the schema file declared. DynamoDB keeps none, so they live with the process,
 * shared by the connections to one server.
 */
public final class Declarations {
    private static final Map<String, Map<String, List<Column>>> SERVERS = new ConcurrentHashMap<>();

    private final Map<String, List<Column>> created;
    private final Map<String, List<Column>> written;

    private Declarations(Map<String, List<Column>> created, Map<String, List<Column>> written) {
        this.created = created;
        this.written = Map.copyOf(written);
    }

    /**
     * The declarations that connections to one server share, and those of a schema file, which only its readers see.
     *
     * @param schemaFile columns by table; a CREATE TABLE of this process is newer and goes first
     */
    public static Declarations of(String serverIdentity, Map<String, List<Column>> schemaFile) {
        return new Declarations(
                SERVERS.computeIfAbsent(serverIdentity, server -> new ConcurrentHashMap<>()), schemaFile);
    }

    void declare(String table, List<Column> columns) {
        created.put(table, List.copyOf(columns));
    }

    void forget(String table) {
        created.remove(table);
    }

    /** Keys first, with the declared type where it is stored as the key's own; then the other declared columns. */
    List<Column> columns(Table table) {
        List<Column> declared = created.getOrDefault(table.name(), written.getOrDefault(table.name(), List.of()));
        List<Column> columns = new ArrayList<>();
        for (KeyAttribute key : table.key().attributes()) {
            Optional<Column> own =
                    declared.stream().filter(c -> c.name().equals(key.name())).findFirst();
            ColumnType type = own.map(Column::type)
                    .filter(t -> TypeNames.storedAs(t) == key.type())
                    .orElse(ColumnType.of(key.type()));
            columns.add(new Column(
                    key.name(),
                    type,
                    Column.Origin.KEY,
                    false,
                    own.map(Column::writing).orElse(Column.Writing.PLAIN)));
        }
        for (Column column : declared) {
            if (!table.key().contains(column.name())) {
                columns.add(column);
            }
        }
        return columns;
    }
}
