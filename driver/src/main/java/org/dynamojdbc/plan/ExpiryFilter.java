package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Expiry;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;

/** Leaves out expired items, which DynamoDB deletes only days later; nothing to leave out without a declared TTL column. */
record ExpiryFilter(Predicate alive) {

    static ExpiryFilter of(Table table, Catalog catalog, PlannerOptions options) {
        if (options.expired() == PlannerOptions.Expired.SHOWN) {
            return new ExpiryFilter(Predicate.TRUE);
        }
        return catalog.knownColumns(table).stream()
                .filter(c -> c.writing().role() == Column.Role.TTL)
                .findFirst()
                .map(c -> new ExpiryFilter(Expiry.alive(AttributePath.of(c.name()))))
                .orElse(new ExpiryFilter(Predicate.TRUE));
    }

    Predicate and(Predicate where) {
        return alive.equals(Predicate.TRUE) ? where : new Predicate.And(List.of(where, alive));
    }
}
