package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.dynamojdbc.relational.function.Datum;

/** ORDER BY over output columns. */
record SortOrder(List<Item> items) {
    /** One column. */
    record Item(int column, boolean descending, boolean nullsFirst) {}

    SortOrder {
        items = List.copyOf(items);
    }

    static SortOrder of(RelCollation collation) {
        List<Item> items = new ArrayList<>();
        for (RelFieldCollation field : collation.getFieldCollations()) {
            items.add(item(field.getFieldIndex(), field.direction, field.nullDirection));
        }
        return new SortOrder(items);
    }

    /** NULLs are the highest values unless the statement says otherwise. */
    static Item item(int column, RelFieldCollation.Direction direction, RelFieldCollation.NullDirection nulls) {
        boolean descending = direction.isDescending();
        boolean first =
                switch (nulls) {
                    case FIRST -> true;
                    case LAST -> false;
                    case UNSPECIFIED -> descending;
                };
        return new Item(column, descending, first);
    }

    Comparator<Object[]> comparator() {
        return (a, b) -> {
            for (Item item : items) {
                int order = compare(a[item.column()], b[item.column()], item);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    static int compare(Object a, Object b, Item item) {
        if (a == null || b == null) {
            return a == b ? 0 : (a == null) == item.nullsFirst() ? -1 : 1;
        }
        int order = Datum.order(a, b);
        return item.descending() ? -order : order;
    }

    String text(List<String> names) {
        List<String> parts = new ArrayList<>();
        for (Item item : items) {
            parts.add(names.get(item.column()) + (item.descending() ? " DESC" : ""));
        }
        return String.join(", ", parts);
    }
}
