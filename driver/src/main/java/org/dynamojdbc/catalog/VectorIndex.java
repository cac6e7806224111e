package org.dynamojdbc.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index of vectors, which only SearchVectors reads: the nearest items by one attribute.
 *
 * @param attribute holds the vectors, lists of numbers
 * @param dimensions their length
 * @param partition a search must fix it, null for none
 * @param filters a search may fix them
 * @param included attributes of an INCLUDE projection, empty otherwise
 * @param usable false while it is being created, backfilled or deleted
 */
public record VectorIndex(
        String name,
        String attribute,
        int dimensions,
        Distance distance,
        @Nullable KeyAttribute partition,
        List<KeyAttribute> filters,
        Index.Projection projection,
        List<String> included,
        boolean usable) {

    /** How far two vectors are from each other. */
    public enum Distance {
        /** 1 minus the cosine of the angle between them, 0 to 2. */
        COSINE,
        /** The length of their difference. */
        EUCLIDEAN,
        /** The nearest have the greatest product, so that the distance is the product's negative. */
        DOT_PRODUCT
    }

    public VectorIndex {
        filters = List.copyOf(filters);
        included = List.copyOf(included);
    }
}
