package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dynamojdbc.tree.ConflictAction;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.InsertKind;
import org.dynamojdbc.tree.InsertSource;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.ReturnImage;
import org.dynamojdbc.tree.ReturnScope;
import org.dynamojdbc.tree.Returning;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.tree.UpdateClause;
import org.jspecify.annotations.Nullable;

/** INSERT, UPSERT, REPLACE, UPDATE and DELETE. */
final class WriteBuilder {
    private final QueryBuilder queries;
    private final ExpressionBuilder expressions;

    WriteBuilder(QueryBuilder queries) {
        this.queries = queries;
        this.expressions = queries.expressions();
    }

    Statement insert(DynamoSqlParser.InsertContext node) {
        return new Statement.Insert(
                node.verb.getType() == DynamoSqlLexer.INSERT ? InsertKind.INSERT : InsertKind.UPSERT,
                QueryBuilder.hints(node.hints()),
                TreePositions.name(node.table),
                alias(node.alias),
                node.columns == null ? List.of() : TreePositions.names(node.columns),
                source(node.insertSource()),
                conflict(node.onConflict(), TreePositions.of(node)),
                optional(node.condition),
                returning(node.returning()),
                TreePositions.of(node));
    }

    private InsertSource source(DynamoSqlParser.InsertSourceContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.RowSourceContext rows) {
            List<List<Expression>> values = new ArrayList<>();
            for (DynamoSqlParser.ValuesRowContext row : rows.valuesRow()) {
                List<Expression> items = new ArrayList<>();
                for (DynamoSqlParser.ValueOrDefaultContext value : row.valueOrDefault()) {
                    items.add(valueOrDefault(value));
                }
                values.add(items);
            }
            return new InsertSource.RowSource(values, position);
        }
        if (node instanceof DynamoSqlParser.DocumentSourceContext documents) {
            return new InsertSource.DocumentSource(expressions.expressions(documents.expression()), position);
        }
        if (node instanceof DynamoSqlParser.QuerySourceContext query) {
            return new InsertSource.QuerySource(queries.query(query.query()), position);
        }
        return new InsertSource.DefaultValues(position);
    }

    private Expression valueOrDefault(DynamoSqlParser.ValueOrDefaultContext value) {
        return value.expression() == null
                ? new Expression.Default(TreePositions.of(value))
                : expressions.expression(value.expression());
    }

    private ConflictAction conflict(DynamoSqlParser.@Nullable OnConflictContext node, Position place) {
        if (node == null) {
            return new ConflictAction.Refuse(place);
        }
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.DoNothingContext) {
            return new ConflictAction.DoNothing(position);
        }
        if (node instanceof DynamoSqlParser.DoReplaceContext) {
            return new ConflictAction.DoReplace(position);
        }
        return new ConflictAction.DoUpdate(clauses(((DynamoSqlParser.DoUpdateContext) node).updateClause()), position);
    }

    Statement update(DynamoSqlParser.UpdateContext node) {
        return new Statement.Update(
                QueryBuilder.hints(node.hints()),
                TreePositions.name(node.table),
                alias(node.alias),
                clauses(node.updateClause()),
                optional(node.where),
                optional(node.condition),
                returning(node.returning()),
                TreePositions.of(node));
    }

    private List<UpdateClause> clauses(List<DynamoSqlParser.UpdateClauseContext> nodes) {
        List<UpdateClause> clauses = new ArrayList<>();
        for (DynamoSqlParser.UpdateClauseContext node : nodes) {
            if (node instanceof DynamoSqlParser.SetClauseContext set) {
                for (DynamoSqlParser.AssignmentContext assignment : set.assignment()) {
                    clauses.add(new UpdateClause.SetClause(
                            expressions.path(assignment.path()),
                            valueOrDefault(assignment.valueOrDefault()),
                            TreePositions.of(assignment)));
                }
            } else if (node instanceof DynamoSqlParser.RemoveClauseContext remove) {
                for (DynamoSqlParser.PathContext path : remove.path()) {
                    clauses.add(new UpdateClause.RemoveClause(expressions.path(path), TreePositions.of(path)));
                }
            } else if (node instanceof DynamoSqlParser.AddClauseContext add) {
                for (int i = 0; i < add.path().size(); i++) {
                    clauses.add(new UpdateClause.AddClause(
                            expressions.path(add.path(i)),
                            expressions.expression(add.expression(i)),
                            TreePositions.of(add.path(i))));
                }
            } else {
                DynamoSqlParser.DeleteClauseContext delete = (DynamoSqlParser.DeleteClauseContext) node;
                for (int i = 0; i < delete.path().size(); i++) {
                    clauses.add(new UpdateClause.DeleteClause(
                            expressions.path(delete.path(i)),
                            expressions.expression(delete.expression(i)),
                            TreePositions.of(delete.path(i))));
                }
            }
        }
        return clauses;
    }

    Statement delete(DynamoSqlParser.DeleteContext node) {
        return new Statement.Delete(
                QueryBuilder.hints(node.hints()),
                TreePositions.name(node.table),
                alias(node.alias),
                optional(node.where),
                optional(node.condition),
                returning(node.returning()),
                TreePositions.of(node));
    }

    private @Nullable Returning returning(DynamoSqlParser.@Nullable ReturningContext node) {
        if (node == null) {
            return null;
        }
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.ReturningAllContext all) {
            return new Returning.ReturningAll(
                    ReturnScope.valueOf(all.scope.getText().toUpperCase(Locale.ROOT)),
                    ReturnImage.valueOf(all.image.getText().toUpperCase(Locale.ROOT)),
                    position);
        }
        return new Returning.ReturningItems(
                queries.selectItems(((DynamoSqlParser.ReturningItemsContext) node).selectItem()), position);
    }

    private @Nullable Expression optional(DynamoSqlParser.@Nullable ExpressionContext node) {
        return node == null ? null : expressions.expression(node);
    }

    private static @Nullable String alias(DynamoSqlParser.@Nullable StrictIdentifierContext node) {
        return node == null ? null : TreePositions.name(node);
    }
}
