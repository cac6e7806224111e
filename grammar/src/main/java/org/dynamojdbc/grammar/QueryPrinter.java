package org.dynamojdbc.grammar;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.GroupingElement;
import org.dynamojdbc.tree.Hint;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.WithItem;
import org.jspecify.annotations.Nullable;

/** Queries as canonical SQL. */
final class QueryPrinter {
    private final ExpressionPrinter expressions = new ExpressionPrinter(this);

    ExpressionPrinter expressions() {
        return expressions;
    }

    String query(Query query) {
        StringBuilder text = new StringBuilder();
        if (!query.with().isEmpty()) {
            text.append(query.recursive() ? "WITH RECURSIVE " : "WITH ")
                    .append(String.join(
                            ", ", query.with().stream().map(this::withItem).toList()))
                    .append(' ');
        }
        text.append(body(query.body()));
        if (!query.orderBy().isEmpty()) {
            text.append(" ORDER BY ").append(expressions.order(query.orderBy()));
        }
        cut(query.limit(), query.offset(), text);
        return text.toString();
    }

    /** In the written order: parameters are numbered as they stand. */
    private void cut(@Nullable Expression limit, @Nullable Expression offset, StringBuilder text) {
        boolean offsetFirst =
                limit != null && offset != null && offset.position().isBefore(limit.position());
        if (offsetFirst) {
            clause(" OFFSET ", offset, text);
        }
        clause(" LIMIT ", limit, text);
        if (!offsetFirst) {
            clause(" OFFSET ", offset, text);
        }
    }

    private void clause(String word, @Nullable Expression expression, StringBuilder text) {
        if (expression != null) {
            text.append(word).append(expressions.print(expression));
        }
    }

    private String withItem(WithItem item) {
        String columns = item.columns().isEmpty() ? "" : " (" + SqlPrinter.names(item.columns()) + ")";
        return SqlPrinter.name(item.name()) + columns + " AS (" + query(item.query()) + ")";
    }

    private String body(QueryBody body) {
        if (body instanceof QueryBody.Select select) {
            return select(select);
        }
        if (body instanceof QueryBody.Values values) {
            return "VALUES "
                    + String.join(
                            ", ",
                            values.rows().stream()
                                    .map(row -> "(" + expressions.list(row) + ")")
                                    .toList());
        }
        if (body instanceof QueryBody.NestedQuery nested) {
            return "(" + query(nested.query()) + ")";
        }
        QueryBody.SetOperation operation = (QueryBody.SetOperation) body;
        return body(operation.left()) + " " + operation.kind() + (operation.all() ? " ALL " : " ")
                + body(operation.right());
    }

    private String select(QueryBody.Select select) {
        StringBuilder text = new StringBuilder("SELECT ").append(hints(select.hints()));
        text.append(select.distinct() ? "DISTINCT " : "").append(items(select.items()));
        if (!select.from().isEmpty()) {
            text.append(" FROM ")
                    .append(String.join(
                            ", ", select.from().stream().map(this::relation).toList()));
        }
        clause(" WHERE ", select.where(), text);
        if (!select.groupBy().isEmpty()) {
            text.append(" GROUP BY ")
                    .append(String.join(
                            ", ", select.groupBy().stream().map(this::grouping).toList()));
        }
        clause(" HAVING ", select.having(), text);
        if (!select.windows().isEmpty()) {
            text.append(" WINDOW ")
                    .append(String.join(
                            ", ",
                            select.windows().stream()
                                    .map(w -> SqlPrinter.name(w.name()) + " AS " + expressions.window(w.window()))
                                    .toList()));
        }
        return text.toString();
    }

    /** Hints with a blank behind them, or nothing. */
    static String hints(List<Hint> hints) {
        if (hints.isEmpty()) {
            return "";
        }
        List<String> texts = new ArrayList<>();
        for (Hint hint : hints) {
            List<String> arguments =
                    hint.arguments().stream().map(SqlPrinter::string).toList();
            texts.add(SqlPrinter.name(hint.name())
                    + (arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")"));
        }
        return "/*+ " + String.join(" ", texts) + " */ ";
    }

    String items(List<SelectItem> items) {
        return String.join(", ", items.stream().map(this::item).toList());
    }

    private String item(SelectItem item) {
        if (item instanceof SelectItem.AllColumns all) {
            return all.qualifier() == null ? "*" : SqlPrinter.name(all.qualifier()) + ".*";
        }
        SelectItem.SelectExpression selected = (SelectItem.SelectExpression) item;
        String alias = selected.alias() == null ? "" : " AS " + SqlPrinter.name(selected.alias());
        return expressions.print(selected.expression()) + alias;
    }

    private String grouping(GroupingElement element) {
        if (element instanceof GroupingElement.Rollup rollup) {
            return "ROLLUP (" + expressions.list(rollup.expressions()) + ")";
        }
        if (element instanceof GroupingElement.Cube cube) {
            return "CUBE (" + expressions.list(cube.expressions()) + ")";
        }
        if (element instanceof GroupingElement.GroupingSets sets) {
            return "GROUPING SETS ("
                    + String.join(", ", sets.sets().stream().map(this::set).toList()) + ")";
        }
        return set(((GroupingElement.Simple) element).expressions());
    }

    private String set(List<Expression> set) {
        return set.size() == 1 ? expressions.print(set.get(0)) : "(" + expressions.list(set) + ")";
    }

    private String relation(Relation relation) {
        if (relation instanceof Relation.TableReference table) {
            String index = table.index() == null ? "" : "." + SqlPrinter.name(table.index());
            return SqlPrinter.name(table.table()) + index + alias(table.alias(), List.of());
        }
        if (relation instanceof Relation.DerivedTable derived) {
            return (derived.lateral() ? "LATERAL (" : "(") + query(derived.query()) + ")"
                    + alias(derived.alias(), derived.columns());
        }
        if (relation instanceof Relation.Unnest unnest) {
            return "UNNEST(" + expressions.print(unnest.array()) + ")"
                    + (unnest.withOrdinality() ? " WITH ORDINALITY" : "")
                    + alias(unnest.alias(), unnest.columns());
        }
        return join((Relation.Join) relation);
    }

    private String join(Relation.Join join) {
        String right = relation(join.right());
        String joined = relation(join.left()) + (join.natural() ? " NATURAL " : " ") + join.kind() + " JOIN "
                + (join.right() instanceof Relation.Join ? "(" + right + ")" : right);
        if (join.on() != null) {
            return joined + " ON " + expressions.print(join.on());
        }
        return join.using().isEmpty() ? joined : joined + " USING (" + SqlPrinter.names(join.using()) + ")";
    }

    private static String alias(@Nullable String alias, List<String> columns) {
        return alias == null
                ? ""
                : " AS " + SqlPrinter.name(alias) + (columns.isEmpty() ? "" : " (" + SqlPrinter.names(columns) + ")");
    }
}
