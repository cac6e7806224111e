package org.dynamojdbc.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole query. */
public record Query(
        List<WithItem> with,
        boolean recursive,
        QueryBody body,
        List<SortItem> orderBy,
        @Nullable Expression offset,
        @Nullable Expression limit,
        Position position) {
    public Query {
        with = List.copyOf(with);
        orderBy = List.copyOf(orderBy);
    }
}
