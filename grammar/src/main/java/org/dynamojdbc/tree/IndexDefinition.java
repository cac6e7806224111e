package org.dynamojdbc.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index of CREATE TABLE or CREATE INDEX.
 *
 * @param key of a vector index the attribute that holds the vectors, and nothing else
 * @param filters what a search of a vector index may be restricted by, null for other indexes
 * @param position of its name
 */
public record IndexDefinition(
        String name,
        IndexKind kind,
        KeyDefinition key,
        @Nullable VectorFilters filters,
        Projection projection,
        List<Option> options,
        Position position) {
    public IndexDefinition {
        options = List.copyOf(options);
    }
}
