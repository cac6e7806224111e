package org.dynamojdbc.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.ForwardingCatalog;
import org.dynamojdbc.catalog.Table;

/** A catalog that reads no items: of undeclared columns it has those that somebody else's sample has shown. */
final class UnreadCatalog extends ForwardingCatalog {
    private final Set<String> unsampled = new TreeSet<>();

    UnreadCatalog(Catalog catalog) {
        super(catalog);
    }

    /** Tables whose columns were wanted and were never sampled. */
    Set<String> unsampled() {
        return unsampled;
    }

    @Override
    public List<Column> columns(Table table) {
        return seenColumns(table).orElseGet(() -> {
            unsampled.add(table.name());
            return knownColumns(table);
        });
    }
}
