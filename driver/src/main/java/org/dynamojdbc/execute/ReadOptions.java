package org.dynamojdbc.execute;

import org.jspecify.annotations.Nullable;

/**
 * How a read is run.
 *
 * @param offset rows skipped after residual and filter
 * @param limit rows delivered at the most after the offset, -1 for all
 * @param pageSize items evaluated per page (the call's Limit), 0 for the service's 1 MB pages
 * @param prefetchPages pages read ahead of the reader, 0 for none
 * @param scanSegments segments of an unlimited, unordered Scan read in parallel, 1 for none
 * @param maxReadUnits the statement's budget in read units, 0 for none
 * @param resumeToken where an earlier read of the same statement stopped, null to start at the beginning
 */
public record ReadOptions(
        long offset,
        long limit,
        int pageSize,
        int prefetchPages,
        int scanSegments,
        double maxReadUnits,
        @Nullable String resumeToken) {
    public static final ReadOptions DEFAULT = new ReadOptions(0, -1, 0, 1, 1, 0, null);
}
