package org.dynamojdbc.relational.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Quantifier;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;

/** Sub-queries among expressions: as values, behind IN, EXISTS, ANY and ALL, and lists where they stand for a query. */
final class SubQueryTranslator {
    private final ExpressionTranslator expressions;
    private final CommonTables common;
    private final QueryTranslator queries;

    SubQueryTranslator(ExpressionTranslator expressions, CommonTables common, QueryTranslator queries) {
        this.expressions = expressions;
        this.common = common;
        this.queries = queries;
    }

    SqlNode in(Expression.InQuery node) {
        if (node.value() instanceof Expression.RowValue row) {
            return ConditionTranslator.negatedIf(node.negated(), rowIn(row, node.query(), At.of(node.position())));
        }
        return ConditionTranslator.negatedIf(node.negated(), in(node, List.of(node.value())));
    }

    /** Whether values are among the rows of a query, as a join can be made of it. */
    SqlNode in(Expression.InQuery node, List<Expression> items) {
        SqlParserPos at = At.of(node.position());
        Subquery query = oneColumn(node.query(), items.size(), "behind IN");
        List<SqlNode> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            values.add(queries.comparands()
                    .fitted(expressions.translate(items.get(i)), query.columns().get(i)));
        }
        SqlNode value = node.value() instanceof Expression.RowValue
                ? new SqlBasicCall(SqlStdOperatorTable.ROW, values, at)
                : FunctionTable.get("any").createCall(at, values);
        return SqlStdOperatorTable.IN.createCall(at, value, query.node());
    }

    /**
     * (a, b) IN (SELECT c, d ..) by SQL's own words, which Calcite takes too simply: a row that differs in one value is
     * another row, whatever is NULL in the rest.
     */
    private SqlNode rowIn(Expression.RowValue row, Query query, SqlParserPos at) {
        SqlNodeList whens = new SqlNodeList(at);
        whens.add(rowExists(row, query, at, false));
        whens.add(rowExists(row, query, at, true));
        SqlNodeList thens = new SqlNodeList(at);
        thens.add(expressions.literals().of(true, SqlTypeName.BOOLEAN, at));
        thens.add(expressions.literals().of(null, SqlTypeName.BOOLEAN, at));
        return new SqlCase(at, null, whens, thens, expressions.literals().of(false, SqlTypeName.BOOLEAN, at));
    }

    /** Whether the query has a row that equals this one, or one of which that is unknown. */
    private SqlNode rowExists(Expression.RowValue row, Query query, SqlParserPos at, boolean unknown) {
        Subquery subquery = oneColumn(query, row.items().size(), "behind IN");
        String relation = queries.relation(subquery.columns());
        List<SqlNode> terms = new ArrayList<>();
        for (int i = 0; i < row.items().size(); i++) {
            terms.add(expressions
                    .conditions()
                    .compare(
                            expressions.translate(row.items().get(i)),
                            Operators.EQUAL,
                            new SqlIdentifier(List.of(relation, "c" + i), at),
                            at));
        }
        SqlNode equal = ConditionTranslator.balanced(SqlStdOperatorTable.AND, terms, at);
        return SqlStdOperatorTable.EXISTS.createCall(
                at,
                QueryTranslator.rowsWhere(
                        subquery.node(),
                        relation,
                        unknown ? SqlStdOperatorTable.IS_UNKNOWN.createCall(at, equal) : equal));
    }

    SqlNode exists(Expression.Exists node) {
        return SqlStdOperatorTable.EXISTS.createCall(
                At.of(node.position()), subquery(node.query()).node());
    }

    SqlNode quantified(Expression.QuantifiedQuery node) {
        SqlParserPos at = At.of(node.position());
        Subquery subquery = oneColumn(node.query(), 1, "behind ANY or ALL");
        SqlNode value = FunctionTable.get("any")
                .createCall(
                        at,
                        queries.comparands()
                                .fitted(
                                        expressions.translate(node.value()),
                                        subquery.columns().get(0)));
        SqlNode query = subquery.node();
        SqlKind kind = ConditionTranslator.operator(node.operator()).getKind();
        SqlQuantifyOperator operator =
                node.quantifier() == Quantifier.ANY ? SqlStdOperatorTable.some(kind) : SqlStdOperatorTable.all(kind);
        return operator.createCall(at, value, query);
    }

    SqlNode quantified(Expression.QuantifiedArray node) {
        SqlParserPos at = At.of(node.position());
        if (node.operator() == ComparisonOperator.EQ && node.quantifier() == Quantifier.ANY) {
            return FunctionTable.get("member_of")
                    .createCall(at, expressions.translate(node.value()), expressions.translate(node.array()));
        }
        // Whether anything is its element is known of a list and of a set alone.
        SqlNodeList isList = new SqlNodeList(at);
        SqlNode among = FunctionTable.get("member_of")
                .createCall(
                        at, expressions.literals().number(BigDecimal.ZERO, at), expressions.translate(node.array()));
        isList.add(SqlStdOperatorTable.IS_NOT_NULL.createCall(at, among));
        SqlNodeList compared = new SqlNodeList(at);
        compared.add(quantified(new Expression.QuantifiedQuery(
                node.value(), node.operator(), node.quantifier(), elements(node.array()), node.position())));
        return new SqlCase(at, null, isList, compared, expressions.literals().of(null, SqlTypeName.BOOLEAN, at));
    }

    /** SELECT value FROM UNNEST(array). */
    private static Query elements(Expression array) {
        Position position = array.position();
        SelectItem all = new SelectItem.AllColumns(null, position);
        // Wherever the query ends up, what is no list has no elements there.
        Expression elements = new Expression.FunctionCall(
                "list_or_set", List.of(array), false, false, List.of(), null, null, position);
        Relation list = new Relation.Unnest(elements, false, null, List.of(), position);
        QueryBody body = new QueryBody.Select(
                List.of(), false, List.of(all), List.of(list), null, List.of(), null, List.of(), position);
        return new Query(List.of(), false, body, List.of(), null, null, position);
    }

    SqlNode value(Expression.ScalarQuery node) {
        return SqlStdOperatorTable.SCALAR_QUERY.createCall(
                At.of(node.position()),
                oneColumn(node.query(), 1, "used as a value").node());
    }

    private Subquery subquery(Query query) {
        return new Subquery(queries.query(query, expressions.scope(), common));
    }

    /** A sub-query and how many columns it has. */
    private record Subquery(QueryTranslator.Translated query) {
        SqlNode node() {
            return query.node();
        }

        int width() {
            return query.labels().size();
        }

        List<Comparands.Column> columns() {
            return query.columns();
        }
    }

    private Subquery oneColumn(Query query, int width, String place) {
        Subquery translated = subquery(query);
        if (translated.width() != width) {
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    query.position(),
                    "a sub-query " + place + " gives " + width + (width == 1 ? " column" : " columns")
                            + ", this one gives " + translated.width());
        }
        return translated;
    }
}
