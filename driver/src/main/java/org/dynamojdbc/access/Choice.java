package org.dynamojdbc.access;

import java.util.List;

/**
 * The chosen access path, what it will cost, and why others were not taken.
 *
 * @param ordered the path delivers the wanted order; false means it cannot (the caller must sort or refuse)
 * @param rejected one sentence per path that looked better or was not possible, for EXPLAIN
 */
public record Choice(AccessPath path, Cost cost, boolean ordered, List<String> rejected) {
    public Choice {
        rejected = List.copyOf(rejected);
    }

    /**
     * An estimate.
     *
     * @param items items evaluated
     * @param readUnits read request units, half units for eventually consistent reads
     * @param calls calls sent
     */
    public record Cost(double items, double readUnits, double calls) {}
}
