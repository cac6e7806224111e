package org.dynamojdbc.plan;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Sample;
import org.dynamojdbc.catalog.Table;

/** A catalog that reads no items: of undeclared columns it has those that somebody else's sample has shown. */
final class UnreadCatalog implements Catalog {
    private final Catalog catalog;
    private final Set<String> unsampled = new TreeSet<>();

    UnreadCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Tables whose columns were wanted and were never sampled. */
    Set<String> unsampled() {
        return unsampled;
    }

    @Override
    public List<Column> columns(Table table) {
        return seenColumns(table).orElseGet(() -> {
            unsampled.add(table.name());
            return catalog.knownColumns(table);
        });
    }

    @Override
    public Optional<List<Column>> seenColumns(Table table) {
        return catalog.seenColumns(table);
    }

    @Override
    public List<Column> knownColumns(Table table) {
        return catalog.knownColumns(table);
    }

    @Override
    public List<String> namesAtHand(Table table) {
        return catalog.namesAtHand(table);
    }

    @Override
    public Optional<Sample> lastSample(String table) {
        return catalog.lastSample(table);
    }

    @Override
    public List<String> tableNames() {
        return catalog.tableNames();
    }

    @Override
    public Table table(String name) {
        return catalog.table(name);
    }

    @Override
    public Optional<Table> find(String name) {
        return catalog.find(name);
    }

    @Override
    public void written(Table table, Collection<String> attributes) {
        catalog.written(table, attributes);
    }

    @Override
    public void declare(String table, List<Column> columns) {
        catalog.declare(table, columns);
    }

    @Override
    public void changed(String table) {
        catalog.changed(table);
    }

    @Override
    public void dropped(String table) {
        catalog.dropped(table);
    }
}
