package org.dynamojdbc.relational.sql;

import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.type.AttributeType;

/** Conditions that only an item decides, not the value of a column: they are columns of the table read. */
final class ItemTests {
    private final ExpressionTranslator expressions;

    ItemTests(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    /** Only an item can tell a missing attribute from a NULL; a computed value is missing when it is NULL. */
    SqlNode missing(Expression value, SqlParserPos at) {
        Optional<AttributePath> attribute = attribute(value);
        if (attribute.isEmpty() && value instanceof Expression.PathExpression path) {
            throw At.failure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    path.position(),
                    "IS MISSING takes an attribute of a table; a column of a query in FROM is NULL where the attribute is"
                            + " missing: test it inside that query, or write IS NULL");
        }
        return attribute.isPresent()
                ? itemCondition(
                        (Expression.PathExpression) value,
                        attribute.get() + " IS MISSING",
                        new Predicate.IsMissing(attribute.get()),
                        at)
                : SqlStdOperatorTable.IS_NULL.createCall(at, expressions.translate(value));
    }

    SqlNode hasType(Expression.PathExpression path, AttributeType type, SqlParserPos at) {
        AttributePath attribute = attribute(path)
                .orElseThrow(() -> At.failure(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        path.position(),
                        "attribute_type takes an attribute of a table; typeof(x) tells the type of any value"));
        return itemCondition(
                path, "attribute_type(" + attribute + ", " + type + ")", new Predicate.HasType(attribute, type), at);
    }

    private Optional<AttributePath> attribute(Expression value) {
        return value instanceof Expression.PathExpression path
                ? expressions.scope().attribute(path)
                : Optional.empty();
    }

    private SqlNode itemCondition(Expression.PathExpression path, String text, Predicate condition, SqlParserPos at) {
        Source.OfTable table = (Source.OfTable) expressions.scope().place(path).source();
        AttributePath attribute = attribute(path).orElseThrow();
        return table.identifier(
                table.leaf().condition(text, attribute, condition).name(), at);
    }
}
