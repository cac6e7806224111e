package org.dynamojdbc.tree;

import java.util.List;

/** One hint of a hint comment; the name as written. */
public record Hint(String name, List<String> arguments, Position position) {
    public Hint {
        arguments = List.copyOf(arguments);
    }
}
