package org.dynamojdbc.catalog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The key of a table (one partition attribute, at most one sort attribute) or of an index (global: up to four each).
 */
public record KeySchema(List<KeyAttribute> partition, List<KeyAttribute> sort) {
    public KeySchema {
        partition = List.copyOf(partition);
        sort = List.copyOf(sort);
    }

    /** All key attributes, partition first. */
    public List<KeyAttribute> attributes() {
        return Stream.concat(partition.stream(), sort.stream()).toList();
    }

    public Optional<KeyAttribute> attribute(String name) {
        return attributes().stream().filter(a -> a.name().equals(name)).findFirst();
    }

    public boolean contains(String name) {
        return attribute(name).isPresent();
    }
}
