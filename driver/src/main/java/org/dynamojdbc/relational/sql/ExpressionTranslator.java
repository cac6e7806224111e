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
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.Casts;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.relational.function.Times;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.ExpressionVisitor;
import org.dynamojdbc.tree.IsKind;
import org.dynamojdbc.tree.MapEntry;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.When;
import org.dynamojdbc.tree.WindowSpecification;
import org.dynamojdbc.type.TypeNames;
import org.jspecify.annotations.Nullable;

/** Expressions become Calcite's tree. */
final class ExpressionTranslator implements ExpressionVisitor<SqlNode> {
    private final Scope scope;
    private final Literals literals;
    private final Comparands comparands;
    private final CallTranslator calls;
    private final SubQueryTranslator subQueries;
    private final ItemTests items;

    ExpressionTranslator(
            Scope scope, CommonTables common, QueryTranslator queries, Map<String, WindowSpecification> windows) {
        this.scope = scope;
        this.literals = scope.literals();
        this.comparands = queries.comparands();
        this.calls = new CallTranslator(this, windows);
        this.items = new ItemTests(this);
        this.subQueries = new SubQueryTranslator(this, common, queries);
    }

    Scope scope() {
        return scope;
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

    /** An expression where a condition stands: whatever is not surely boolean counts as unknown unless it is one. */
    SqlNode condition(Expression expression) {
        SqlNode node = expression.accept(this);
        boolean truth = expression instanceof Expression.Comparison
                || expression instanceof Expression.And
                || expression instanceof Expression.Or
                || expression instanceof Expression.Not
                || expression instanceof Expression.Between
                || expression instanceof Expression.InList
                || expression instanceof Expression.InQuery
                || expression instanceof Expression.Like
                || expression instanceof Expression.IsTest
                || expression instanceof Expression.DistinctFrom
                || expression instanceof Expression.Exists
                || expression instanceof Expression.QuantifiedQuery
                || expression instanceof Expression.QuantifiedArray
                || expression instanceof Expression.BooleanLiteral;
        return truth ? node : FunctionTable.get("truth").createCall(node.getParserPosition(), node);
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

    static org.apache.calcite.sql.SqlOperator operator(ComparisonOperator operator) {
        return switch (operator) {
            case EQ -> Operators.EQUAL;
            case NE -> Operators.NOT_EQUAL;
            case LT -> Operators.LESS;
            case LE -> Operators.LESS_OR_EQUAL;
            case GT -> Operators.GREATER;
            case GE -> Operators.GREATER_OR_EQUAL;
        };
    }

    @Override
    public SqlNode visitComparison(Expression.Comparison node) {
        if (node.left() instanceof Expression.RowValue left && node.right() instanceof Expression.RowValue right) {
            return rows(left.items(), node.operator(), right.items(), node.position());
        }
        return compare(node.left(), node.operator(), node.right(), node.position());
    }

    /** (a, b) = (1, 2) is a = 1 AND b = 2; order comparisons go by the first unequal element. */
    private SqlNode rows(
            List<Expression> left, ComparisonOperator operator, List<Expression> right, Position position) {
        if (left.size() != right.size()) {
            throw At.failure(
                    SqlState.SYNTAX_ERROR,
                    position,
                    "the rows compared have " + left.size() + " and " + right.size() + " values");
        }
        if (operator == ComparisonOperator.EQ || operator == ComparisonOperator.NE) {
            List<SqlNode> terms = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                terms.add(compare(left.get(i), ComparisonOperator.EQ, right.get(i), position));
            }
            SqlNode equal = joined(SqlStdOperatorTable.AND, terms, position);
            return operator == ComparisonOperator.EQ
                    ? equal
                    : SqlStdOperatorTable.NOT.createCall(At.of(position), equal);
        }
        ComparisonOperator strict = operator == ComparisonOperator.LT || operator == ComparisonOperator.LE
                ? ComparisonOperator.LT
                : ComparisonOperator.GT;
        List<SqlNode> alternatives = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            List<SqlNode> terms = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                terms.add(compare(left.get(j), ComparisonOperator.EQ, right.get(j), position));
            }
            terms.add(compare(left.get(i), i == left.size() - 1 ? operator : strict, right.get(i), position));
            alternatives.add(joined(SqlStdOperatorTable.AND, terms, position));
        }
        return joined(SqlStdOperatorTable.OR, alternatives, position);
    }

    private SqlNode compare(Expression left, ComparisonOperator operator, Expression right, Position position) {
        return compare(translate(left), operator(operator), translate(right), At.of(position));
    }

    /** A constant takes the type of the column it is compared with. */
    SqlNode compare(SqlNode left, org.apache.calcite.sql.SqlOperator operator, SqlNode right, SqlParserPos at) {
        return operator.createCall(at, comparands.beside(left, right), comparands.beside(right, left));
    }

    private static SqlNode joined(org.apache.calcite.sql.SqlOperator operator, List<SqlNode> terms, Position position) {
        SqlNode node = terms.get(0);
        for (SqlNode term : terms.subList(1, terms.size())) {
            node = operator.createCall(At.of(position), node, term);
        }
        return node;
    }

    /** A tree, not a chain: thousands of terms would overflow the stack. */
    static SqlNode balanced(org.apache.calcite.sql.SqlOperator operator, List<SqlNode> terms, SqlParserPos at) {
        if (terms.size() == 1) {
            return terms.get(0);
        }
        int middle = terms.size() / 2;
        return operator.createCall(
                at,
                balanced(operator, terms.subList(0, middle), at),
                balanced(operator, terms.subList(middle, terms.size()), at));
    }

    @Override
    public SqlNode visitAnd(Expression.And node) {
        return balanced(
                SqlStdOperatorTable.AND,
                node.terms().stream().map(this::condition).toList(),
                At.of(node.position()));
    }

    @Override
    public SqlNode visitOr(Expression.Or node) {
        return balanced(
                SqlStdOperatorTable.OR,
                node.terms().stream().map(this::condition).toList(),
                At.of(node.position()));
    }

    @Override
    public SqlNode visitNot(Expression.Not node) {
        return SqlStdOperatorTable.NOT.createCall(At.of(node.position()), condition(node.operand()));
    }

    static SqlNode negatedIf(boolean negated, SqlNode node) {
        return negated ? SqlStdOperatorTable.NOT.createCall(node.getParserPosition(), node) : node;
    }

    @Override
    public SqlNode visitBetween(Expression.Between node) {
        SqlParserPos at = At.of(node.position());
        SqlNode both = SqlStdOperatorTable.AND.createCall(
                at,
                compare(node.value(), ComparisonOperator.GE, node.low(), node.position()),
                compare(node.value(), ComparisonOperator.LE, node.high(), node.position()));
        return negatedIf(node.negated(), both);
    }

    @Override
    public SqlNode visitInList(Expression.InList node) {
        SqlParserPos at = At.of(node.position());
        if (node.value() instanceof Expression.RowValue row) {
            List<SqlNode> alternatives = new ArrayList<>();
            for (Expression item : node.items()) {
                if (!(item instanceof Expression.RowValue candidate)) {
                    throw At.failure(
                            SqlState.SYNTAX_ERROR, item.position(), "(a, b) IN takes rows, as in ((1, 2), (3, 4))");
                }
                alternatives.add(rows(row.items(), ComparisonOperator.EQ, candidate.items(), item.position()));
            }
            return negatedIf(node.negated(), balanced(SqlStdOperatorTable.OR, alternatives, at));
        }
        SqlNode value = translate(node.value());
        List<SqlNode> operands = new ArrayList<>();
        operands.add(value);
        List<SqlNode> alternatives = new ArrayList<>();
        for (Expression item : node.items()) {
            SqlNode candidate = translate(item);
            if (Comparands.isConstant(candidate)) {
                operands.add(comparands.beside(
                        item instanceof Expression.Parameter ? Comparands.spread(candidate) : candidate, value));
            } else {
                alternatives.add(compare(value, Operators.EQUAL, candidate, At.of(item.position())));
            }
        }
        if (operands.size() > 1) {
            alternatives.add(0, FunctionTable.get("in_list").createCall(at, operands));
        }
        return negatedIf(node.negated(), balanced(SqlStdOperatorTable.OR, alternatives, at));
    }

    /** What WHERE keeps: a term that is unknown there is as good as false, which makes IN of rows a plain join. */
    SqlNode filter(Expression expression) {
        if (expression instanceof Expression.And and) {
            return balanced(
                    SqlStdOperatorTable.AND,
                    and.terms().stream().map(this::filter).toList(),
                    At.of(and.position()));
        }
        return expression instanceof Expression.InQuery in
                        && in.value() instanceof Expression.RowValue row
                        && !in.negated()
                ? subQueries.in(in, row.items())
                : condition(expression);
    }

    @Override
    public SqlNode visitLike(Expression.Like node) {
        List<SqlNode> operands = new ArrayList<>();
        operands.add(translate(node.value()));
        operands.add(translate(node.pattern()));
        if (node.escape() != null) {
            operands.add(translate(node.escape()));
        }
        return negatedIf(
                node.negated(),
                FunctionTable.get("like").at(node.position()).createCall(At.of(node.position()), operands));
    }

    @Override
    public SqlNode visitIsTest(Expression.IsTest node) {
        SqlParserPos at = At.of(node.position());
        if (node.kind() == IsKind.MISSING) {
            return negatedIf(node.negated(), items.missing(node.value(), at));
        }
        if (node.kind() == IsKind.NULL) {
            SqlNode value = translate(node.value());
            return (node.negated() ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL)
                    .createCall(at, value);
        }
        SqlNode value = condition(node.value());
        return (switch (node.kind()) {
                    case TRUE -> node.negated() ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE;
                    case FALSE -> node.negated() ? SqlStdOperatorTable.IS_NOT_FALSE : SqlStdOperatorTable.IS_FALSE;
                    default -> node.negated() ? SqlStdOperatorTable.IS_NOT_UNKNOWN : SqlStdOperatorTable.IS_UNKNOWN;
                })
                .createCall(at, value);
    }

    @Override
    public SqlNode visitDistinctFrom(Expression.DistinctFrom node) {
        return compare(
                translate(node.left()),
                node.negated() ? Operators.NOT_DISTINCT : Operators.DISTINCT,
                translate(node.right()),
                At.of(node.position()));
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
                            ? condition(when.condition())
                            : compare(node.operand(), ComparisonOperator.EQ, when.condition(), node.position()));
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
