package org.dynamojdbc.relational.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.Casts;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.Times;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.ExpressionVisitor;
import org.dynamojdbc.tree.MapEntry;
import org.dynamojdbc.tree.When;
import org.dynamojdbc.tree.WindowSpecification;
import org.dynamojdbc.type.TypeNames;
import org.jspecify.annotations.Nullable;

/** Expressions become Calcite's tree. */
final class ExpressionTranslator implements ExpressionVisitor<SqlNode> {
    private final Scope scope;
    private final Literals literals;
    private final ConditionTranslator conditions;
    private final CallTranslator calls;
    private final SubQueryTranslator subQueries;
    private final ItemTests items;

    ExpressionTranslator(
            Scope scope, CommonTables common, QueryTranslator queries, Map<String, WindowSpecification> windows) {
        this.scope = scope;
        this.literals = scope.literals();
        this.calls = new CallTranslator(this, windows);
        this.items = new ItemTests(this);
        this.subQueries = new SubQueryTranslator(this, common, queries);
        this.conditions = new ConditionTranslator(this, queries.comparands(), subQueries);
    }

    Scope scope() {
        return scope;
    }

    ConditionTranslator conditions() {
        return conditions;
    }

    ItemTests items() {
        return items;
    }

    Literals literals() {
        return literals;
    }

    SqlNode translate(Expression expression) {
        return expression.accept(this);
    }

    @Override
    public SqlNode visitNullLiteral(Expression.NullLiteral node) {
        return literals.nothing(At.of(node.position()));
    }

    @Override
    public SqlNode visitMissingLiteral(Expression.MissingLiteral node) {
        return literals.nothing(At.of(node.position()));
    }

    @Override
    public SqlNode visitBooleanLiteral(Expression.BooleanLiteral node) {
        return literals.of(node.value(), SqlTypeName.BOOLEAN, At.of(node.position()));
    }

    @Override
    public SqlNode visitNumberLiteral(Expression.NumberLiteral node) {
        return literals.number(node.value(), At.of(node.position()));
    }

    @Override
    public SqlNode visitStringLiteral(Expression.StringLiteral node) {
        return literals.text(node.value(), At.of(node.position()));
    }

    @Override
    public SqlNode visitBinaryLiteral(Expression.BinaryLiteral node) {
        return literals.binary(node.hex(), At.of(node.position()));
    }

    @Override
    public SqlNode visitTemporalLiteral(Expression.TemporalLiteral node) {
        return literals.temporal(node);
    }

    @Override
    public SqlNode visitIntervalLiteral(Expression.IntervalLiteral node) {
        throw At.failure(
                SqlState.FEATURE_NOT_SUPPORTED,
                node.position(),
                "INTERVAL stands behind + or - of a date or time, or is multiplied by a number nowhere");
    }

    @Override
    public SqlNode visitListLiteral(Expression.ListLiteral node) {
        return FunctionTable.get("list_value").createCall(At.of(node.position()), all(node.items()));
    }

    @Override
    public SqlNode visitSetLiteral(Expression.SetLiteral node) {
        return FunctionTable.get("set_value").createCall(At.of(node.position()), all(node.items()));
    }

    @Override
    public SqlNode visitMapLiteral(Expression.MapLiteral node) {
        List<SqlNode> parts = new ArrayList<>();
        for (MapEntry entry : node.entries()) {
            parts.add(translate(entry.key()));
            parts.add(translate(entry.value()));
        }
        return FunctionTable.get("map_value").createCall(At.of(node.position()), parts);
    }

    private List<SqlNode> all(List<Expression> items) {
        return items.stream().map(this::translate).toList();
    }

    @Override
    public SqlNode visitParameter(Expression.Parameter node) {
        return literals.parameter(node.index(), At.of(node.position()));
    }

    @Override
    public SqlNode visitPathExpression(Expression.PathExpression node) {
        return scope.resolve(node);
    }

    @Override
    public SqlNode visitComparison(Expression.Comparison node) {
        return conditions.comparison(node);
    }

    @Override
    public SqlNode visitAnd(Expression.And node) {
        return conditions.and(node);
    }

    @Override
    public SqlNode visitOr(Expression.Or node) {
        return conditions.or(node);
    }

    @Override
    public SqlNode visitNot(Expression.Not node) {
        return conditions.not(node);
    }

    @Override
    public SqlNode visitBetween(Expression.Between node) {
        return conditions.between(node);
    }

    @Override
    public SqlNode visitInList(Expression.InList node) {
        return conditions.inList(node);
    }

    @Override
    public SqlNode visitLike(Expression.Like node) {
        return conditions.like(node);
    }

    @Override
    public SqlNode visitIsTest(Expression.IsTest node) {
        return conditions.isTest(node);
    }

    @Override
    public SqlNode visitDistinctFrom(Expression.DistinctFrom node) {
        return conditions.distinctFrom(node);
    }

    @Override
    public SqlNode visitInQuery(Expression.InQuery node) {
        return subQueries.in(node);
    }

