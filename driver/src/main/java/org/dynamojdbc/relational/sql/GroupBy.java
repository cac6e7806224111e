package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Expression.PathExpression;
import org.dynamojdbc.tree.GroupingElement;

/**
 * GROUP BY, which can name what the SELECT list holds.
 *
 * @param labels names of the SELECT list's columns
 * @param items their expressions
 */
record GroupBy(Scope scope, List<String> labels, List<Expression> items, ExpressionTranslator expressions) {
    private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

    SqlNodeList keys(List<GroupingElement> elements) {
        SqlNodeList groups = new SqlNodeList(NOWHERE);
        for (GroupingElement element : elements) {
            SqlParserPos at = At.of(element.position());
            if (element instanceof GroupingElement.Simple simple) {
                groups.add(group(simple.expressions(), at));
            } else if (element instanceof GroupingElement.Rollup rollup) {
                groups.add(SqlStdOperatorTable.ROLLUP.createCall(at, each(rollup.expressions())));
            } else if (element instanceof GroupingElement.Cube cube) {
                groups.add(SqlStdOperatorTable.CUBE.createCall(at, each(cube.expressions())));
            } else {
                List<SqlNode> sets = new ArrayList<>();
                ((GroupingElement.GroupingSets) element).sets().forEach(set -> sets.add(group(set, at)));
                groups.add(SqlStdOperatorTable.GROUPING_SETS.createCall(at, sets));
            }
        }
        return groups;
    }

    private List<SqlNode> each(List<Expression> keys) {
        List<SqlNode> nodes = new ArrayList<>();
        for (Expression item : keys) {
            SqlNode key = resolve(item).accept(expressions);
            if (BesideAggregates.asks(key)) {
                throw At.failure(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        item.position(),
                        "GROUP BY takes no sub-query; compute it in a derived table: SELECT x, COUNT(*) FROM"
                                + " (SELECT (SELECT ...) AS x FROM ...) AS d GROUP BY x");
            }
            nodes.add(key);
        }
        return nodes;
    }

    private SqlNode group(List<Expression> keys, SqlParserPos at) {
        List<SqlNode> nodes = each(keys);
        return nodes.size() == 1
                ? nodes.get(0)
                : nodes.isEmpty() ? new SqlNodeList(at) : new SqlBasicCall(SqlStdOperatorTable.ROW, nodes, at);
    }

    /** A position, an alias that is no known column, or the expression itself. */
    private Expression resolve(Expression expression) {
        if (expression instanceof Expression.NumberLiteral number) {
            return items.get(QueryTranslator.ordinal(number, items.size(), "GROUP BY") - 1);
        }
        if (expression instanceof PathExpression path && path.steps().size() == 1) {
            String name = Scope.name(path.steps().get(0));
            boolean column =
                    scope.sources().stream().anyMatch(s -> !s.named(name, true).isEmpty());
            Optional<Integer> alias = column ? Optional.empty() : QueryTranslator.labelled(labels, name);
            if (alias.isPresent()) {
                return items.get(alias.get());
            }
        }
        return expression;
    }
}
