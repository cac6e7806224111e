package org.dynamojdbc.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** OVER (...): a named window to build on, partitions, order and frame. */
public record WindowSpecification(
        @Nullable String base, List<Expression> partitionBy, List<SortItem> orderBy, @Nullable WindowFrame frame) {
    public WindowSpecification {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }
}
