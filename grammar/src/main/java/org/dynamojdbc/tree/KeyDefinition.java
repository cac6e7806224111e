package org.dynamojdbc.tree;

import java.util.List;
import java.util.Map;

/**
 * Partition and sort attributes of a key.
 *
 * @param types of the attributes whose type stands behind their name
 */
public record KeyDefinition(List<String> partition, List<String> sort, Map<String, TypeName> types) {
    public KeyDefinition {
        partition = List.copyOf(partition);
        sort = List.copyOf(sort);
        types = Map.copyOf(types);
    }

    /** A key of columns. */
    public KeyDefinition(List<String> partition, List<String> sort) {
        this(partition, sort, Map.of());
    }
}
