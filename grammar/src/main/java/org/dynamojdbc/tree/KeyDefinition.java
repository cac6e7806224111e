package org.dynamojdbc.tree;

import java.util.List;

/** Partition and sort attributes of a key. */
public record KeyDefinition(List<String> partition, List<String> sort) {
    public KeyDefinition {
        partition = List.copyOf(partition);
        sort = List.copyOf(sort);
    }
}
