package org.dynamojdbc.tree;

import java.util.List;

/** PROJECTION ALL, KEYS_ONLY or INCLUDE (...). */
public record Projection(ProjectionKind kind, List<String> attributes) {
    public Projection {
        attributes = List.copyOf(attributes);
    }
}
