package org.dynamojdbc.plan;

import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.StatementVisitor;
import org.jspecify.annotations.Nullable;

/** Sends each kind of statement to the planner that knows it. */
final class StatementPlanner implements StatementVisitor<Plan> {
    private final Catalog catalog;
    private final Constants constants;
    private final PlannerOptions options;
    private final RelationalQueries relational;
    /** A statement writes all it says, however few rows somebody wants to read. */
    private final PlannerOptions writing;

    StatementPlanner(Catalog catalog, Constants constants, PlannerOptions options, RelationalQueries relational) {
        this.catalog = catalog;
        this.constants = constants;
        this.options = options;
        this.relational = relational;
        this.writing = options.withMaxRows(0);
    }

    @Override
    public Plan visitQueryStatement(Statement.QueryStatement statement) {
        return new SelectPlanner(catalog, constants, options, relational).plan(statement.query());
    }

    @Override
    public Plan visitInsert(Statement.Insert statement) {
        refuseWhenReadOnly("INSERT");
        return new InsertPlanner(catalog, constants, writing, relational).plan(statement);
    }

    @Override
    public Plan visitUpdate(Statement.Update statement) {
        refuseWhenReadOnly("UPDATE");
        return new UpdatePlanner(catalog, constants, writing, relational).plan(statement);
    }

    @Override
    public Plan visitDelete(Statement.Delete statement) {
        refuseWhenReadOnly("DELETE");
        return new DeletePlanner(catalog, constants, writing, relational).plan(statement);
    }

    @Override
    public Plan visitCreateTable(Statement.CreateTable statement) {
        refuseWhenReadOnly("CREATE TABLE");
        return new DefinitionPlanner(constants).create(statement);
    }

    @Override
    public Plan visitDropTable(Statement.DropTable statement) {
        refuseWhenReadOnly("DROP TABLE");
        return new DefinitionPlanner(constants).drop(statement);
    }

    @Override
    public Plan visitCreateIndex(Statement.CreateIndex statement) {
        refuseWhenReadOnly("CREATE INDEX");
        return new DefinitionPlanner(constants).createIndex(statement, catalog);
    }

    @Override
    public Plan visitDropIndex(Statement.DropIndex statement) {
        refuseWhenReadOnly("DROP INDEX");
        return new DefinitionPlanner(constants).dropIndex(statement, catalog);
    }

    @Override
    public Plan visitAlterTable(Statement.AlterTable statement) {
        refuseWhenReadOnly("ALTER TABLE");
        return new DefinitionPlanner(constants).alter(statement, catalog);
    }

    @Override
    public Plan visitAlterIndex(Statement.AlterIndex statement) {
        refuseWhenReadOnly("ALTER INDEX");
        return new DefinitionPlanner(constants).alterIndex(statement, catalog);
    }

    @Override
    public Plan visitRefreshTable(Statement.RefreshTable statement) {
        return new DefinitionPlanner(constants).refresh(statement, catalog);
    }

    @Override
    public Plan visitTruncateTable(Statement.TruncateTable statement) {
        refuseWhenReadOnly("TRUNCATE");
        return new DeletePlanner(catalog, constants, writing.withScan(PlannerOptions.ScanPolicy.ALLOW), relational)
                .truncate(statement);
    }

    @Override
    public Plan visitDescribe(Statement.Describe statement) {
        return new Shows(catalog).describe(statement);
    }

    @Override
    public Plan visitShow(Statement.Show statement) {
        return new Shows(catalog).show(statement);
    }

    @Override
    public Plan visitSetProperty(Statement.SetProperty statement) {
        @Nullable String value = statement.value() == null ? null : constants.text(statement.value());
        return new Plan.SetProperty(statement.name(), value);
    }

    @Override
    public Plan visitExplain(Statement.Explain statement) {
        if (statement.statement() instanceof Statement.Explain) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR, At.of(statement.position()) + "EXPLAIN does not explain itself");
        }
        return statement.analyze()
                ? new Plan.Explain(true, statement.statement().accept(this))
                : new Plan.Explain(false, unread(statement.statement()));
    }

    /** The plan of a statement that is not run: made without a look at any item. */
    Plan unread(Statement statement) {
        UnreadCatalog unread = new UnreadCatalog(catalog);
        try {
            return statement.accept(new StatementPlanner(unread, constants, options, relational));
        } catch (SqlFailure failure) {
            if (failure.state() != SqlState.UNDEFINED_COLUMN
                    || unread.unsampled().isEmpty()) {
                throw failure;
            }
            throw new SqlFailure(
                    failure.state(),
                    failure.getMessage()
                            + "; no items are read to explain a statement, and nobody has looked for undeclared columns of "
                            + String.join(", ", unread.unsampled())
                            + " yet: declare the column, or use EXPLAIN ANALYZE, which runs the statement",
                    failure);
        }
    }

    @Override
    public Plan visitExecutePartiQl(Statement.ExecutePartiQl statement) {
        if (!PartiQlPlanner.isRead(statement.text())) {
            refuseWhenReadOnly("EXECUTE PARTIQL");
        }
        return new PartiQlPlanner(catalog, constants, options, relational).plan(statement);
    }

    @Override
    public Plan visitAssertExists(Statement.AssertExists statement) {
        refuseWhenReadOnly("ASSERT");
        return new AssertPlanner(catalog, constants).plan(statement);
    }

    @Override
    public Plan visitTransactionControl(Statement.TransactionControl statement) {
        return new Plan.TransactionControl(statement.kind());
    }

    @Override
    public Plan visitCall(Statement.Call statement) {
        throw new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                At.of(statement.position()) + "DynamoDB has no stored procedures to CALL");
    }

    private void refuseWhenReadOnly(String verb) {
        if (options.readOnly()) {
            throw new SqlFailure(
                    SqlState.READ_ONLY,
                    verb + " was refused before anything was sent: the connection is read-only; call"
                            + " setReadOnly(false) or leave out the property readOnly");
        }
    }
}
