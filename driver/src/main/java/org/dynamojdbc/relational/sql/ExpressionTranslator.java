package org.dynamojdbc.relational.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.relational.function.Casts;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.relational.sql.QueryTranslator.CommonTables;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.ExpressionVisitor;
import org.dynamojdbc.tree.IsKind;
import org.dynamojdbc.tree.MapEntry;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.Quantifier;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.QueryBody;
import org.dynamojdbc.tree.Relation;
import org.dynamojdbc.tree.SelectItem;
import org.dynamojdbc.tree.When;
import org.dynamojdbc.tree.WindowSpecification;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.TypeNames;
import org.jspecify.annotations.Nullable;

/** Expressions become Calcite's tree. */
final class ExpressionTranslator implements ExpressionVisitor<SqlNode> {
    private final Scope scope;
    private final CommonTables common;
    private final QueryTranslator queries;
    private final Literals literals;
    private final Comparands comparands;
    private final CallTranslator calls;

    ExpressionTranslator(
            Scope scope, CommonTables common, QueryTranslator queries, Map<String, WindowSpecification> windows) {
        this.scope = scope;
        this.common = common;
        this.queries = queries;
        this.literals = scope.literals();
        this.comparands = queries.comparands();
        this.calls = new CallTranslator(this, windows);
    }

    Scope scope() {
        return scope;
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

    private Subquery subquery(Query query) {
        return new Subquery(queries.query(query, scope, common));
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

    private static org.apache.calcite.sql.SqlOperator operator(ComparisonOperator operator) {
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
    private SqlNode compare(SqlNode left, org.apache.calcite.sql.SqlOperator operator, SqlNode right, SqlParserPos at) {
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
    private static SqlNode balanced(org.apache.calcite.sql.SqlOperator operator, List<SqlNode> terms, SqlParserPos at) {
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

    private static SqlNode negatedIf(boolean negated, SqlNode node) {
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

    @Override
    public SqlNode visitInQuery(Expression.InQuery node) {
        if (node.value() instanceof Expression.RowValue row) {
            return negatedIf(node.negated(), rowIn(row, node.query(), At.of(node.position())));
        }
        return negatedIf(node.negated(), in(node, List.of(node.value())));
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
                ? in(in, row.items())
                : condition(expression);
    }

    private SqlNode in(Expression.InQuery node, List<Expression> items) {
        SqlParserPos at = At.of(node.position());
        Subquery query = oneColumn(node.query(), items.size(), "behind IN");
        List<SqlNode> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            values.add(
                    comparands.fitted(translate(items.get(i)), query.columns().get(i)));
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
        thens.add(literals.of(true, SqlTypeName.BOOLEAN, at));
        thens.add(literals.of(null, SqlTypeName.BOOLEAN, at));
        return new SqlCase(at, null, whens, thens, literals.of(false, SqlTypeName.BOOLEAN, at));
    }

    /** Whether the query has a row that equals this one, or one of which that is unknown. */
    private SqlNode rowExists(Expression.RowValue row, Query query, SqlParserPos at, boolean unknown) {
        Subquery subquery = oneColumn(query, row.items().size(), "behind IN");
        String relation = queries.relation(subquery.columns());
        List<SqlNode> terms = new ArrayList<>();
        for (int i = 0; i < row.items().size(); i++) {
            terms.add(compare(
                    translate(row.items().get(i)),
                    Operators.EQUAL,
                    new SqlIdentifier(List.of(relation, "c" + i), at),
                    at));
        }
        SqlNode equal = balanced(SqlStdOperatorTable.AND, terms, at);
        return SqlStdOperatorTable.EXISTS.createCall(
                at,
                QueryTranslator.rowsWhere(
                        subquery.node(),
                        relation,
                        unknown ? SqlStdOperatorTable.IS_UNKNOWN.createCall(at, equal) : equal));
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
            return negatedIf(node.negated(), missing(node.value(), at));
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

    /** Only an item can tell a missing attribute from a NULL; a computed value is missing when it is NULL. */
    SqlNode missing(Expression value, SqlParserPos at) {
        Optional<AttributePath> attribute = attribute(value);
        return attribute.isPresent()
                ? itemCondition(
                        (Expression.PathExpression) value,
                        attribute.get() + " IS MISSING",
                        new Predicate.IsMissing(attribute.get()),
                        at)
                : SqlStdOperatorTable.IS_NULL.createCall(at, translate(value));
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
        return value instanceof Expression.PathExpression path ? scope.attribute(path) : Optional.empty();
    }

    private SqlNode itemCondition(Expression.PathExpression path, String text, Predicate condition, SqlParserPos at) {
        Source.OfTable table = (Source.OfTable) scope.place(path).source();
        AttributePath attribute = attribute(path).orElseThrow();
        return table.identifier(
                table.leaf().condition(text, attribute, condition).name(), at);
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
    public SqlNode visitExists(Expression.Exists node) {
        return SqlStdOperatorTable.EXISTS.createCall(
                At.of(node.position()), subquery(node.query()).node());
    }

    @Override
    public SqlNode visitQuantifiedQuery(Expression.QuantifiedQuery node) {
        SqlParserPos at = At.of(node.position());
        Subquery subquery = oneColumn(node.query(), 1, "behind ANY or ALL");
        SqlNode value = FunctionTable.get("any")
                .createCall(
                        at,
                        comparands.fitted(
                                translate(node.value()), subquery.columns().get(0)));
        SqlNode query = subquery.node();
        SqlKind kind = operator(node.operator()).getKind();
        SqlQuantifyOperator operator =
                node.quantifier() == Quantifier.ANY ? SqlStdOperatorTable.some(kind) : SqlStdOperatorTable.all(kind);
        return operator.createCall(at, value, query);
    }

    @Override
    public SqlNode visitQuantifiedArray(Expression.QuantifiedArray node) {
        SqlParserPos at = At.of(node.position());
        if (node.operator() == ComparisonOperator.EQ && node.quantifier() == Quantifier.ANY) {
            return FunctionTable.get("member_of").createCall(at, translate(node.value()), translate(node.array()));
        }
        // Whether anything is its element is known of a list and of a set alone.
        SqlNodeList isList = new SqlNodeList(at);
        SqlNode among = FunctionTable.get("member_of")
                .createCall(at, literals.number(BigDecimal.ZERO, at), translate(node.array()));
        isList.add(SqlStdOperatorTable.IS_NOT_NULL.createCall(at, among));
        SqlNodeList compared = new SqlNodeList(at);
        compared.add(visitQuantifiedQuery(new Expression.QuantifiedQuery(
                node.value(), node.operator(), node.quantifier(), elements(node.array()), node.position())));
        return new SqlCase(at, null, isList, compared, literals.of(null, SqlTypeName.BOOLEAN, at));
    }

    /** SELECT value FROM UNNEST(array). */
    private static Query elements(Expression array) {
        Position position = array.position();
        SelectItem all = new SelectItem.AllColumns(null, position);
        Relation list = new Relation.Unnest(array, false, null, List.of(), position);
        QueryBody body = new QueryBody.Select(
                List.of(), false, List.of(all), List.of(list), null, List.of(), null, List.of(), position);
        return new Query(List.of(), false, body, List.of(), null, null, position);
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
            return FunctionTable.get("interval_add")
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
        var type = TypeNames.columnType(
                node.type().name(), node.type().arguments(), node.type().withTimeZone());
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
    public SqlNode visitScalarQuery(Expression.ScalarQuery node) {
        return SqlStdOperatorTable.SCALAR_QUERY.createCall(
                At.of(node.position()),
                oneColumn(node.query(), 1, "used as a value").node());
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
