package org.dynamojdbc.access;

import org.jspecify.annotations.Nullable;

/**
 * What properties and hints ask of a read.
 *
 * @param consistent strongly consistent reads asked for; global indexes are not used then
 * @param forcedIndex hint INDEX(table name): use this index or refuse; null for free choice, "" for the table itself
 * @param scanAllowed false when the hint NO_SCAN or scan=deny refuses Scans
 * @param segment {@code segment(i, n)} of WHERE, null when absent
 */
public record ReadPreferences(
        boolean consistent, @Nullable String forcedIndex, boolean scanAllowed, AccessPath.@Nullable Segment segment) {
    public static final ReadPreferences DEFAULT = new ReadPreferences(false, null, true, null);
}
