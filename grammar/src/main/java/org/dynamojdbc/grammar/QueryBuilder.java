package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.FrameBound;
import org.dynamojdbc.tree.FrameBoundKind;
import org.dynamojdbc.tree.FrameUnit;
import org.dynamojdbc.tree.GroupingElement;
import org.dynamojdbc.tree.Hint;
import org.dynamojdbc.tree.NamedWindow;
import org.dynamojdbc.tree.NullOrder;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.SetKind;
import org.dynamojdbc.tree.SortItem;
import org.dynamojdbc.tree.WindowFrame;
import org.dynamojdbc.tree.WindowSpecification;
import org.dynamojdbc.tree.WithItem;
import org.jspecify.annotations.Nullable;

/** Queries: WITH, SELECT and its clauses, set operations; FROM is the {@link RelationBuilder}'s. */
final class QueryBuilder {
    private final ExpressionBuilder expressions;
    private final RelationBuilder relations;

    QueryBuilder(Givens givens) {
        this.expressions = new ExpressionBuilder(this, givens);
        this.relations = new RelationBuilder(this, expressions);
    }

    ExpressionBuilder expressions() {
        return expressions;
    }

    Query query(DynamoSqlParser.QueryContext node) {
        List<WithItem> with = new ArrayList<>();
        if (node.with() != null) {
            for (DynamoSqlParser.WithItemContext item : node.with().withItem()) {
                List<String> columns =
                        item.identifierList() == null ? List.of() : TreePositions.names(item.identifierList());
                with.add(new WithItem(TreePositions.name(item.name), columns, query(item.query())));
            }
        }
        List<SortItem> order = new ArrayList<>();
        node.sortItem().forEach(item -> order.add(sortItem(item)));
        DynamoSqlParser.LimitClauseContext cut = node.limitClause();
        Position position = TreePositions.of(node);
        return new Query(
                with,
                node.with() != null && node.with().RECURSIVE() != null,
                body(node.queryBody()),
                order,
                cut == null ? null : optional(cut.offset),
                cut == null ? null : limit(cut),
                position);
    }

    private @Nullable Expression limit(DynamoSqlParser.LimitClauseContext cut) {
        if (cut.limit != null) {
            return expressions.expression(cut.limit);
        }
        return cut.FETCH() == null
                ? null
                : new Expression.NumberLiteral(java.math.BigDecimal.ONE, TreePositions.of(cut));
    }

