package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.ComparisonOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Quantifier;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.Conversions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition as parsed becomes a {@link Predicate}: names resolved, parameters bound, constants in column encoding. */
final class PredicateBuilder {
    private final Scope scope;
    private final Constants constants;
    private final DeclaredEncoding encoding;
    private final ConditionFunctions functions;

    PredicateBuilder(Scope scope, Constants constants) {
        this.scope = scope;
        this.constants = constants;
        this.encoding = new DeclaredEncoding(scope);
        this.functions = new ConditionFunctions(this);
    }

    Predicate build(@Nullable Expression condition) {
        return condition == null ? Predicate.TRUE : predicate(condition);
    }

    private Predicate predicate(Expression expression) {
        if (expression instanceof Expression.And and) {
            return new Predicate.And(and.terms().stream().map(this::predicate).toList());
        }
        if (expression instanceof Expression.Or or) {
            return new Predicate.Or(or.terms().stream().map(this::predicate).toList());
        }
        if (expression instanceof Expression.Not not) {
            return new Predicate.Not(predicate(not.operand()));
        }
        if (expression instanceof Expression.Comparison comparison) {
            return comparison(comparison);
        }
        if (expression instanceof Expression.Between between) {
            return between(between);
        }
        if (expression instanceof Expression.InList in) {
            return in(in);
        }
        if (expression instanceof Expression.Like like) {
            return like(like);
        }
        if (expression instanceof Expression.IsTest test) {
            return isTest(test);
        }
        if (expression instanceof Expression.DistinctFrom distinct) {
            Predicate predicate = new Predicate.Distinct(
                    operand(distinct.left(), distinct.right()), operand(distinct.right(), distinct.left()));
            return distinct.negated() ? new Predicate.Not(predicate) : predicate;
        }
        if (expression instanceof Expression.QuantifiedArray quantified) {
            return member(quantified);
        }
        if (expression instanceof Expression.FunctionCall call) {
            return functions.condition(call);
        }
        if (expression instanceof Expression.PathExpression path) {
            return new Predicate.BooleanAttribute(scope.resolve(path));
        }
        Optional<AttributeValue> constant = constants.value(expression);
        if (constant.isPresent()) {
            return truth(constant.get(), expression);
        }
        throw unsupported(expression);
    }

    private static Predicate truth(AttributeValue value, Expression expression) {
        if (value.bool() != null) {
            return new Predicate.Always(Truth.of(value.bool()));
        }
        if (AttributeType.of(value) == AttributeType.NULL) {
            return Predicate.UNKNOWN;
        }
        throw new SqlFailure(
                SqlState.DATATYPE_MISMATCH,
                At.of(expression.position()) + "a condition is TRUE, FALSE or a comparison, not a value of type "
                        + AttributeType.of(value));
    }

    private Predicate comparison(Expression.Comparison comparison) {
        CompareOperator operator = operator(comparison.operator());
        if (comparison.left() instanceof Expression.RowValue left
                && comparison.right() instanceof Expression.RowValue right) {
            return rowComparison(left, operator, right, comparison);
        }
        refuseLoneRow(comparison.left(), comparison.right());
        refuseLoneRow(comparison.right(), comparison.left());
        return new Predicate.Compare(
                operand(comparison.left(), comparison.right()),
                operator,
                operand(comparison.right(), comparison.left()));
    }

