package org.dynamojdbc.grammar;

import java.util.List;
import org.dynamojdbc.grammar.DynamoSqlParser.RelationContext;
import org.dynamojdbc.grammar.DynamoSqlParser.RelationPrimaryContext;
import org.dynamojdbc.tree.JoinKind;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Relation;
import org.jspecify.annotations.Nullable;

/** What stands in FROM. */
final class RelationBuilder {
    private final QueryBuilder queries;
    private final ExpressionBuilder expressions;

    RelationBuilder(QueryBuilder queries, ExpressionBuilder expressions) {
        this.queries = queries;
        this.expressions = expressions;
    }

    Relation relation(RelationContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.CrossJoinContext join) {
            return new Relation.Join(
                    JoinKind.CROSS, false, relation(join.left), primary(join.right), null, List.of(), position);
        }
        if (node instanceof DynamoSqlParser.NaturalJoinContext join) {
            return new Relation.Join(
                    kind(join.joinKind()), true, relation(join.left), primary(join.right), null, List.of(), position);
        }
        if (node instanceof DynamoSqlParser.OnJoinContext join) {
            return new Relation.Join(
                    kind(join.joinKind()),
                    false,
                    relation(join.left),
                    relation(join.right),
                    expressions.expression(join.on),
                    List.of(),
                    position);
        }
        if (node instanceof DynamoSqlParser.UsingJoinContext join) {
            return new Relation.Join(
                    kind(join.joinKind()),
                    false,
                    relation(join.left),
                    relation(join.right),
                    null,
                    TreePositions.names(join.identifierList()),
                    position);
        }
        return primary(((DynamoSqlParser.RelationItemContext) node).relationPrimary());
    }

    private Relation primary(RelationPrimaryContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.TableReferenceContext table) {
            return new Relation.TableReference(
                    TreePositions.name(table.table),
                    table.index == null ? null : TreePositions.name(table.index),
                    alias(table.alias),
                    position);
        }
        if (node instanceof DynamoSqlParser.DerivedTableContext derived) {
            return new Relation.DerivedTable(
                    queries.query(derived.query()),
                    derived.LATERAL() != null,
                    alias(derived.alias),
                    columns(derived.identifierList()),
                    position);
        }
        if (node instanceof DynamoSqlParser.UnnestContext unnest) {
            return new Relation.Unnest(
                    expressions.expression(unnest.expression()),
                    unnest.ORDINALITY() != null,
                    alias(unnest.alias),
                    columns(unnest.identifierList()),
                    position);
        }
        if (node instanceof DynamoSqlParser.NestedRelationContext nested) {
            return relation(nested.relation());
        }
        return relation(((DynamoSqlParser.EscapedJoinContext) node).relation());
    }

    private static JoinKind kind(DynamoSqlParser.@Nullable JoinKindContext node) {
        if (node == null || node.INNER() != null) {
            return JoinKind.INNER;
        }
        if (node.LEFT() != null) {
            return JoinKind.LEFT;
        }
        return node.RIGHT() != null ? JoinKind.RIGHT : JoinKind.FULL;
    }

    private static @Nullable String alias(DynamoSqlParser.@Nullable StrictIdentifierContext node) {
        return node == null ? null : TreePositions.name(node);
    }

    private static List<String> columns(DynamoSqlParser.@Nullable IdentifierListContext node) {
        return node == null ? List.of() : TreePositions.names(node);
    }
}
