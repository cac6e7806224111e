package org.dynamojdbc.grammar;

import org.dynamojdbc.grammar.DynamoSqlParser.StatementContext;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.ShowKind;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.TransactionKind;
import org.jspecify.annotations.Nullable;

/** Statements; writes and table definitions have builders of their own. */
final class StatementBuilder {
    private final QueryBuilder queries;
    private final ExpressionBuilder expressions;
    private final WriteBuilder writes;
    private final DefinitionBuilder definitions;

    StatementBuilder(Givens givens) {
        this.queries = new QueryBuilder(givens);
        this.expressions = queries.expressions();
        this.writes = new WriteBuilder(queries);
        this.definitions = new DefinitionBuilder(expressions);
    }

    Statement statement(StatementContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.QueryStatementContext query) {
            return new Statement.QueryStatement(queries.query(query.query()), position);
        }
        if (node instanceof DynamoSqlParser.InsertContext insert) {
            return writes.insert(insert);
        }
        if (node instanceof DynamoSqlParser.UpdateContext update) {
            return writes.update(update);
        }
        if (node instanceof DynamoSqlParser.DeleteContext delete) {
            return writes.delete(delete);
        }
        if (node instanceof DynamoSqlParser.ExplainContext explain) {
            return new Statement.Explain(explain.ANALYZE() != null, statement(explain.statement()), position);
        }
        Statement definition = definitions.definition(node, position);
        if (definition != null) {
            return definition;
        }
        Statement show = show(node, position);
        return show == null ? session(node, position) : show;
    }

    private static @Nullable Statement show(StatementContext node, Position position) {
        if (node instanceof DynamoSqlParser.ShowTablesContext show) {
            String pattern = show.pattern == null ? null : TreePositions.unquoted(show.pattern.getText());
            return new Statement.Show(ShowKind.TABLES, null, pattern, position);
        }
        if (node instanceof DynamoSqlParser.ShowIndexesContext show) {
            return new Statement.Show(ShowKind.INDEXES, TreePositions.name(show.table), null, position);
        }
        if (node instanceof DynamoSqlParser.ShowCreateTableContext show) {
            return new Statement.Show(ShowKind.CREATE_TABLE, TreePositions.name(show.table), null, position);
        }
        if (node instanceof DynamoSqlParser.ShowTableStatusContext show) {
            String table = show.table == null ? null : TreePositions.name(show.table);
            String pattern = show.pattern == null ? null : TreePositions.unquoted(show.pattern.getText());
            return new Statement.Show(ShowKind.TABLE_STATUS, table, pattern, position);
        }
        if (node instanceof DynamoSqlParser.ShowAllContext) {
            return new Statement.Show(ShowKind.ALL, null, null, position);
        }
        if (node instanceof DynamoSqlParser.ShowPropertyContext show) {
            return new Statement.Show(ShowKind.PROPERTY, TreePositions.name(show.name), null, position);
        }
        return null;
    }

    private Statement session(StatementContext node, Position position) {
        if (node instanceof DynamoSqlParser.SetPropertyContext set) {
            return new Statement.SetProperty(
                    TreePositions.name(set.name),
                    set.value == null ? null : expressions.expression(set.value),
                    position);
        }
        if (node instanceof DynamoSqlParser.DescribeContext describe) {
            return new Statement.Describe(TreePositions.name(describe.table), position);
        }
        if (node instanceof DynamoSqlParser.ExecutePartiQlContext execute) {
            return new Statement.ExecutePartiQl(
                    TreePositions.unquoted(execute.text.getText()),
                    expressions.expressions(execute.expression()),
                    position);
        }
        if (node instanceof DynamoSqlParser.AssertExistsContext assertion) {
            return new Statement.AssertExists(queries.query(assertion.query()), assertion.NOT() != null, position);
        }
        if (node instanceof DynamoSqlParser.BeginContext) {
            return new Statement.TransactionControl(TransactionKind.BEGIN, position);
        }
        if (node instanceof DynamoSqlParser.CommitContext) {
            return new Statement.TransactionControl(TransactionKind.COMMIT, position);
        }
        if (node instanceof DynamoSqlParser.RollbackContext) {
            return new Statement.TransactionControl(TransactionKind.ROLLBACK, position);
        }
        if (node instanceof DynamoSqlParser.CallContext call) {
            return new Statement.Call(TreePositions.name(call.name), position);
        }
        return new Statement.Call(TreePositions.name(((DynamoSqlParser.EscapedCallContext) node).name), position);
    }
}
