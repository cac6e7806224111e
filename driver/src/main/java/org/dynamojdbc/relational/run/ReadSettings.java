package org.dynamojdbc.relational.run;

/**
 * What properties ask of the reads of a relational statement.
 *
 * @param consistency how consistent reads are
 * @param scanAllowed false when a Scan is refused
 * @param pushdown false keeps every condition in the driver
 * @param maxMemoryRows rows that sorts, groups and joins may keep in memory
 * @param hideExpired leave out items whose time to live is over
 * @param limited whether only some of the rows are given: then reads keep the same order each time
 */
public record ReadSettings(
        Consistency consistency,
        boolean scanAllowed,
        boolean pushdown,
        long maxMemoryRows,
        boolean hideExpired,
        boolean limited) {
    /** For frames that read nothing. */
    static final ReadSettings NOTHING = new ReadSettings(Consistency.STRONG, false, false, 0, false, false);
}
