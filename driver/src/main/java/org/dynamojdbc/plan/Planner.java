package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Returning;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes a {@link Plan} of a parsed statement and its bound parameters. Reads the catalog; reads and writes no data. */
public final class Planner {
    private final RelationalQueries relational = new RelationalQueries();

    /**
     * The plan of a statement.
     *
     * @param parameters one value per {@code ?}, in their order
     * @throws SqlFailure when the statement is wrong or is not supported; nothing was sent to the server then
     */
    public Plan plan(Statement statement, List<AttributeValue> parameters, PlannerOptions options, Catalog catalog) {
        Constants constants = new Constants(parameters);
        return statement.accept(new StatementPlanner(catalog, constants, options, relational));
    }

    /** The plan of a statement that is only told of: no item is read for it, of no table either whose columns it asks for. */
    public Plan unread(Statement statement, List<AttributeValue> parameters, PlannerOptions options, Catalog catalog) {
        return new StatementPlanner(catalog, new Constants(parameters), options, relational).unread(statement);
    }

    /** What executing the statement again can begin with, null when it is planned anew each time. */
    public @Nullable KnownPlan known(
            Statement statement, int parameterCount, Plan plan, PlannerOptions options, Catalog catalog) {
        return KnownPlan.of(statement, parameterCount, plan, catalog, options, relational);
    }

    /** Columns of a query's result before it is run, with {@code ?} unbound; empty for statements without a result. */
    public List<OutputColumn> columns(
            Statement statement, int parameterCount, PlannerOptions options, Catalog catalog) {
        if (statement instanceof Statement.QueryStatement query) {
            return new SelectPlanner(catalog, Constants.unbound(parameterCount), options, relational)
                    .columns(query.query());
        }
        if (statement instanceof Statement.Explain explain) {
            return explain.analyze() ? Explainer.ANALYZE_COLUMNS : Explainer.COLUMNS;
        }
        if (statement instanceof Statement.Show || statement instanceof Statement.Describe) {
            return plan(statement, List.of(), options, catalog).columns();
        }
        Constants unbound = Constants.unbound(parameterCount);
        if (statement instanceof Statement.Insert insert) {
            return returned(
                    insert.returning(), AssignedNames.of(insert), insert.table(), insert.alias(), unbound, catalog);
        }
        if (statement instanceof Statement.Update update) {
            return returned(
                    update.returning(), AssignedNames.of(update), update.table(), update.alias(), unbound, catalog);
        }
        if (statement instanceof Statement.Delete delete) {
            return returned(delete.returning(), List.of(), delete.table(), delete.alias(), unbound, catalog);
        }
        return List.of();
    }

    private List<OutputColumn> returned(
            @Nullable Returning returning,
            List<PathExpression> assigned,
            String tableName,
            @Nullable String alias,
            Constants constants,
            Catalog catalog) {
        if (returning == null) {
            return List.of();
        }
        Table table = catalog.table(tableName);
        Scope scope = new Scope(table, alias, catalog.knownColumns(table));
        return ReturningClause.of(returning, assigned, scope, catalog, constants, relational)
                .columns();
    }

    /** The columns that the parameters are written to or compared with; reads no data. */
    public List<@Nullable Column> knownParameterColumns(Statement statement, int parameterCount, Catalog catalog) {
        return ParameterColumns.of(statement, parameterCount, catalog, catalog::knownColumns);
    }

    /** Likewise, undeclared attributes too: their tables are sampled when they were not yet. */
    public List<@Nullable Column> parameterColumns(Statement statement, int parameterCount, Catalog catalog) {
        return ParameterColumns.of(statement, parameterCount, catalog, catalog::columns);
    }

    static SqlFailure notPlanned(Position position, String feature) {
        return new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                At.of(position) + feature + " is not supported in this version of the driver");
    }
}
