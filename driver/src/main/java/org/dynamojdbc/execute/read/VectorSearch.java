package org.dynamojdbc.execute.read;

import java.util.List;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.catalog.VectorIndex;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of a table whose vectors are nearest to one, nearest first, by a vector index: DynamoDB's search is an
 * approximate one.
 *
 * @param vector what is looked for, numbers
 * @param most items wanted, 1 to {@link #MOST}
 * @param filter equalities of the index's partition and filters, {@link Predicate#TRUE} for none
 * @param projection paths that the index has, empty to read the whole items from the table afterwards
 */
public record VectorSearch(
        Table table,
        VectorIndex index,
        List<AttributeValue> vector,
        int most,
        Predicate filter,
        List<AttributePath> projection) {
    /** Most items one SearchVectors gives (API reference, TopK). */
    public static final int MOST = 100;

    /** Where an item of the result keeps its distance; no attribute is named so. */
    public static final AttributePath DISTANCE = AttributePath.of("\u0000vector_distance");

    public VectorSearch {
        vector = List.copyOf(vector);
        projection = List.copyOf(projection);
    }

    /** Whether the whole items are read from the table. */
    public boolean readsTable() {
        return projection.isEmpty();
    }
}
