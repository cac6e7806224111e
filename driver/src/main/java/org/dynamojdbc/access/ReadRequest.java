package org.dynamojdbc.access;

import java.util.List;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;

/**
 * What a statement wants from one table, before the way to get it is chosen.
 *
 * @param index index named in FROM as {@code "table"."index"}: only the items of that index are rows; null for the table
 * @param where the whole condition, every parameter bound
 * @param needed paths the output needs; null for all attributes of the item
 * @param order wanted order, empty for any
 * @param limit rows wanted at the most (OFFSET added), -1 for all; decides costs only
 * @param countOnly the output needs the number of rows alone
 */
public record ReadRequest(
        Table table,
        @Nullable String index,
        Predicate where,
        @Nullable List<AttributePath> needed,
        List<Order> order,
        long limit,
        boolean countOnly,
        ReadPreferences preferences) {
    public ReadRequest {
        needed = needed == null ? null : List.copyOf(needed);
        order = List.copyOf(order);
    }

    /** The same with other preferences. */
    public ReadRequest with(ReadPreferences others) {
        return new ReadRequest(table, index, where, needed, order, limit, countOnly, others);
    }

    /** All rows, in any order; what they are ordered by is needed. */
    public ReadRequest unordered() {
        return new ReadRequest(table, index, where, needed, List.of(), -1, countOnly, preferences);
    }

    /** One ORDER BY item over a plain attribute. {@code nullsFirst}: where NULLs would go (never moot on key attributes). */
    public record Order(AttributePath path, boolean descending) {}
}
