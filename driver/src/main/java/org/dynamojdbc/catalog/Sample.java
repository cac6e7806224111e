package org.dynamojdbc.catalog;

import java.util.List;

/**
 * What one sample of a table's items showed.
 *
 * @param columns the attributes seen, by name; those of the table's key are left out
 * @param items how many items were read
 */
public record Sample(List<Column> columns, int items, Extent extent) {
    public Sample {
        columns = List.copyOf(columns);
    }

    /** How much of the table a sample has seen. */
    public enum Extent {
        WHOLE,
        /** The table goes on behind the items that were read, or may do so. */
        START,
        /** The items may not be scanned by this user. */
        DENIED,
        /** No sample is wanted. */
        UNWANTED
    }
}
