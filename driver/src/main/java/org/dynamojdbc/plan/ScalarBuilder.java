package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.scalar.Interval;
import org.dynamojdbc.scalar.Scalar;
import org.dynamojdbc.scalar.ScalarFunction;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.IsKind;
import org.dynamojdbc.tree.TemporalKind;
import org.dynamojdbc.tree.When;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.TypeNames;
import org.jspecify.annotations.Nullable;

/** An expression as parsed becomes a {@link Scalar}: names resolved, parameters bound. */
final class ScalarBuilder {
    private final Scope scope;
    private final Constants constants;
    private final PredicateBuilder predicates;

    ScalarBuilder(Scope scope, Constants constants) {
        this.scope = scope;
        this.constants = constants;
        this.predicates = new PredicateBuilder(scope, constants);
    }

    /**
     * The expression as a value computed from an item.
     *
     * @throws SqlFailure 42883 for unknown functions, 0A000 for what the driver does not compute
     */
    Scalar build(Expression expression) {
        if (expression instanceof Expression.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        }
        if (expression instanceof Expression.FunctionCall call) {
            return function(call);
        }
        var constant = constants.value(expression);
        if (constant.isPresent()) {
            return new Scalar.Constant(constant.get());
        }
        if (expression instanceof Expression.PathExpression path) {
            return new Scalar.Attribute(scope.resolve(path));
        }
        if (expression instanceof Expression.Negative negative) {
            return call(ScalarFunction.NEGATE, negative, negative.operand());
        }
        if (expression instanceof Expression.Concatenation concatenation) {
            return call(ScalarFunction.JOIN, concatenation, concatenation.left(), concatenation.right());
        }
        if (expression instanceof Expression.Case choice) {
            return choice(choice);
        }
        if (expression instanceof Expression.Cast cast) {
            ColumnType type = TypeNames.columnType(cast.type());
            Scalar value = build(cast.value());
            return new Scalar.Cast(TimeTypes.isText(type) ? shown(cast.value(), value) : value, type, cast.position());
        }
        return condition(expression);
    }

    private Scalar.Call call(ScalarFunction function, Expression place, Expression... arguments) {
        List<Scalar> values = new ArrayList<>();
        for (Expression argument : arguments) {
            Scalar value = build(argument);
            if (function.takesText()) {
                value = shown(argument, value);
            } else if (function == ScalarFunction.SUBTRACT) {
                value = moment(argument, value);
            }
            values.add(value);
        }
        return new Scalar.Call(function, values, place.position());
    }

    private Scalar shown(Expression expression, Scalar value) {
        Optional<ColumnType> time = TimeTypes.of(expression, scope);
        return time.isPresent() ? new Scalar.Shown(value, time.get()) : value;
    }

    /** What can be subtracted from another time. */
    private Scalar moment(Expression expression, Scalar value) {
        Optional<ColumnType> time = TimeTypes.of(expression, scope).filter(TimeTypes::isEpoch);
        return time.isPresent() ? new Scalar.Moment(value, time.get()) : value;
    }

    private Scalar arithmetic(Expression.Arithmetic arithmetic) {
        boolean sum = arithmetic.operator() == ArithmeticOperator.ADD;
        if (sum || arithmetic.operator() == ArithmeticOperator.SUBTRACT) {
            if (arithmetic.right() instanceof Expression.IntervalLiteral literal) {
                Interval interval = interval(literal);
                return shift(arithmetic.left(), sum ? interval : interval.negated());
            }
            if (sum && arithmetic.left() instanceof Expression.IntervalLiteral literal) {
                return shift(arithmetic.right(), interval(literal));
            }
        }
        ScalarFunction function =
                switch (arithmetic.operator()) {
                    case ADD -> ScalarFunction.ADD;
                    case SUBTRACT -> ScalarFunction.SUBTRACT;
                    case MULTIPLY -> ScalarFunction.MULTIPLY;
                    case DIVIDE -> ScalarFunction.DIVIDE;
                    case MODULO -> ScalarFunction.MOD;
                };
        return call(function, arithmetic, arithmetic.left(), arithmetic.right());
    }

    private static Interval interval(Expression.IntervalLiteral literal) {
        try {
            return Interval.of(literal.text(), literal.unit());
        } catch (SqlFailure wrong) {
            throw new SqlFailure(wrong.state(), At.of(literal.position()) + wrong.getMessage(), wrong);
        }
    }

    private Scalar shift(Expression value, Interval by) {
        ColumnType.Kind epoch = value instanceof Expression.PathExpression path
                ? scope.knownType(scope.resolve(path)).map(ColumnType::kind).orElse(ColumnType.Kind.EPOCH_SECONDS)
                : ColumnType.Kind.EPOCH_SECONDS;
        return new Scalar.Shift(build(value), by, epoch, value.position());
    }

