package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.ItemWrite;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.tree.ConflictAction;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.InsertKind;
import org.dynamojdbc.tree.InsertSource;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Plans INSERT, UPSERT and REPLACE: whole items, by columns or as documents. */
final class InsertPlanner {
    private final Catalog catalog;
    private final Constants constants;

    InsertPlanner(Catalog catalog, Constants constants) {
        this.catalog = catalog;
        this.constants = constants;
    }

    Plan plan(Statement.Insert statement) {
        Table table = catalog.table(statement.table());
        List<Column> known = catalog.knownColumns(table);
        Scope scope = new Scope(table, statement.alias(), known);
        Predicate condition = new PredicateBuilder(scope, constants).build(statement.condition());
        if (statement.condition() != null && statement.kind() == InsertKind.INSERT) {
            throw Planner.notPlanned(
                    statement.condition().position(), "IF on INSERT, which already requires that the key is new,");
        }
        List<ItemWrite> writes = new ArrayList<>();
        ReturningClause returning = ReturningClause.of(statement.returning(), scope, catalog, constants);
        for (Map<String, AttributeValue> item : items(statement, table, known)) {
            writes.add(write(statement, table, item, condition, returning));
        }
        return new Plan.Write(writes, returning.columns());
    }

    private static ItemWrite write(
            Statement.Insert statement,
            Table table,
            Map<String, AttributeValue> item,
            Predicate condition,
            ReturningClause returning) {
        if (statement.kind() == InsertKind.UPSERT) {
            return new ItemWrite.Put(table, item, condition, returning.putImage());
        }
        ConflictAction onConflict = statement.onConflict();
        if (onConflict instanceof ConflictAction.Refuse) {
            returning.refuse("INSERT");
            return new ItemWrite.Insert(table, item);
        }
        if (onConflict instanceof ConflictAction.DoNothing) {
            returning.refuse("INSERT ... ON CONFLICT DO NOTHING");
            return new ItemWrite.InsertIfAbsent(table, item);
        }
        if (onConflict instanceof ConflictAction.DoReplace) {
            return new ItemWrite.Put(table, item, Predicate.TRUE, returning.putImage());
        }
        throw Planner.notPlanned(statement.position(), "ON CONFLICT DO UPDATE");
    }

    private List<Map<String, AttributeValue>> items(Statement.Insert statement, Table table, List<Column> known) {
        InsertSource source = statement.source();
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        if (source instanceof InsertSource.DocumentSource documents) {
            for (Expression document : documents.documents()) {
                items.add(checked(document(document, table, known), table, document.position()));
            }
            return items;
        }
        if (source instanceof InsertSource.RowSource rows) {
            List<String> columns = columns(statement, known);
            for (List<Expression> row : rows.rows()) {
                items.add(checked(row(columns, row, table, known, statement.position()), table, statement.position()));
            }
            return items;
        }
        throw Planner.notPlanned(
                statement.position(),
                source instanceof InsertSource.QuerySource ? "INSERT ... SELECT" : "INSERT DEFAULT VALUES");
    }

    private List<String> columns(Statement.Insert statement, List<Column> known) {
        if (statement.columns().isEmpty()) {
            return known.stream().map(Column::name).toList();
        }
        Set<String> distinct = new LinkedHashSet<>();
        for (String name : statement.columns()) {
            String column = Names.column(name, known);
            if (!distinct.add(column)) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_COLUMN,
                        At.of(statement.position()) + "column '" + column + "' stands twice in the column list");
            }
        }
        return List.copyOf(distinct);
    }

    private Map<String, AttributeValue> document(Expression expression, Table table, List<Column> known) {
        AttributeValue document = constants.required(expression, "VALUE");
        if (!document.hasM()) {
            throw new SqlFailure(
                    SqlState.DATATYPE_MISMATCH,
                    At.of(expression.position()) + "VALUE takes a document such as {'id': 1}, not a value of type "
                            + AttributeType.of(document));
        }
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        document.m().forEach((name, value) -> put(item, name, value, table, known));
        return item;
    }

    private Map<String, AttributeValue> row(
            List<String> columns, List<Expression> row, Table table, List<Column> known, Position position) {
        if (columns.size() != row.size()) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(position) + "INSERT names " + columns.size() + " columns but gives " + row.size()
                            + " values");
        }
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (row.get(i) instanceof Expression.Default) {
                continue;
            }
            put(item, columns.get(i), constants.required(row.get(i), "VALUES"), table, known);
        }
        return item;
    }

    /** A NULL for an index key attribute is left out: DynamoDB refuses the NULL type there, and absent reads as NULL. */
    private void put(
            Map<String, AttributeValue> item, String name, AttributeValue value, Table table, List<Column> known) {
        if (AttributeType.of(value) == AttributeType.NULL) {
            if (isIndexKey(table, name)) {
                return;
            }
            item.put(name, value);
            return;
        }
        item.put(name, encode(name, value, table, known, catalog));
    }

    static AttributeValue encode(String name, AttributeValue value, Table table, List<Column> known, Catalog catalog) {
        Optional<Column> column =
                known.stream().filter(c -> c.name().equals(name)).findFirst();
        if (column.isEmpty()) {
            return SampledDocuments.encode(name, value, table, catalog);
        }
        if (column.get().origin() == Column.Origin.KEY) {
            KeyAttribute key = table.key().attribute(name).orElseThrow();
            // Lookups encode constants for a declared key, so that writes have to store the same encoding.
            if (column.get().type().equals(ColumnType.of(key.type()))) {
                return KeyValues.convert(key, value);
            }
        }
        Object java = AttributeValues.toJava(value);
        return java == null ? value : AttributeValues.of(java, column.get().type());
    }

    static boolean isIndexKey(Table table, String name) {
        for (Index index : table.indexes()) {
            if (index.key().contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, AttributeValue> checked(
            Map<String, AttributeValue> item, Table table, Position position) {
        for (KeyAttribute key : table.key().attributes()) {
            AttributeValue value = item.get(key.name());
            if (value == null || AttributeType.of(value) == AttributeType.NULL) {
                throw new SqlFailure(
                        SqlState.NOT_NULL_VIOLATION,
                        At.of(position) + "key attribute '" + key.name() + "' of " + table.name()
                                + " has no value; every item needs its whole key");
            }
            KeyValues.check(key, value, table.name());
        }
        item.values().forEach(Storable::checked);
        return item;
    }
}
