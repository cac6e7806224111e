package org.dynamojdbc.plan;

import java.util.List;
import java.util.Locale;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.type.AttributeType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The functions a condition may call: DynamoDB's own and their SQL names. */
final class ConditionFunctions {
    private static final List<String> NAMES = List.of(
            "attribute_exists",
            "attribute_not_exists",
            "attribute_type",
            "begins_with",
            "cardinality",
            "char_length",
            "character_length",
            "coalesce",
            "contains",
            "size");

    private final PredicateBuilder builder;

    ConditionFunctions(PredicateBuilder builder) {
        this.builder = builder;
    }

    static boolean isKnown(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A function call that stands where a condition does. */
    Predicate condition(Expression.FunctionCall call) {
        List<Expression> arguments = call.arguments();
        switch (name(call)) {
            case "attribute_exists":
                expect(call, 1);
                return new Predicate.Not(new Predicate.IsMissing(builder.path(arguments.get(0), "attribute_exists")));
            case "attribute_not_exists":
                expect(call, 1);
                return new Predicate.IsMissing(builder.path(arguments.get(0), "attribute_not_exists"));
            case "attribute_type":
                expect(call, 2);
                return new Predicate.HasType(
                        builder.path(arguments.get(0), "attribute_type"), attributeType(arguments.get(1)));
            case "begins_with":
                expect(call, 2);
                return new Predicate.BeginsWith(
                        builder.operand(arguments.get(0), arguments.get(1)),
                        builder.operand(arguments.get(1), arguments.get(0)));
            case "contains":
                expect(call, 2);
                return new Predicate.Contains(
                        builder.path(arguments.get(0), "contains"), builder.constant(arguments.get(1), "contains"));
            case "size", "char_length", "character_length", "cardinality":
                throw new SqlFailure(
                        SqlState.DATATYPE_MISMATCH,
                        At.of(call.position()) + name(call)
                                + " gives a number, which is no condition; compare it, as in " + name(call)
                                + "(a) > 0");
            case "segment":
                throw new SqlFailure(
                        SqlState.SYNTAX_ERROR,
                        At.of(call.position())
                                + "segment(i, n) chooses what a scan reads: it stands alone in WHERE or before and after AND");
            default:
                throw unknown(call);
        }
    }

    /** A function call that stands as a side of a comparison. */
    Operand operand(Expression.FunctionCall call) {
        List<Expression> arguments = call.arguments();
        switch (name(call)) {
            case "size":
                expect(call, 1);
                return new Operand.Size(builder.path(arguments.get(0), "size"));
            case "char_length", "character_length":
                expect(call, 1);
                builder.refuseKeptForm(arguments.get(0));
                return new Operand.CharLength(builder.path(arguments.get(0), "char_length"));
            case "cardinality":
                expect(call, 1);
                return new Operand.Cardinality(builder.path(arguments.get(0), "cardinality"));
            case "coalesce":
                expect(call, 2);
                return new Operand.Coalesce(
                        builder.path(arguments.get(0), "coalesce"), builder.constant(arguments.get(1), "coalesce"));
            default:
                throw unknown(call);
        }
    }

    private AttributeType attributeType(Expression argument) {
        AttributeValue value = builder.constant(argument, "attribute_type");
        try {
            if (value.s() != null) {
                return AttributeType.valueOf(value.s().toUpperCase(Locale.ROOT));
            }
        } catch (IllegalArgumentException noSuchType) {
            throw typeFailure(argument, noSuchType);
        }
        throw typeFailure(argument, null);
    }

    private static SqlFailure typeFailure(Expression argument, @org.jspecify.annotations.Nullable Throwable cause) {
        return new SqlFailure(
                SqlState.INVALID_PARAMETER_VALUE,
                At.of(argument.position())
                        + "attribute_type takes one of 'S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'BS'",
                cause);
    }

    private static String name(Expression.FunctionCall call) {
        return call.name().toLowerCase(Locale.ROOT);
    }

    private static void expect(Expression.FunctionCall call, int count) {
        if (call.arguments().size() != count || call.distinct() || call.star() || call.over() != null) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(call.position()) + name(call) + " takes " + count
                            + (count == 1 ? " argument" : " arguments"));
        }
    }

    private static SqlFailure unknown(Expression.FunctionCall call) {
        if (FeatureNames.isSqlFunction(call.name())) {
            return PredicateBuilder.unsupported(call);
        }
        return new SqlFailure(
                SqlState.UNDEFINED_FUNCTION,
                At.of(call.position()) + "unknown function " + call.name()
                        + Suggestions.didYouMean(call.name(), NAMES));
    }
}
