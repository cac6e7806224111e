package org.dynamojdbc.scalar;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.dynamojdbc.type.ValueOrder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Computes a {@link Scalar} on one item; null is SQL NULL. */
public final class ScalarEvaluator implements ScalarVisitor<AttributeValue> {
    private final Map<String, AttributeValue> item;

    private ScalarEvaluator(Map<String, AttributeValue> item) {
        this.item = item;
    }

    /**
     * The value on an item, null for SQL NULL.
     *
     * @throws SqlFailure 42804 for operands of a wrong type, 22xxx for values that cannot be computed
     */
    public static @Nullable AttributeValue evaluate(Scalar scalar, Map<String, AttributeValue> item) {
        return scalar.accept(new ScalarEvaluator(item));
    }

    /** The places of the item that the value depends on. */
    public static Set<AttributePath> inputs(Scalar scalar) {
        Inputs inputs = new Inputs();
        scalar.accept(inputs);
        return inputs.paths;
    }

    /** Whether each evaluation may give another value. */
    public static boolean isVolatile(Scalar scalar) {
        Inputs inputs = new Inputs();
        scalar.accept(inputs);
        return inputs.isVolatile;
    }

    private static @Nullable AttributeValue known(@Nullable AttributeValue value) {
        return value == null || AttributeType.of(value) == AttributeType.NULL ? null : value;
    }

    private @Nullable AttributeValue value(Scalar scalar) {
        return scalar.accept(this);
    }

    @Override
    public @Nullable AttributeValue visitConstant(Scalar.Constant scalar) {
        return known(scalar.value());
    }

    @Override
    public @Nullable AttributeValue visitAttribute(Scalar.Attribute scalar) {
        return known(scalar.path().in(item));
    }

    @Override
    public @Nullable AttributeValue visitCall(Scalar.Call call) {
        if (call.function().isLazy()) {
            return lazy(call);
        }
        List<AttributeValue> arguments = new ArrayList<>();
        for (Scalar argument : call.arguments()) {
            AttributeValue value = value(argument);
            if (value == null) {
                return null;
            }
            arguments.add(value);
        }
        try {
            return call.function().apply(arguments);
        } catch (SqlFailure refused) {
            throw at(call.position(), refused);
        }
    }

    private static SqlFailure at(Position position, SqlFailure failure) {
        return new SqlFailure(
                failure.state(),
                "line " + position.line() + ":" + position.column() + " " + failure.getMessage(),
                failure);
    }

    private @Nullable AttributeValue lazy(Scalar.Call call) {
        List<Scalar> arguments = call.arguments();
        return switch (call.function()) {
            case AND -> junction(call, false);
            case OR -> junction(call, true);
            case NOT -> {
                Boolean truth = truth(arguments.get(0), call);
                yield truth == null ? null : AttributeValue.fromBool(!truth);
            }
            case IS_NULL -> AttributeValue.fromBool(value(arguments.get(0)) == null);
            case IS_TRUE -> AttributeValue.fromBool(Boolean.TRUE.equals(truth(arguments.get(0), call)));
            case IS_FALSE -> AttributeValue.fromBool(Boolean.FALSE.equals(truth(arguments.get(0), call)));
            case DISTINCT -> distinct(value(arguments.get(0)), value(arguments.get(1)));
            case NULLIF -> {
                AttributeValue value = value(arguments.get(0));
                AttributeValue other = value(arguments.get(1));
                yield value != null && other != null && ValueOrder.equal(value, other) ? null : value;
            }
            case GREATEST -> Comparisons.extreme(values(arguments), 1);
            case LEAST -> Comparisons.extreme(values(arguments), -1);
            case CONCAT -> Texts.concat(
                    call.function(),
                    values(arguments).stream().filter(Objects::nonNull).toList());
            default -> {
                for (Scalar argument : arguments) {
                    AttributeValue value = value(argument);
                    if (value != null) {
                        yield value;
                    }
                }
                yield null;
            }
        };
    }

    private List<@Nullable AttributeValue> values(List<Scalar> arguments) {
        List<@Nullable AttributeValue> values = new ArrayList<>();
        arguments.forEach(argument -> values.add(value(argument)));
        return values;
    }

    private static AttributeValue distinct(@Nullable AttributeValue left, @Nullable AttributeValue right) {
        if (left == null || right == null) {
            return AttributeValue.fromBool((left == null) != (right == null));
        }
        return AttributeValue.fromBool(!ValueOrder.equal(left, right));
    }

    private @Nullable AttributeValue junction(Scalar.Call call, boolean deciding) {
        boolean unknown = false;
        for (Scalar term : call.arguments()) {
            Boolean truth = truth(term, call);
            if (truth == null) {
                unknown = true;
            } else if (truth == deciding) {
                return AttributeValue.fromBool(deciding);
            }
        }
        return unknown ? null : AttributeValue.fromBool(!deciding);
    }

    private @Nullable Boolean truth(Scalar condition, Scalar.Call place) {
        AttributeValue value = value(condition);
        if (value == null) {
            return null;
        }
        if (value.bool() == null) {
            throw at(place.position(), place.function().refuses(value, "conditions"));
        }
        return value.bool();
    }

