package org.dynamojdbc.relational;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.ForwardingCatalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;

/** A catalog that remembers what one planning asked, so that the plan can be dropped when the answers change. */
final class ConsultedCatalog extends ForwardingCatalog {
    private final List<Predicate<Catalog>> answers = new ArrayList<>();

    ConsultedCatalog(Catalog catalog) {
        super(catalog);
    }

    /** Whether every answer would be the same now. */
    boolean isUnchanged(Catalog now) {
        try {
            return answers.stream().allMatch(answer -> answer.test(now));
        } catch (SqlFailure tableIsGone) {
            if (tableIsGone.state() == SqlState.QUERY_CANCELED || tableIsGone.state() == SqlState.TIMEOUT) {
                throw tableIsGone;
            }
            return false;
        }
    }

    @Override
    public Table table(String name) {
        Table table = catalog.table(name);
        answers.add(now -> now.table(name).equals(table));
        return table;
    }

    @Override
    public Optional<Table> find(String name) {
        Optional<Table> found = catalog.find(name);
        answers.add(now -> now.find(name).equals(found));
        return found;
    }

    @Override
    public List<Column> columns(Table table) {
        List<Column> columns = catalog.columns(table);
        answers.add(now -> now.columns(table).equals(columns));
        return columns;
    }

    @Override
    public Optional<List<Column>> seenColumns(Table table) {
        Optional<List<Column>> columns = catalog.seenColumns(table);
        answers.add(now -> now.seenColumns(table).equals(columns));
        return columns;
    }

    @Override
    public List<Column> knownColumns(Table table) {
        List<Column> columns = catalog.knownColumns(table);
        answers.add(now -> now.knownColumns(table).equals(columns));
        return columns;
    }
}