    /** INTERVAL standing alone where a time is wanted: that long from now. */
    Scalar fromNow(Expression.IntervalLiteral literal) {
        return new Scalar.Shift(
                build(new Expression.CurrentTime(TemporalKind.TIMESTAMP, literal.position())),
                interval(literal),
                ColumnType.Kind.EPOCH_SECONDS,
                literal.position());
    }

    private Scalar function(Expression.FunctionCall call) {
        if (call.over() != null || call.filter() != null || call.distinct() || call.star()) {
            throw Planner.notPlanned(call.position(), FeatureNames.of(call) + " here");
        }
        if (call.name().equalsIgnoreCase("now") && call.arguments().isEmpty()) {
            return build(new Expression.CurrentTime(TemporalKind.TIMESTAMP, call.position()));
        }
        if (call.name().equalsIgnoreCase("if_not_exists")
                && call.arguments().size() == 2
                && call.arguments().get(0) instanceof Expression.PathExpression path) {
            return new Scalar.Case(
                    List.of(new Scalar.Branch(
                            new Scalar.Test(new org.dynamojdbc.predicate.Predicate.IsMissing(scope.resolve(path))),
                            build(call.arguments().get(1)))),
                    build(path));
        }
        Optional<ScalarFunction> known = ScalarFunction.named(call.name());
        if (known.isEmpty()) {
            if (ConditionFunctions.isKnown(call.name())) {
                return condition(call);
            }
            if (FeatureNames.isSqlFunction(call.name())) {
                throw Planner.notPlanned(call.position(), FeatureNames.of(call) + " here");
            }
            throw new SqlFailure(
                    SqlState.UNDEFINED_FUNCTION, At.of(call.position()) + "unknown function " + call.name());
        }
        if (!known.get().takes(call.arguments().size())) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(call.position()) + call.name() + " does not take "
                            + call.arguments().size() + " arguments");
        }
        return call(known.get(), call, call.arguments().toArray(Expression[]::new));
    }

    private Scalar choice(Expression.Case choice) {
        List<Scalar.Branch> branches = new ArrayList<>();
        Expression operand = choice.operand();
        for (When when : choice.whens()) {
            Scalar condition = operand == null
                    ? build(when.condition())
                    : call(ScalarFunction.EQ, when.condition(), operand, when.condition());
            branches.add(new Scalar.Branch(condition, build(when.result())));
        }
        Expression otherwise = choice.otherwise();
        return new Scalar.Case(branches, otherwise == null ? new Scalar.Constant(Constants.NULL) : build(otherwise));
    }

    private Scalar condition(Expression expression) {
        if (expression instanceof Expression.And and) {
            return call(ScalarFunction.AND, and, and.terms().toArray(Expression[]::new));
        }
        if (expression instanceof Expression.Or or) {
            return call(ScalarFunction.OR, or, or.terms().toArray(Expression[]::new));
        }
        if (expression instanceof Expression.Not not) {
            return call(ScalarFunction.NOT, not, not.operand());
        }
        if (expression instanceof Expression.Comparison comparison) {
            return call(
                    ScalarFunction.valueOf(
                            PredicateBuilder.operator(comparison.operator()).name()),
                    comparison,
                    comparison.left(),
                    comparison.right());
        }
        if (expression instanceof Expression.Between between) {
            Scalar inside = new Scalar.Call(
                    ScalarFunction.AND,
                    List.of(
                            call(ScalarFunction.GE, between, between.value(), between.low()),
                            call(ScalarFunction.LE, between, between.value(), between.high())),
                    between.position());
            return negated(between.negated(), inside, between);
        }
        if (expression instanceof Expression.InList in) {
            List<Scalar> equal = new ArrayList<>();
            in.items().forEach(item -> equal.add(call(ScalarFunction.EQ, item, in.value(), item)));
            return negated(in.negated(), new Scalar.Call(ScalarFunction.OR, equal, in.position()), in);
        }
        if (expression instanceof Expression.Like like) {
            @Nullable Expression escape = like.escape();
            Scalar matches = escape == null
                    ? call(ScalarFunction.LIKE, like, like.value(), like.pattern())
                    : call(ScalarFunction.LIKE, like, like.value(), like.pattern(), escape);
            return negated(like.negated(), matches, like);
        }
        if (expression instanceof Expression.DistinctFrom distinct) {
            Scalar differs = call(ScalarFunction.DISTINCT, distinct, distinct.left(), distinct.right());
            return negated(distinct.negated(), differs, distinct);
        }
        if (expression instanceof Expression.IsTest test && test.kind() != IsKind.MISSING) {
            ScalarFunction function =
                    switch (test.kind()) {
                        case TRUE -> ScalarFunction.IS_TRUE;
                        case FALSE -> ScalarFunction.IS_FALSE;
                        default -> ScalarFunction.IS_NULL;
                    };
            return negated(test.negated(), call(function, test, test.value()), test);
        }
        return new Scalar.Test(predicates.build(expression));
    }

    private static Scalar negated(boolean negated, Scalar condition, Expression place) {
        return negated ? new Scalar.Call(ScalarFunction.NOT, List.of(condition), place.position()) : condition;
    }
}