    private QueryBody body(DynamoSqlParser.QueryBodyContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.SetOperationContext operation) {
            return new QueryBody.SetOperation(
                    switch (operation.operator.getType()) {
                        case DynamoSqlLexer.UNION -> SetKind.UNION;
                        case DynamoSqlLexer.INTERSECT -> SetKind.INTERSECT;
                        default -> SetKind.EXCEPT;
                    },
                    operation.ALL() != null,
                    body(operation.left),
                    body(operation.right),
                    position);
        }
        DynamoSqlParser.QueryPrimaryContext primary = ((DynamoSqlParser.BodyPrimaryContext) node).queryPrimary();
        if (primary instanceof DynamoSqlParser.SelectBodyContext select) {
            return select(select.select());
        }
        if (primary instanceof DynamoSqlParser.ValuesBodyContext values) {
            List<List<Expression>> rows = new ArrayList<>();
            values.valuesBodyRow().forEach(row -> rows.add(expressions.expressions(row.expression())));
            return new QueryBody.Values(rows, position);
        }
        return new QueryBody.NestedQuery(query(((DynamoSqlParser.NestedBodyContext) primary).query()), position);
    }

    private QueryBody select(DynamoSqlParser.SelectContext node) {
        List<SelectItem> items = selectItems(node.selectItem());
        List<Relation> from = new ArrayList<>();
        node.relation().forEach(relation -> from.add(relations.relation(relation)));
        List<GroupingElement> groupBy = new ArrayList<>();
        node.groupingElement().forEach(element -> groupBy.add(grouping(element)));
        List<NamedWindow> windows = new ArrayList<>();
        node.namedWindow()
                .forEach(window -> windows.add(
                        new NamedWindow(TreePositions.name(window.name), window(window.windowSpecification()))));
        return new QueryBody.Select(
                hints(node.hints()),
                node.DISTINCT() != null,
                items,
                from,
                optional(node.where),
                groupBy,
                optional(node.having),
                windows,
                TreePositions.of(node));
    }

    List<SelectItem> selectItems(List<DynamoSqlParser.SelectItemContext> nodes) {
        List<SelectItem> items = new ArrayList<>();
        for (DynamoSqlParser.SelectItemContext node : nodes) {
            items.add(selectItem(node));
        }
        return items;
    }

    private SelectItem selectItem(DynamoSqlParser.SelectItemContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.AllColumnsContext) {
            return new SelectItem.AllColumns(null, position);
        }
        if (node instanceof DynamoSqlParser.QualifiedColumnsContext qualified) {
            return new SelectItem.AllColumns(TreePositions.name(qualified.qualifier), position);
        }
        DynamoSqlParser.SelectExpressionContext item = (DynamoSqlParser.SelectExpressionContext) node;
        String alias = item.alias != null
                ? TreePositions.name(item.alias)
                : item.bareAlias != null ? TreePositions.name(item.bareAlias) : null;
        return new SelectItem.SelectExpression(expressions.expression(item.expression()), alias, position);
    }

    static List<Hint> hints(DynamoSqlParser.@Nullable HintsContext node) {
        if (node == null) {
            return List.of();
        }
        List<Hint> hints = new ArrayList<>();
        for (DynamoSqlParser.HintContext hint : node.hint()) {
            List<String> arguments = new ArrayList<>();
            for (DynamoSqlParser.HintArgumentContext argument : hint.hintArgument()) {
                String text = argument.getText();
                arguments.add(text.startsWith("'") || text.startsWith("\"") ? TreePositions.unquoted(text) : text);
            }
            hints.add(new Hint(TreePositions.name(hint.name), arguments, TreePositions.of(hint)));
        }
        return hints;
    }

    private GroupingElement grouping(DynamoSqlParser.GroupingElementContext node) {
        Position position = TreePositions.of(node);
        if (node instanceof DynamoSqlParser.RollupContext rollup) {
            return new GroupingElement.Rollup(expressions.expressions(rollup.expression()), position);
        }
        if (node instanceof DynamoSqlParser.CubeContext cube) {
            return new GroupingElement.Cube(expressions.expressions(cube.expression()), position);
        }
        if (node instanceof DynamoSqlParser.GroupingSetsContext sets) {
            List<List<Expression>> lists = new ArrayList<>();
            sets.groupingSet().forEach(set -> lists.add(groupingSet(set)));
            return new GroupingElement.GroupingSets(lists, position);
        }
        return new GroupingElement.Simple(
                groupingSet(((DynamoSqlParser.SimpleGroupingContext) node).groupingSet()), position);
    }

    /** (a, b) also parses as one row value; both mean the two expressions. */
    private List<Expression> groupingSet(DynamoSqlParser.GroupingSetContext set) {
        List<Expression> list = expressions.expressions(set.expression());
        return list.size() == 1 && list.get(0) instanceof Expression.RowValue row ? row.items() : list;
    }

    SortItem sortItem(DynamoSqlParser.SortItemContext node) {
        return new SortItem(
                expressions.expression(node.expression()),
                is(node.direction, DynamoSqlLexer.DESC),
                node.nulls == null
                        ? NullOrder.DEFAULT
                        : is(node.nulls, DynamoSqlLexer.FIRST) ? NullOrder.FIRST : NullOrder.LAST,
                TreePositions.of(node));
    }

    WindowSpecification window(DynamoSqlParser.WindowSpecificationContext node) {
        List<SortItem> order = new ArrayList<>();
        node.sortItem().forEach(item -> order.add(sortItem(item)));
        return new WindowSpecification(
                node.base == null ? null : TreePositions.name(node.base),
                expressions.expressions(node.expression()),
                order,
                node.windowFrame() == null ? null : frame(node.windowFrame()));
    }

    private WindowFrame frame(DynamoSqlParser.WindowFrameContext node) {
        return new WindowFrame(
                FrameUnit.valueOf(node.unit.getText().toUpperCase(java.util.Locale.ROOT)),
                bound(node.from),
                node.to == null ? null : bound(node.to));
    }

    private FrameBound bound(DynamoSqlParser.FrameBoundContext node) {
        if (node instanceof DynamoSqlParser.PrecedingContext preceding) {
            return new FrameBound(FrameBoundKind.PRECEDING, expressions.value(preceding.valueExpression()));
        }
        if (node instanceof DynamoSqlParser.FollowingContext following) {
            return new FrameBound(FrameBoundKind.FOLLOWING, expressions.value(following.valueExpression()));
        }
        if (node instanceof DynamoSqlParser.CurrentRowContext) {
            return new FrameBound(FrameBoundKind.CURRENT_ROW, null);
        }
        return new FrameBound(
                node instanceof DynamoSqlParser.UnboundedPrecedingContext
                        ? FrameBoundKind.UNBOUNDED_PRECEDING
                        : FrameBoundKind.UNBOUNDED_FOLLOWING,
                null);
    }

    private @Nullable Expression optional(DynamoSqlParser.@Nullable ExpressionContext node) {
        return node == null ? null : expressions.expression(node);
    }

    private static boolean is(@Nullable Token token, int type) {
        return token != null && token.getType() == type;
    }
}
