package org.dynamojdbc.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A catalog that asks another one; its subclasses change what some of the questions mean. */
public abstract class ForwardingCatalog implements Catalog {
    /** Who answers. */
    protected final Catalog catalog;

    /** @param catalog who answers */
    protected ForwardingCatalog(Catalog catalog) {
        this.catalog = catalog;
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
    public List<Column> columns(Table table) {
        return catalog.columns(table);
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
