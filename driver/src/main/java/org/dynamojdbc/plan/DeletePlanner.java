package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.ItemWrite;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.tree.Statement;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Plans DELETE of items by their full keys. */
final class DeletePlanner {
    private final Catalog catalog;
    private final Constants constants;

    DeletePlanner(Catalog catalog, Constants constants) {
        this.catalog = catalog;
        this.constants = constants;
    }

    Plan plan(Statement.Delete statement) {
        Table table = catalog.table(statement.table());
        Scope scope = new Scope(table, statement.alias(), catalog.knownColumns(table));
        PredicateBuilder predicates = new PredicateBuilder(scope, constants);
        KeyedItems items = KeyedItems.of(table, predicates.build(statement.where()), "DELETE", statement.position());
        Predicate condition = new Predicate.And(List.of(items.condition(), predicates.build(statement.condition())));
        ReturningClause returning = ReturningClause.of(statement.returning(), scope, catalog, constants);
        List<ItemWrite> writes = new ArrayList<>();
        for (Map<String, AttributeValue> key : items.keys()) {
            writes.add(new ItemWrite.Delete(table, key, condition, returning.deleteImage(statement.returning())));
        }
        return new Plan.Write(writes, returning.columns());
    }
}
