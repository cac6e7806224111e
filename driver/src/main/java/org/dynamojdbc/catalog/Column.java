package org.dynamojdbc.catalog;

import org.dynamojdbc.type.ColumnType;

/** A column of a table and how its type is known. Keys come first in every list of columns. */
public record Column(String name, ColumnType type, Origin origin, boolean nullable) {
    /** How a column's type is known. */
    public enum Origin {
        KEY,
        DECLARED,
        INFERRED
    }
}
