package org.dynamojdbc.tree;

import java.util.List;

/** name (columns) AS (query). */
public record WithItem(String name, List<String> columns, Query query) {
    public WithItem {
        columns = List.copyOf(columns);
    }
}
