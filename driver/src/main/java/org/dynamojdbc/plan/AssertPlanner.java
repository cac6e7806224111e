package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.Statement;

/** Plans ASSERT [NOT] EXISTS (SELECT ...): the query names one item by its full key. */
final class AssertPlanner {
    private final Catalog catalog;
    private final Constants constants;

    AssertPlanner(Catalog catalog, Constants constants) {
        this.catalog = catalog;
        this.constants = constants;
    }

    Plan plan(Statement.AssertExists statement) {
        Query query = statement.query();
        DirectQueries.refuseClauses(query);
        QueryBody.Select select = DirectQueries.select(query.body());
        if (select.from().isEmpty() || query.limit() != null || query.offset() != null) {
            throw refused(statement, "takes SELECT ... FROM a table WHERE its key ..., without LIMIT and OFFSET");
        }
        Relation.TableReference reference = DirectQueries.table(select);
        if (reference.index() != null || DirectQueries.isCount(select)) {
            throw refused(statement, "asks for an item of a table, not for an index or a count");
        }
        Table table = At.table(catalog, reference.table(), reference.position());
        Scope scope = new Scope(table, reference.alias(), catalog.knownColumns(table));
        Predicate where = new PredicateBuilder(scope, constants).build(select.where());
        KeyedItems items = KeyedItems.of(table, where, "ASSERT", statement.position());
        if (items.keys().size() > 1) {
            throw refused(statement, "checks one item; write one ASSERT for each");
        }
        if (items.keys().isEmpty()) {
            if (statement.negated()) {
                return new Plan.Write(List.of(), List.of());
            }
            throw new SqlFailure(
                    SqlState.SERIALIZATION_FAILURE,
                    At.of(statement.position()) + "ASSERT EXISTS: no item of " + table.name()
                            + " can fulfil this condition");
        }
        Predicate absent = new Predicate.IsMissing(
                AttributePath.of(table.key().partition().get(0).name()));
        return new Plan.Assertion(
                table,
                items.keys().get(0),
                statement.negated()
                        ? new Predicate.Or(List.of(
                                absent, new Predicate.Not(new Predicate.IsTruth(items.condition(), Truth.TRUE))))
                        : new Predicate.And(List.of(new Predicate.Not(absent), items.condition())));
    }

    private static SqlFailure refused(Statement.AssertExists statement, String why) {
        return new SqlFailure(SqlState.FEATURE_NOT_SUPPORTED, At.of(statement.position()) + "ASSERT EXISTS " + why);
    }
}
