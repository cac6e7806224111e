package org.dynamojdbc.execute;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeySchema;

/** A change of a table's definition. Option names are those of docs/dialect.md, values as text. */
public sealed interface TableChange {
    String table();

    /** CREATE TABLE. Throughputs and the like stand in {@code options}. */
    record Create(String table, boolean ifNotExists, KeySchema key, List<NewIndex> indexes, Map<String, String> options)
            implements TableChange {
        public Create {
            indexes = List.copyOf(indexes);
            options = Map.copyOf(options);
        }
    }

    /** An index to create. */
    record NewIndex(
            String name,
            Index.Kind kind,
            KeySchema key,
            Index.Projection projection,
            List<String> included,
            Map<String, String> options) {
        public NewIndex {
            included = List.copyOf(included);
            options = Map.copyOf(options);
        }
    }

    record Drop(String table, boolean ifExists) implements TableChange {}

    /** CREATE INDEX: waits for the backfill. */
    record AddIndex(String table, boolean ifNotExists, NewIndex index) implements TableChange {}

    record DropIndex(String table, String index, boolean ifExists) implements TableChange {}

    /** ALTER TABLE ... SET (options). */
    record Alter(String table, Map<String, String> options) implements TableChange {
        public Alter {
            options = Map.copyOf(options);
        }
    }
}
