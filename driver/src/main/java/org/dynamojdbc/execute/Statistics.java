package org.dynamojdbc.execute;

/**
 * What a statement cost so far. Times are nanoseconds; units are the service's own figures, summed over all calls.
 *
 * @param firstRowNanos from the start to the first row, -1 when there was none
 */
public record Statistics(
        long calls,
        long itemsRead,
        long itemsReturned,
        double readUnits,
        double writeUnits,
        long retries,
        long firstRowNanos,
        long totalNanos) {
    public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, -1, 0);
}
