package org.dynamojdbc.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A table as DescribeTable tells it.
 *
 * @param itemCount as of the service's last count (about six hours), 0 on fresh tables
 * @param sizeBytes likewise
 */
public record Table(
        String name,
        KeySchema key,
        List<Index> indexes,
        List<VectorIndex> vectorIndexes,
        long itemCount,
        long sizeBytes) {
    public Table {
        indexes = List.copyOf(indexes);
        vectorIndexes = List.copyOf(vectorIndexes);
    }

    /** A table without vector indexes. */
    public Table(String name, KeySchema key, List<Index> indexes, long itemCount, long sizeBytes) {
        this(name, key, indexes, List.of(), itemCount, sizeBytes);
    }

    /** The index of exactly this name. */
    public Optional<Index> index(String indexName) {
        return indexes.stream().filter(i -> i.name().equals(indexName)).findFirst();
    }
}
