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
    private final Map<String, DeclaredTable> written;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** The columns of a table as it is described and declared now: every statement asks for them. */
    private record Known(Table table, List<Column> declared, List<Column> columns) {}

    private Declarations(Map<String, List<Column>> created, Map<String, DeclaredTable> written) {
        this.created = created;
        this.written = Map.copyOf(written);
    }

    /**
     * The declarations that connections to one server share, and those of a schema file, which only its readers see.
     *
     * @param schemaFile its tables by name; a CREATE TABLE of this process is newer and goes first
     */
    static Declarations of(String serverIdentity, Map<String, DeclaredTable> schemaFile) {
        return new Declarations(
                SERVERS.computeIfAbsent(serverIdentity, server -> new ConcurrentHashMap<>()), schemaFile);
    }

    void declare(String table, List<Column> columns) {
        created.put(table, List.copyOf(columns));
    }

    void forget(String table) {
        created.remove(table);
        known.remove(table);
    }

    /**
     * Keys first, with the declared type where it is stored as the key's own; then the other declared columns.
     *
     * @throws org.dynamojdbc.error.SqlFailure 42P16 when the schema file declares a table of another key
     */
    List<Column> columns(Table table) {
        List<Column> declared = declared(table);
        Known last = known.get(table.name());
        if (last == null || !last.table().equals(table) || !last.declared().equals(declared)) {
            last = new Known(table, declared, columns(table, declared));
            known.put(table.name(), last);
        }
        return last.columns();
    }

    private List<Column> declared(Table table) {
        List<Column> newer = created.get(table.name());
        DeclaredTable file = written.get(table.name());
        if (newer != null || file == null) {
            return newer == null ? List.of() : newer;
        }
        file.checkFits(table);
        return file.columns();
    }

    private static List<Column> columns(Table table, List<Column> declared) {
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
        return List.copyOf(columns);
    }
}
