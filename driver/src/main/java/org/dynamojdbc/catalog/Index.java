package org.dynamojdbc.catalog;

import java.util.List;

/**
 * A secondary index.
 *
 * @param included attributes of an INCLUDE projection, empty otherwise
 * @param usable false while it is being created, backfilled or deleted: never plan a read on it then
 */
public record Index(
        String name,
        Kind kind,
        KeySchema key,
        Projection projection,
        List<String> included,
        long itemCount,
        long sizeBytes,
        boolean usable) {

    /** Local indexes share the table's partition key and can be read consistently; global ones cannot. */
    public enum Kind {
        GLOBAL,
        LOCAL
    }

    /** Which attributes the index holds beside its own keys and the table's. */
    public enum Projection {
        ALL,
        KEYS_ONLY,
        INCLUDE
    }

    public Index {
        included = List.copyOf(included);
    }
}
