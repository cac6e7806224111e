package org.dynamojdbc.tree;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PARTITION BY ... FILTER (...) of a vector index.
 *
 * @param partition the attribute every search must fix, null for none
 * @param types of the attributes whose type stands behind their name
 */
public record VectorFilters(@Nullable String partition, List<String> filters, Map<String, TypeName> types) {
    public VectorFilters {
        filters = List.copyOf(filters);
        types = Map.copyOf(types);
    }
}