    private static void refuseLoneRow(Expression row, Expression other) {
        if (row instanceof Expression.RowValue values && !(other instanceof Expression.ScalarQuery)) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(row.position()) + "the rows compared have "
                            + values.items().size() + " and 1 values");
        }
    }

    /** (a, b) = (1, 2) is a = 1 AND b = 2; order comparisons go by the first unequal element. */
    private Predicate rowComparison(
            Expression.RowValue left, CompareOperator operator, Expression.RowValue right, Expression place) {
        int size = left.items().size();
        if (right.items().size() != size) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(place.position()) + "the rows compared have " + size + " and "
                            + right.items().size() + " values");
        }
        if (operator == CompareOperator.EQ || operator == CompareOperator.NE) {
            Predicate equal = rowEqual(left, right, size);
            return operator == CompareOperator.EQ ? equal : new Predicate.Not(equal);
        }
        CompareOperator strict =
                switch (operator) {
                    case LT, LE -> CompareOperator.LT;
                    default -> CompareOperator.GT;
                };
        List<Predicate> alternatives = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Predicate> terms = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                terms.add(compare(
                        left.items().get(j), CompareOperator.EQ, right.items().get(j)));
            }
            terms.add(compare(
                    left.items().get(i),
                    i == size - 1 ? operator : strict,
                    right.items().get(i)));
            alternatives.add(new Predicate.And(terms));
        }
        return new Predicate.Or(alternatives);
    }

    private Predicate rowEqual(Expression.RowValue left, Expression.RowValue right, int size) {
        List<Predicate> terms = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            terms.add(compare(
                    left.items().get(i), CompareOperator.EQ, right.items().get(i)));
        }
        return new Predicate.And(terms);
    }

    private Predicate compare(Expression left, CompareOperator operator, Expression right) {
        return new Predicate.Compare(operand(left, right), operator, operand(right, left));
    }

    private Predicate between(Expression.Between between) {
        Predicate predicate = constants.value(between.value()).isPresent()
                ? new Predicate.And(List.of(
                        compare(between.value(), CompareOperator.GE, between.low()),
                        compare(between.value(), CompareOperator.LE, between.high())))
                : new Predicate.Between(
                        operand(between.value(), between.low()),
                        operand(between.low(), between.value()),
                        operand(between.high(), between.value()));
        return between.negated() ? new Predicate.Not(predicate) : predicate;
    }

    private Predicate in(Expression.InList in) {
        Predicate predicate;
        if (in.value() instanceof Expression.RowValue row) {
            List<Predicate> alternatives = new ArrayList<>();
            for (Expression item : in.items()) {
                if (!(item instanceof Expression.RowValue candidate)) {
                    throw new SqlFailure(
                            SqlState.SYNTAX_ERROR,
                            At.of(item.position()) + "(a, b) IN takes rows, as in ((1, 2), (3, 4))");
                }
                alternatives.add(rowComparison(row, CompareOperator.EQ, candidate, item));
            }
            predicate = new Predicate.Or(alternatives);
        } else {
            predicate = inValues(in);
        }
        return in.negated() ? new Predicate.Not(predicate) : predicate;
    }

    private Predicate inValues(Expression.InList in) {
        Operand value = operand(in.value(), in.value());
        List<AttributeValue> values = new ArrayList<>();
        List<Predicate> others = new ArrayList<>();
        for (Expression item : in.items()) {
            Optional<AttributeValue> constant = constants.value(item);
            if (constant.isPresent()) {
                values.addAll(elements(constant.get(), item, in.value()));
            } else {
                others.add(compare(in.value(), CompareOperator.EQ, item));
            }
        }
        if (others.isEmpty()) {
            return new Predicate.In(value, values);
        }
        if (!values.isEmpty()) {
            others.add(0, new Predicate.In(value, values));
        }
        return new Predicate.Or(others);
    }

    /** A parameter that holds a list or set and stands in IN (?) gives its elements. */
    private List<AttributeValue> elements(AttributeValue constant, Expression item, Expression other) {
        if (!(item instanceof Expression.Parameter)) {
            return List.of(encoding.encode(constant, other));
        }
        List<AttributeValue> elements = elements(constant).orElse(List.of(constant));
        return elements.stream().map(v -> encoding.encode(v, other)).toList();
    }

    private Predicate like(Expression.Like like) {
        AttributeValue pattern = constants.required(like.pattern(), "LIKE");
        Integer escape = null;
        if (like.escape() != null) {
            AttributeValue given = constants.required(like.escape(), "ESCAPE");
            if (given.s() == null || given.s().codePointCount(0, given.s().length()) != 1) {
                throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        At.of(like.escape().position()) + "ESCAPE takes one character, as in ESCAPE '\\'");
            }
            escape = given.s().codePointAt(0);
        }
        if (AttributeType.of(pattern) == AttributeType.NULL) {
            return Predicate.UNKNOWN;
        }
        if (pattern.s() == null) {
            throw new SqlFailure(
                    SqlState.DATATYPE_MISMATCH,
                    At.of(like.pattern().position()) + "LIKE takes a string pattern, not a value of type "
                            + AttributeType.of(pattern));
        }
        String text = pattern.s();
        boolean asShown = TimeTypes.of(like.value(), scope)
                .map(type -> like.escape() == null && Conversions.isLikeAsShown(text, type))
                .orElse(true);
        if (!asShown) {
            throw unsupported(like);
        }
        Predicate predicate = new Predicate.Like(operand(like.value(), like.value()), pattern.s(), escape);
        return like.negated() ? new Predicate.Not(predicate) : predicate;
    }

    /** Functions of text see times as getString shows them, which is not what DynamoDB keeps and compares. */
    void refuseKeptForm(Expression expression) {
        if (TimeTypes.of(expression, scope).filter(TimeTypes::isKeptInOwnForm).isPresent()) {
            throw unsupported(expression);
        }
    }

    private Predicate isTest(Expression.IsTest test) {
        Predicate predicate =
                switch (test.kind()) {
                    case NULL -> new Predicate.IsNull(operand(test.value(), test.value()));
                    case MISSING -> new Predicate.IsMissing(path(test.value(), "IS MISSING"));
                    case TRUE -> new Predicate.IsTruth(predicate(test.value()), Truth.TRUE);
                    case FALSE -> new Predicate.IsTruth(predicate(test.value()), Truth.FALSE);
                    case UNKNOWN -> new Predicate.IsTruth(predicate(test.value()), Truth.UNKNOWN);
                };
        return test.negated() ? new Predicate.Not(predicate) : predicate;
    }

    private Predicate member(Expression.QuantifiedArray quantified) {
        if (quantified.operator() != ComparisonOperator.EQ || quantified.quantifier() != Quantifier.ANY) {
            throw unsupported(quantified);
        }
        Optional<AttributeValue> array = constants.value(quantified.array());
        if (array.isPresent()) {
            return anyOf(quantified, array.get());
        }
        return new Predicate.Member(constants.required(quantified.value(), "= ANY"), path(quantified.array(), "= ANY"));
    }

    /** {@code a = ANY (list of constants)} is IN, but for an empty list, no element of which equals even NULL; what is no list has no elements to tell. */
    private Predicate anyOf(Expression.QuantifiedArray quantified, AttributeValue array) {
        Optional<List<AttributeValue>> found = elements(array);
        if (found.isEmpty()) {
            return Predicate.UNKNOWN;
        }
        List<AttributeValue> elements = found.get();
        return elements.isEmpty()
                ? Predicate.FALSE
                : new Predicate.In(
                        operand(quantified.value(), quantified.value()),
                        elements.stream()
                                .map(v -> encoding.encode(v, quantified.value()))
                                .toList());
    }

    private static Optional<List<AttributeValue>> elements(AttributeValue array) {
        return switch (AttributeType.of(array)) {
            case L -> Optional.of(array.l());
            case SS -> Optional.of(
                    array.ss().stream().map(AttributeValue::fromS).toList());
            case NS -> Optional.of(
                    array.ns().stream().map(AttributeValue::fromN).toList());
            case BS -> Optional.of(
                    array.bs().stream().map(AttributeValue::fromB).toList());
            default -> Optional.empty();
        };
    }

    /** The place an expression names; refuses anything else, naming the construct. */
    AttributePath path(Expression expression, String construct) {
        if (expression instanceof Expression.PathExpression path) {
            return scope.resolve(path);
        }
        throw new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                At.of(expression.position()) + construct + " takes an attribute or a path such as a.b[0]");
    }

    AttributeValue constant(Expression expression, String construct) {
        return constants.required(expression, construct);
    }

    Operand operand(Expression expression) {
        return operand(expression, expression);
    }

    /** A side of a comparison; a constant takes the encoding of the column on the other side. */
    Operand operand(Expression expression, Expression other) {
        if (encoding.differs(expression, other)) {
            throw unsupported(expression);
        }
        if (expression instanceof Expression.PathExpression path) {
            return new Operand.Attribute(scope.resolve(path));
        }
        Optional<AttributeValue> constant = constants.value(expression);
        if (constant.isPresent()) {
            return new Operand.Constant(encoding.encode(constant.get(), other));
        }
        if (expression instanceof Expression.FunctionCall call) {
            return functions.operand(call);
        }
        throw unsupported(expression);
    }

    static SqlFailure unsupported(Expression expression) {
        return new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                At.of(expression.position()) + FeatureNames.of(expression)
                        + " cannot be used in this condition: DynamoDB cannot evaluate it");
    }

    static CompareOperator operator(ComparisonOperator operator) {
        return CompareOperator.valueOf(operator.name().toUpperCase(Locale.ROOT));
    }
}
