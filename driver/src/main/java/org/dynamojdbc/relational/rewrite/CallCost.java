package org.dynamojdbc.relational.rewrite;

import org.dynamojdbc.access.AccessPath;

/**
 * What calls count beside the units they read when looking rows up by keys is weighed against reading them all: a Query for each
 * key costs time and connections that a Scan of the same units does not.
 */
public final class CallCost {
    /** Read units that one call counts as. */
    public static final double UNITS_PER_CALL = 0.25;

    private static final double KEYS_PER_BATCH = 100;
    /** A page holds 1 MB, which are 128 units read eventually consistent. */
    private static final double UNITS_PER_PAGE = 128;

    private CallCost() {}

    /** Of finding a number of keys. */
    public static double ofKeys(double keys, boolean inBatches) {
        return UNITS_PER_CALL * (inBatches ? Math.ceil(keys / KEYS_PER_BATCH) : keys);
    }

    /** Of reading so many units page by page. */
    public static double ofPages(double units) {
        return units >= Double.MAX_VALUE / 2 ? 0 : UNITS_PER_CALL * Math.max(1, Math.ceil(units / UNITS_PER_PAGE));
    }

    /** Of the calls that an access path makes at least. */
    public static double of(AccessPath path) {
        if (path instanceof AccessPath.Nothing) {
            return 0;
        }
        if (path instanceof AccessPath.BatchGetItem batch) {
            return ofKeys(batch.keys().size(), true);
        }
        if (path instanceof AccessPath.Query query) {
            return ofKeys(query.conditions().size(), false);
        }
        return path instanceof AccessPath.IndexLookup lookup ? of(lookup.keys()) + UNITS_PER_CALL : UNITS_PER_CALL;
    }
}
