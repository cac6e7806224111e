package org.dynamojdbc.execute.table;

import java.util.List;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.jspecify.annotations.Nullable;

/** A change of a table's definition. */
public sealed interface TableChange {
    String table();

    /** CREATE TABLE. */
    record Create(
            String table,
            boolean ifNotExists,
            KeySchema key,
            List<NewIndex> indexes,
            List<NewVectorIndex> vectorIndexes,
            TableOptions options)
            implements TableChange {
        public Create {
            indexes = List.copyOf(indexes);
            vectorIndexes = List.copyOf(vectorIndexes);
        }
    }

    /** An index to create. */
    record NewIndex(
            String name,
            Index.Kind kind,
            KeySchema key,
            Index.Projection projection,
            List<String> included,
            TableOptions options) {
        public NewIndex {
            included = List.copyOf(included);
        }
    }

    /**
     * A vector index to create; its options name dimensions and distance.
     *
     * @param attribute holds the vectors
     * @param partition every search must fix it, null for none
     * @param filters a search may fix them
     */
    record NewVectorIndex(
            String name,
            String attribute,
            @Nullable KeyAttribute partition,
            List<KeyAttribute> filters,
            Index.Projection projection,
            List<String> included,
            TableOptions options) {
        public NewVectorIndex {
            filters = List.copyOf(filters);
            included = List.copyOf(included);
        }
    }

    record Drop(String table, boolean ifExists) implements TableChange {}

    /** CREATE INDEX: waits for the backfill. */
    record AddIndex(String table, boolean ifNotExists, NewIndex index) implements TableChange {}

    /** CREATE VECTOR INDEX: waits for the backfill. */
    record AddVectorIndex(String table, boolean ifNotExists, NewVectorIndex index) implements TableChange {}

    record DropIndex(String table, String index, boolean ifExists) implements TableChange {}

    /** ALTER TABLE ... SET (options). */
    record Alter(String table, TableOptions options) implements TableChange {}

    /** ALTER INDEX ... SET (options). */
    record AlterIndex(String table, String index, TableOptions options) implements TableChange {}

    /** REFRESH TABLE: changes nothing and waits until the table is usable. */
    record Refresh(String table) implements TableChange {}
}
