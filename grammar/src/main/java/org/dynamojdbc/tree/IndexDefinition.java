package org.dynamojdbc.tree;

import java.util.List;

/** An index of CREATE TABLE or CREATE INDEX. */
public record IndexDefinition(
        String name, IndexKind kind, KeyDefinition key, Projection projection, List<Option> options) {
    public IndexDefinition {
        options = List.copyOf(options);
    }
}
