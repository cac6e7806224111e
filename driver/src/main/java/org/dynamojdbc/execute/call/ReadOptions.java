package org.dynamojdbc.execute.call;

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
 * @param isolation how several items belong together
 * @param expected rows that the reader is likely to take, -1 for all: the first pages ask for no more, and no page is read
 *     ahead of the reader while it may have enough
 */
public record ReadOptions(
        long offset,
        long limit,
        int pageSize,
        int prefetchPages,
        int scanSegments,
        double maxReadUnits,
        @Nullable String resumeToken,
        Isolation isolation,
        long expected) {
    /** All rows, one page ahead. */
    public static final ReadOptions DEFAULT = new ReadOptions(0, -1, 0, 1, 1, 0, null);

    /** A read of which each item is as some transaction left it. */
    public ReadOptions(
            long offset,
            long limit,
            int pageSize,
            int prefetchPages,
            int scanSegments,
            double maxReadUnits,
            @Nullable String resumeToken) {
        this(
                offset,
                limit,
                pageSize,
                prefetchPages,
                scanSegments,
                maxReadUnits,
                resumeToken,
                Isolation.READ_COMMITTED,
                -1);
    }

    /** How the items of one read belong together. */
    public enum Isolation {
        /** Each item as some transaction left it. */
        READ_COMMITTED,
        /** All items by their keys as of one moment: TransactGetItems. */
        SERIALIZABLE
    }

    /** Rows read at the most, those of the offset among them, -1 for all; none at all when none is delivered. */
    public long wanted() {
        return limit <= 0 ? limit : sum(limit, offset);
    }

    /** The sum of two numbers of rows, none below zero; {@link Long#MAX_VALUE} when it is more than that. */
    public static long sum(long some, long others) {
        long sum = some + others;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** The same for other rows of the read. */
    public ReadOptions withRows(long otherOffset, long otherLimit) {
        return new ReadOptions(
                otherOffset,
                otherLimit,
                pageSize,
                prefetchPages,
                scanSegments,
                maxReadUnits,
                resumeToken,
                isolation,
                expected);
    }

    /** The same in so many segments. */
    public ReadOptions withScanSegments(int segments) {
        return new ReadOptions(
                offset, limit, pageSize, prefetchPages, segments, maxReadUnits, resumeToken, isolation, expected);
    }

    /** The same from another place on, null for the start. */
    public ReadOptions withResumeToken(@Nullable String token) {
        return new ReadOptions(
                offset, limit, pageSize, prefetchPages, scanSegments, maxReadUnits, token, isolation, expected);
    }

    /** The same in another isolation. */
    public ReadOptions withIsolation(Isolation changed) {
        return new ReadOptions(
                offset, limit, pageSize, prefetchPages, scanSegments, maxReadUnits, resumeToken, changed, expected);
    }

    /** The same for a reader that is likely to take so many rows, -1 for all. */
    public ReadOptions withExpected(long rows) {
        return new ReadOptions(
                offset, limit, pageSize, prefetchPages, scanSegments, maxReadUnits, resumeToken, isolation, rows);
    }
}