    @Override
    public @Nullable AttributeValue visitCase(Scalar.Case scalar) {
        for (Scalar.Branch branch : scalar.branches()) {
            AttributeValue condition = value(branch.condition());
            if (condition != null && Boolean.TRUE.equals(condition.bool())) {
                return value(branch.value());
            }
        }
        return value(scalar.otherwise());
    }

    @Override
    public @Nullable AttributeValue visitCast(Scalar.Cast scalar) {
        AttributeValue value = value(scalar.value());
        if (value == null) {
            return null;
        }
        try {
            return AttributeValues.of(value, scalar.type());
        } catch (SqlFailure refused) {
            throw at(scalar.position(), refused);
        }
    }

    @Override
    public @Nullable AttributeValue visitShown(Scalar.Shown scalar) {
        AttributeValue value = value(scalar.value());
        if (value == null || (value.s() == null && value.n() == null)) {
            return value;
        }
        String shown = value.s() == null
                ? Conversions.string(value, scalar.type())
                : Conversions.shownTime(value.s(), scalar.type());
        return shown == null ? null : AttributeValue.fromS(shown);
    }

    @Override
    public @Nullable AttributeValue visitMoment(Scalar.Moment scalar) {
        AttributeValue value = value(scalar.value());
        if (value == null || value.n() == null) {
            return value;
        }
        return AttributeValues.of(Conversions.instant(value, scalar.type(), ZoneOffset.UTC));
    }

    @Override
    public @Nullable AttributeValue visitShift(Scalar.Shift scalar) {
        AttributeValue value = value(scalar.value());
        if (value == null) {
            return null;
        }
        try {
            if (value.n() != null) {
                return AttributeValue.fromN(epoch(value.n(), scalar));
            }
            if (value.s() != null) {
                return AttributeValues.of(shifted(value.s(), scalar.by()));
            }
        } catch (DateTimeException | ArithmeticException notTemporal) {
            throw new SqlFailure(
                    SqlState.INVALID_CHARACTER_VALUE,
                    at(scalar.position()) + "an INTERVAL is added to a date or timestamp, not to "
                            + AttributeValues.toJava(value),
                    notTemporal);
        }
        throw new SqlFailure(
                SqlState.DATATYPE_MISMATCH,
                at(scalar.position()) + "an INTERVAL is added to a date or timestamp, not to a value of type "
                        + AttributeType.of(value));
    }

    private static String at(Position position) {
        return "line " + position.line() + ":" + position.column() + " ";
    }

    private static String epoch(String number, Scalar.Shift shift) {
        boolean millis = shift.epoch() == ColumnType.Kind.EPOCH_MILLIS;
        BigDecimal given = new BigDecimal(number);
        Instant start =
                millis ? Instant.ofEpochMilli(given.longValueExact()) : Instant.ofEpochSecond(given.longValueExact());
        Instant end = shift.by().after(start.atOffset(ZoneOffset.UTC)).toInstant();
        return Long.toString(millis ? end.toEpochMilli() : end.getEpochSecond());
    }

    private static Object shifted(String text, Interval by) {
        int time = text.indexOf('T');
        if (time < 0) {
            return by.after(LocalDate.parse(text));
        }
        boolean zoned = text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
        return zoned ? by.after(OffsetDateTime.parse(text)) : by.after(LocalDateTime.parse(text));
    }

    @Override
    public @Nullable AttributeValue visitTest(Scalar.Test scalar) {
        return Comparisons.value(Evaluator.evaluate(scalar.predicate(), item));
    }

    /** Collects what a value depends on. */
    private static final class Inputs implements ScalarVisitor<Void> {
        private final Set<AttributePath> paths = new LinkedHashSet<>();
        private boolean isVolatile;

        @Override
        public @Nullable Void visitConstant(Scalar.Constant scalar) {
            return null;
        }

        @Override
        public @Nullable Void visitAttribute(Scalar.Attribute scalar) {
            paths.add(scalar.path());
            return null;
        }

        @Override
        public @Nullable Void visitCall(Scalar.Call scalar) {
            isVolatile |= scalar.function().isVolatile();
            scalar.arguments().forEach(argument -> argument.accept(this));
            return null;
        }

        @Override
        public @Nullable Void visitCase(Scalar.Case scalar) {
            for (Scalar.Branch branch : scalar.branches()) {
                branch.condition().accept(this);
                branch.value().accept(this);
            }
            scalar.otherwise().accept(this);
            return null;
        }

        @Override
        public @Nullable Void visitCast(Scalar.Cast scalar) {
            return scalar.value().accept(this);
        }

        @Override
        public @Nullable Void visitShown(Scalar.Shown scalar) {
            return scalar.value().accept(this);
        }

        @Override
        public @Nullable Void visitMoment(Scalar.Moment scalar) {
            return scalar.value().accept(this);
        }

        @Override
        public @Nullable Void visitShift(Scalar.Shift scalar) {
            return scalar.value().accept(this);
        }

        @Override
        public @Nullable Void visitTest(Scalar.Test scalar) {
            paths.addAll(Predicates.paths(scalar.predicate()));
            return null;
        }
    }
}
