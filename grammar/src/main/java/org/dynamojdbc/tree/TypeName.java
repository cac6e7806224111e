package org.dynamojdbc.tree;

import java.util.List;

/** A type as written, such as DECIMAL(10, 2) or TIMESTAMP WITH TIME ZONE. */
public record TypeName(String name, List<Integer> arguments, boolean withTimeZone, Position position) {
    public TypeName {
        arguments = List.copyOf(arguments);
    }
}