    @Override
    public SqlNode visitExists(Expression.Exists node) {
        return subQueries.exists(node);
    }

    @Override
    public SqlNode visitQuantifiedQuery(Expression.QuantifiedQuery node) {
        return subQueries.quantified(node);
    }

    @Override
    public SqlNode visitQuantifiedArray(Expression.QuantifiedArray node) {
        return subQueries.quantified(node);
    }

    @Override
    public SqlNode visitScalarQuery(Expression.ScalarQuery node) {
        return subQueries.value(node);
    }

    @Override
    public SqlNode visitArithmetic(Expression.Arithmetic node) {
        SqlParserPos at = At.of(node.position());
        boolean additive = node.operator() == ArithmeticOperator.ADD || node.operator() == ArithmeticOperator.SUBTRACT;
        if (additive && node.right() instanceof Expression.IntervalLiteral interval) {
            return moved(translate(node.left()), interval, node.operator() == ArithmeticOperator.SUBTRACT, at);
        }
        if (node.operator() == ArithmeticOperator.ADD && node.left() instanceof Expression.IntervalLiteral interval) {
            return moved(translate(node.right()), interval, false, at);
        }
        String name =
                switch (node.operator()) {
                    case ADD -> "+";
                    case SUBTRACT -> "-";
                    case MULTIPLY -> "*";
                    case DIVIDE -> "/";
                    case MODULO -> "mod";
                };
        return FunctionTable.get(name)
                .at(node.position())
                .createCall(at, translate(node.left()), translate(node.right()));
    }

    private SqlNode moved(SqlNode value, Expression.IntervalLiteral interval, boolean back, SqlParserPos at) {
        try {
            BigDecimal amount = new BigDecimal(interval.text().strip());
            return FunctionTable.get(Times.isOfTime(interval.unit()) ? "interval_add_time" : "interval_add")
                    .at(interval.position())
                    .createCall(
                            at,
                            value,
                            literals.number(back ? amount.negate() : amount, at),
                            literals.text(interval.unit(), at));
        } catch (NumberFormatException notANumber) {
            var failure = At.failure(
                    SqlState.INVALID_CHARACTER_VALUE,
                    interval.position(),
                    "'" + interval.text() + "' is no number of units; write INTERVAL '3' DAY");
            failure.addSuppressed(notANumber);
            throw failure;
        }
    }

    @Override
    public SqlNode visitConcatenation(Expression.Concatenation node) {
        return FunctionTable.get("||")
                .at(node.position())
                .createCall(At.of(node.position()), translate(node.left()), translate(node.right()));
    }

    @Override
    public SqlNode visitNegative(Expression.Negative node) {
        return FunctionTable.get("negate")
                .at(node.position())
                .createCall(At.of(node.position()), translate(node.operand()));
    }

    @Override
    public SqlNode visitCase(Expression.Case node) {
        SqlParserPos at = At.of(node.position());
        SqlNodeList whens = new SqlNodeList(at);
        SqlNodeList thens = new SqlNodeList(at);
        for (When when : node.whens()) {
            whens.add(
                    node.operand() == null
                            ? conditions.condition(when.condition())
                            : conditions.compare(
                                    node.operand(), ComparisonOperator.EQ, when.condition(), node.position()));
            thens.add(translate(when.result()));
        }
        SqlNode otherwise = node.otherwise() == null ? literals.nothing(at) : translate(node.otherwise());
        return new SqlCase(at, null, whens, thens, otherwise);
    }

    @Override
    public SqlNode visitCast(Expression.Cast node) {
        var type = TypeNames.columnType(node.type());
        return Casts.to(type).at(node.position()).createCall(At.of(node.position()), translate(node.value()));
    }

    @Override
    public SqlNode visitFunctionCall(Expression.FunctionCall node) {
        return calls.call(node);
    }

    @Override
    public SqlNode visitRowValue(Expression.RowValue node) {
        throw At.failure(
                SqlState.FEATURE_NOT_SUPPORTED,
                node.position(),
                "a row of values (a, b) can be compared or stand before IN, nothing else; [a, b] makes a list");
    }

    @Override
    public SqlNode visitCurrentTime(Expression.CurrentTime node) {
        return literals.now(node.kind(), node.digits(), At.of(node.position()));
    }

    @Override
    public SqlNode visitDefault(Expression.Default node) {
        throw At.failure(SqlState.SYNTAX_ERROR, node.position(), "DEFAULT can only stand among the values of INSERT");
    }

    /** A name that a function takes as a word: {@code DAY} of TIMESTAMPADD(DAY, 1, x). */
    static @Nullable String word(Expression expression) {
        if (expression instanceof Expression.PathExpression path && path.steps().size() == 1) {
            return Scope.name(path.steps().get(0)).toUpperCase(Locale.ROOT);
        }
        return null;
    }

    static SqlLiteral whole(BigDecimal number, SqlParserPos at) {
        return SqlLiteral.createExactNumeric(number.toPlainString(), at);
    }
}
