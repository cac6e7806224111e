package org.dynamojdbc.execute.call;

import java.util.Collection;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.Table;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics;

/** What a call asks the service to tell of its costs: no more than its table and indexes have. */
public final class ReturnedCosts {
    private ReturnedCosts() {}

    /** Of a read through the table, or through an index. */
    public static ReturnConsumedCapacity ofRead(@Nullable Index index) {
        return index == null ? ReturnConsumedCapacity.TOTAL : ReturnConsumedCapacity.INDEXES;
    }

    /** Of a write, which writes to the indexes too. */
    public static ReturnConsumedCapacity ofWrite(Table table) {
        return table.indexes().isEmpty() ? ReturnConsumedCapacity.TOTAL : ReturnConsumedCapacity.INDEXES;
    }

    /** Of writes to several tables. */
    public static ReturnConsumedCapacity ofWrites(Collection<Table> tables) {
        return tables.stream().anyMatch(table -> ofWrite(table) == ReturnConsumedCapacity.INDEXES)
                ? ReturnConsumedCapacity.INDEXES
                : ReturnConsumedCapacity.TOTAL;
    }

    /** Only tables with local indexes have item collections whose size is limited. */
    public static ReturnItemCollectionMetrics collections(Table table) {
        return table.indexes().stream().anyMatch(index -> index.kind() == Index.Kind.LOCAL)
                ? ReturnItemCollectionMetrics.SIZE
                : ReturnItemCollectionMetrics.NONE;
    }

    /** Of writes to several tables. */
    public static ReturnItemCollectionMetrics collections(Collection<Table> tables) {
        return tables.stream().anyMatch(table -> collections(table) == ReturnItemCollectionMetrics.SIZE)
                ? ReturnItemCollectionMetrics.SIZE
                : ReturnItemCollectionMetrics.NONE;
    }
}
