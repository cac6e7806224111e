package org.dynamojdbc.spark;

import java.util.stream.IntStream;

/** Partitions of a read: DynamoDB divides a table into segments that are scanned apart. */
public final class Segments {
    private static final int MAX_SEGMENTS = 1_000_000;

    private Segments() {}

    /**
     * The conditions that divide a table, for {@code DataFrameReader.jdbc(url, table, predicates, properties)}: Spark reads each
     * in a task of its own, and together they read every row once.
     *
     * @param count segments, 1 to 1,000,000 (DynamoDB's limit)
     */
    public static String[] predicates(int count) {
        if (count < 1 || count > MAX_SEGMENTS) {
            throw new IllegalArgumentException("a scan has 1 to " + MAX_SEGMENTS + " segments, not " + count);
        }
        return IntStream.range(0, count)
                .mapToObj(i -> "segment(" + i + ", " + count + ")")
                .toArray(String[]::new);
    }
}
