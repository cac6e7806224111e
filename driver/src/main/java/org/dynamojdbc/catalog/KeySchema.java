package org.dynamojdbc.catalog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        if (sort.isEmpty()) {
            return partition;
        }
        return partition.size() == 1 && sort.size() == 1
                ? List.of(partition.get(0), sort.get(0))
                : Stream.concat(partition.stream(), sort.stream()).toList();
    }

    public Optional<KeyAttribute> attribute(String name) {
        KeyAttribute found = named(name, partition);
        return Optional.ofNullable(found == null ? named(name, sort) : found);
    }

    public boolean contains(String name) {
        return named(name, partition) != null || named(name, sort) != null;
    }

    private static @Nullable KeyAttribute named(String name, List<KeyAttribute> attributes) {
        for (KeyAttribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return attribute;
            }
        }
        return null;
    }
}
