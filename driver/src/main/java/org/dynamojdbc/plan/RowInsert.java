package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.tree.ConflictAction;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.InsertSource;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The plan of an INSERT or UPSERT of one row of parameters and literals, kept for the rows of a batch: resolving names and
 * clauses anew for each would take longer than sending it.
 */
final class RowInsert implements KnownPlan {
    private final Statement.Insert statement;
    private final Table table;
    private final List<Column> known;
    private final PlannerOptions options;
    private final Scope scope;
    private final InsertWrites writes;
    private final List<String> columns;
    private final List<Expression> row;
    private final RelationalQueries relational;

    private RowInsert(
            Statement.Insert statement,
            Table table,
            List<Column> known,
            PlannerOptions options,
            InsertWrites writes,
            List<String> columns,
            List<Expression> row,
            RelationalQueries relational) {
        this.statement = statement;
        this.table = table;
        this.known = known;
        this.options = options;
        this.scope = new Scope(table, statement.alias(), known);
        this.writes = writes;
        this.columns = columns;
        this.row = row;
        this.relational = relational;
    }

    static @Nullable RowInsert of(
            Statement statement, Plan plan, Catalog catalog, PlannerOptions options, RelationalQueries relational) {
        if (!(plan instanceof Plan.Write)
                || !(statement instanceof Statement.Insert insert)
                || insert.returning() != null
                || insert.condition() != null
                || insert.onConflict() instanceof ConflictAction.DoUpdate
                || !(insert.source() instanceof InsertSource.RowSource rows)
                || rows.rows().size() != 1
                || !rows.rows().get(0).stream().allMatch(RowInsert::isValue)) {
            return null;
        }
        Table table = catalog.table(insert.table());
        List<Column> known = catalog.knownColumns(table);
        InsertWrites writes = new InsertWrites(
                insert, table, VersionColumn.of(table, known), List.of(), ReturningClause.NONE, (update, excluded) -> {
                    throw new IllegalStateException("ON CONFLICT DO UPDATE is planned anew for each row");
                });
        return new RowInsert(
                insert,
                table,
                known,
                options,
                writes,
                InsertPlanner.columns(insert, known),
                rows.rows().get(0),
                relational);
    }

    private static boolean isValue(Expression expression) {
        return expression instanceof Expression.Parameter
                || expression instanceof Expression.StringLiteral
                || expression instanceof Expression.NumberLiteral
                || expression instanceof Expression.BooleanLiteral
                || expression instanceof Expression.NullLiteral;
    }

    @Override
    public @Nullable Plan plan(Catalog catalog, PlannerOptions asked, List<AttributeValue> values) {
        if (!asked.equals(options)
                || !catalog.table(statement.table()).equals(table)
                || !catalog.knownColumns(table).equals(known)) {
            return null;
        }
        Constants constants = new Constants(values);
        InsertedItems items = new InsertedItems(table, known, scope, catalog, constants, options.setNull(), relational);
        List<@Nullable AttributeValue> given = new ArrayList<>(row.size());
        for (Expression expression : row) {
            given.add(constants.required(expression, "VALUES"));
        }
        try {
            Map<String, AttributeValue> item = items.row(columns, given, statement.position());
            return new Plan.Write(List.of(writes.of(item)), List.of());
        } catch (SqlFailure refused) {
            // The whole planning says the same, with all it knows.
            return null;
        }
    }
}
