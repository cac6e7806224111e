package org.dynamojdbc.relational;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;

/** A catalog that remembers what one planning asked, so that the plan can be dropped when the answers change. */
final class ConsultedCatalog implements Catalog {
    private final Catalog catalog;
    private final List<BooleanSupplier> answers = new ArrayList<>();

    ConsultedCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Whether every answer would be the same now. */
    boolean isUnchanged() {
        try {
            return answers.stream().allMatch(BooleanSupplier::getAsBoolean);
        } catch (SqlFailure tableIsGone) {
            return false;
        }
    }

    @Override
    public List<String> tableNames() {
        return catalog.tableNames();
    }

    @Override
    public Table table(String name) {
        Table table = catalog.table(name);
        answers.add(() -> catalog.table(name).equals(table));
        return table;
    }

    @Override
    public Optional<Table> find(String name) {
        Optional<Table> found = catalog.find(name);
        answers.add(() -> catalog.find(name).equals(found));
        return found;
    }

    @Override
    public List<Column> columns(Table table) {
        List<Column> columns = catalog.columns(table);
        answers.add(() -> catalog.columns(table).equals(columns));
        return columns;
    }

    @Override
    public List<Column> knownColumns(Table table) {
        List<Column> columns = catalog.knownColumns(table);
        answers.add(() -> catalog.knownColumns(table).equals(columns));
        return columns;
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
