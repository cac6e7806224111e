package org.dynamojdbc.relational;

import org.dynamojdbc.relational.run.Consistency;

/**
 * What properties and hints ask of a relational query.
 *
 * @param consistency how consistent reads are
 * @param scanAllowed false when a Scan is refused with 53400
 * @param pushdown false keeps every condition in the driver
 * @param maxMemoryRows rows that sorts, groups and joins may keep in memory
 * @param hideExpired leave out items whose time to live is over
 * @param maxRows rows of the result that somebody will read, 0 for all
 */
public record RelationalOptions(
        Consistency consistency,
        boolean scanAllowed,
        boolean pushdown,
        long maxMemoryRows,
        boolean hideExpired,
        long maxRows) {}
