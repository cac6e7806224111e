package org.dynamojdbc.execute.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement cost so far. Times are nanoseconds; units are the service's own figures, summed over all calls.
 *
 * @param calls calls sent, each once however often the SDK repeated it
 * @param itemsRead items that the service evaluated, filtered ones included
 * @param itemsReturned rows handed to the reader
 * @param itemsWritten items put, changed or deleted; deletes that do not tell whether there was an item count too
 * @param retries calls sent again: by the SDK after throttling, server errors and lost answers, by the driver for what the
 *     server left undone
 * @param firstRowNanos from the start to the first row, -1 when there was none
 * @param arms the units by table and index, tables before their indexes; their sums are the units above
 * @param itemCollections sizes of the item collections written to, of tables with local indexes
 */
public record Statistics(
        long calls,
        long itemsRead,
        long itemsReturned,
        long itemsWritten,
        double readUnits,
        double writeUnits,
        long retries,
        long firstRowNanos,
        long totalNanos,
        List<Arm> arms,
        List<ItemCollection> itemCollections) {
    /** Of a statement that sent nothing. */
    public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, 0, -1, 0, List.of(), List.of());

    public Statistics {
        arms = List.copyOf(arms);
        itemCollections = List.copyOf(itemCollections);
    }

    /**
     * Units that one table or index consumed.
     *
     * @param index null for the table itself
     */
    public record Arm(String table, @Nullable String index, double readUnits, double writeUnits) {}

    /**
     * The service's estimate of an item collection, all items under one partition key (API reference,
     * ItemCollectionMetrics); 10 GB is the most where a table has local indexes.
     *
     * @param partitionKey the partition key's value as text
     */
    public record ItemCollection(String table, String partitionKey, double leastGigabytes, double mostGigabytes) {}
}
