package org.dynamojdbc.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of CREATE TABLE; attributes are words such as VERSION or TTL. */
public record ColumnDefinition(
        String name, TypeName type, boolean notNull, @Nullable Expression defaultValue, List<String> attributes) {
    public ColumnDefinition {
        attributes = List.copyOf(attributes);
    }
}
