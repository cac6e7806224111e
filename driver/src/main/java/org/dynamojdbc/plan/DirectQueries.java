package org.dynamojdbc.plan;

import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;

/** Tells which queries one table's access paths answer, and names what stands in the way of the others. */
final class DirectQueries {
    private DirectQueries() {}

    static void refuseClauses(Query query) {
        if (!query.with().isEmpty()) {
            throw Planner.notPlanned(query.position(), "WITH");
        }
        if (query.body() instanceof QueryBody.SetOperation operation) {
            throw Planner.notPlanned(operation.position(), operation.kind().name());
        }
    }

    static QueryBody.Select select(QueryBody body) {
        if (body instanceof QueryBody.Select select) {
            refuseRelational(select);
            return select;
        }
        throw Planner.notPlanned(body.position(), "a query in parentheses");
    }

    private static void refuseRelational(QueryBody.Select select) {
        if (select.distinct()) {
            throw Planner.notPlanned(select.position(), "SELECT DISTINCT");
        }
        if (!select.groupBy().isEmpty()) {
            throw Planner.notPlanned(select.position(), "GROUP BY");
        }
        if (select.having() != null) {
            throw Planner.notPlanned(select.having().position(), "HAVING");
        }
        if (!select.windows().isEmpty()) {
            throw Planner.notPlanned(select.position(), "WINDOW");
        }
        if (select.from().size() > 1) {
            throw Planner.notPlanned(select.from().get(1).position(), "a join");
        }
    }

    static Relation.TableReference table(QueryBody.Select select) {
        Relation relation = select.from().get(0);
        if (relation instanceof Relation.TableReference reference) {
            return reference;
        }
        if (relation instanceof Relation.Join) {
            throw Planner.notPlanned(relation.position(), "a join");
        }
        if (relation instanceof Relation.DerivedTable) {
            throw Planner.notPlanned(relation.position(), "a sub-query in FROM");
        }
        throw Planner.notPlanned(relation.position(), "UNNEST");
    }

    /** Whether the SELECT list is COUNT(*) alone (COUNT(1) is the same). */
    static boolean isCount(QueryBody.Select select) {
        boolean any = false;
        boolean all = true;
        for (SelectItem item : select.items()) {
            boolean count = item instanceof SelectItem.SelectExpression selected && isCount(selected.expression());
            any |= count;
            all &= count;
        }
        if (any && !all) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    At.of(select.position())
                            + "COUNT(*) beside other columns needs GROUP BY, which is not supported in this version");
        }
        return any;
    }

    private static boolean isCount(Expression expression) {
        return expression instanceof Expression.FunctionCall call
                && call.name().equalsIgnoreCase("count")
                && !call.distinct()
                && call.filter() == null
                && call.over() == null
                && (call.star()
                        || (call.arguments().size() == 1
                                && call.arguments().get(0) instanceof Expression.NumberLiteral));
    }
}
