package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.MapEntry;
import org.dynamojdbc.tree.Step;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.dynamojdbc.type.DynamoNumber;
import org.dynamojdbc.type.FractionDigits;
import org.dynamojdbc.type.TimeDifference;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values of the expressions that need no item: literals, parameters, documents, and arithmetic on numbers. */
final class Constants {
    static final AttributeValue NULL = AttributeValue.fromNul(true);

    private final List<AttributeValue> parameters;
    private final @Nullable Map<String, AttributeValue> excluded;
    /** The present time once somebody asked for it: it is one for a whole statement. */
    private @Nullable OffsetDateTime moment;

    Constants(List<AttributeValue> parameters) {
        this(List.copyOf(parameters), null, null);
    }

    private Constants(
            List<AttributeValue> parameters,
            @Nullable Map<String, AttributeValue> excluded,
            @Nullable OffsetDateTime moment) {
        this.parameters = parameters;
        this.excluded = excluded;
        this.moment = moment;
    }

    /** The same with an item that was to be inserted, whose attributes are {@code excluded.name}. */
    Constants excluded(Map<String, AttributeValue> item) {
        return new Constants(parameters, item, moment());
    }

    /** Rows of one statement may be planned by several threads. */
    synchronized OffsetDateTime moment() {
        OffsetDateTime known = moment;
        if (known == null) {
            known = OffsetDateTime.now(ZoneOffset.UTC);
            moment = known;
        }
        return known;
    }

    /** The item that was to be inserted, null outside of ON CONFLICT. */
    @Nullable
    Map<String, AttributeValue> excluded() {
        return excluded;
    }

    /** The same with values of further parameters. */
    Constants with(List<AttributeValue> further) {
        List<AttributeValue> all = new ArrayList<>(parameters);
        all.addAll(further);
        return new Constants(List.copyOf(all), excluded, moment());
    }

    List<AttributeValue> parameters() {
        return parameters;
    }

    /** Every parameter NULL: for the columns of a statement that is not run yet. */
    static Constants unbound(int parameterCount) {
        return new Constants(java.util.Collections.nCopies(parameterCount, NULL));
    }

    /** A constant as text, for properties and options. */
    String text(Expression expression) {
        AttributeValue value = required(expression, "a property");
        Object java = AttributeValues.toJava(value);
        if (java == null) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE, At.of(expression.position()) + "a property cannot be NULL");
        }
        return java instanceof BigDecimal number ? number.toPlainString() : java.toString();
    }

    /** The expression's value, empty when it needs an item or a function the driver does not compute. */
    Optional<AttributeValue> value(Expression expression) {
        if (expression instanceof Expression.Parameter parameter) {
            return Optional.of(parameters.get(parameter.index()));
        }
        if (expression instanceof Expression.NullLiteral) {
            return Optional.of(NULL);
        }
        if (expression instanceof Expression.BooleanLiteral literal) {
            return Optional.of(AttributeValue.fromBool(literal.value()));
        }
        if (expression instanceof Expression.NumberLiteral literal) {
            return Optional.of(number(literal.value()));
        }
        if (expression instanceof Expression.StringLiteral literal) {
            return Optional.of(AttributeValue.fromS(literal.value()));
        }
        if (expression instanceof Expression.BinaryLiteral literal) {
            return Optional.of(
                    AttributeValue.fromB(SdkBytes.fromByteArray(HexFormat.of().parseHex(literal.hex()))));
        }
        if (expression instanceof Expression.TemporalLiteral literal) {
            return Optional.of(temporal(literal));
        }
        if (expression instanceof Expression.ListLiteral list) {
            return values(list.items()).map(AttributeValue::fromL);
        }
        if (expression instanceof Expression.SetLiteral set) {
            return values(set.items()).map(items -> set(items, set));
        }
        if (expression instanceof Expression.MapLiteral map) {
            return map(map);
        }
        if (expression instanceof Expression.Negative negative) {
            return value(negative.operand()).map(v -> negate(v, negative));
        }
        if (expression instanceof Expression.Arithmetic arithmetic) {
            return value(arithmetic.left())
                    .flatMap(left -> value(arithmetic.right()).map(right -> compute(left, right, arithmetic)));
        }
        if (expression instanceof Expression.Concatenation concatenation) {
            return joined(concatenation.left()).flatMap(left -> joined(concatenation.right())
                    .map(right -> concatenate(left, right, concatenation)));
        }
        if (expression instanceof Expression.CurrentTime now) {
            return Optional.of(now(now, moment()));
        }
        if (isUuid(expression)) {
            return Optional.of(AttributeValue.fromS(UUID.randomUUID().toString()));
        }
        return Optional.empty();
    }

    /** A side of ||, to which times come as getString shows them. */
    private Optional<AttributeValue> joined(Expression expression) {
        Optional<ColumnType> time = TimeTypes.of(expression, null);
        return value(expression)
                .map(value -> time.isPresent() && value.s() != null
                        ? AttributeValue.fromS(Conversions.shownTime(value.s(), time.get()))
                        : value);
    }

    private static boolean isUuid(Expression expression) {
        return expression instanceof Expression.FunctionCall call
                && call.name().equalsIgnoreCase("uuid")
                && call.arguments().isEmpty();
    }

    /** Whether a constant expression has another value each time. */
    static boolean isVolatile(Expression expression) {
        if (expression instanceof Expression.Concatenation concatenation) {
            return isVolatile(concatenation.left()) || isVolatile(concatenation.right());
        }
        if (expression instanceof Expression.ListLiteral list) {
            return list.items().stream().anyMatch(Constants::isVolatile);
        }
        if (expression instanceof Expression.SetLiteral set) {
            return set.items().stream().anyMatch(Constants::isVolatile);
        }
        if (expression instanceof Expression.MapLiteral map) {
            return map.entries().stream().anyMatch(entry -> isVolatile(entry.value()));
        }
        return isUuid(expression);
    }

    /** The expression's value; refuses, naming the clause, what needs an item. */
    AttributeValue required(Expression expression, String clause) {
        if (expression instanceof Expression.Parameter parameter) {
            return parameters.get(parameter.index());
        }
        if (expression instanceof Expression.MapLiteral map) {
            map.entries().forEach(Constants::requireQuotedName);
        }
        return value(expression)
                .orElseThrow(() -> new SqlFailure(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        At.of(expression.position()) + clause
                                + " takes literals, parameters and documents; this expression is not computed yet"));
    }

    private static void requireQuotedName(MapEntry entry) {
        if (entry.key() instanceof Expression.PathExpression path
                && path.steps().get(0) instanceof Step.Name name) {
            throw new SqlFailure(
                    SqlState.DATATYPE_MISMATCH,
                    At.of(path.position()) + "names in {...} are strings: write {'" + name.text() + "': ...}");
        }
    }

    /** A whole number from 0, as LIMIT and OFFSET take it. */
    long rowCount(Expression expression, String clause) {
        AttributeValue value = required(expression, clause);
        try {
            if (value.n() != null) {
                long count = new BigDecimal(value.n()).longValueExact();
                if (count >= 0) {
                    return count;
                }
            }
        } catch (ArithmeticException notWhole) {
            throw rowCountFailure(expression, clause, notWhole);
        }
        throw rowCountFailure(expression, clause, null);
    }

    private static SqlFailure rowCountFailure(
            Expression expression, String clause, @org.jspecify.annotations.Nullable Throwable cause) {
        return new SqlFailure(
                SqlState.INVALID_PARAMETER_VALUE,
                At.of(expression.position()) + clause + " takes a whole number, 0 or more",
                cause);
    }

    /** Numbers that DynamoDB cannot hold are kept: comparing with them has an answer. {@link org.dynamojdbc.type.Storable} refuses to store them. */
    private static AttributeValue number(BigDecimal value) {
        return DynamoNumber.fits(value) ? AttributeValues.of(value) : AttributeValue.fromN(value.toString());
    }

    private Optional<List<AttributeValue>> values(List<Expression> items) {
        List<AttributeValue> values = new ArrayList<>();
        for (Expression item : items) {
            Optional<AttributeValue> value = value(item);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }

    private Optional<AttributeValue> map(Expression.MapLiteral literal) {
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        for (MapEntry entry : literal.entries()) {
            Optional<AttributeValue> key = value(entry.key());
            Optional<AttributeValue> value = value(entry.value());
            if (key.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            if (key.get().s() == null) {
                throw new SqlFailure(
                        SqlState.DATATYPE_MISMATCH,
                        At.of(entry.key().position()) + "names in {...} are strings, as in {'name': 1}");
            }
            if (map.putIfAbsent(key.get().s(), value.get()) != null) {
                throw new SqlFailure(
                        SqlState.DUPLICATE_COLUMN,
                        At.of(entry.key().position()) + "'" + key.get().s() + "' stands twice in {...}");
            }
        }
        return Optional.of(AttributeValue.fromM(map));
    }

    private static AttributeValue set(List<AttributeValue> items, Expression place) {
        if (items.isEmpty()) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    At.of(place.position()) + "DynamoDB has no empty sets; leave the attribute out or use []");
        }
        AttributeType type = AttributeType.of(items.get(0));
        Map<ValueKey, AttributeValue> distinct = new LinkedHashMap<>();
        for (AttributeValue item : items) {
            if (AttributeType.of(item) != type || !type.orderable()) {
                throw new SqlFailure(
                        SqlState.DATATYPE_MISMATCH,
                        At.of(place.position()) + "a set holds only strings, only numbers or only binary values");
            }
            distinct.putIfAbsent(ValueKey.of(item), item);
        }
        List<AttributeValue> members = List.copyOf(distinct.values());
        return switch (type) {
            case S -> AttributeValue.fromSs(
                    members.stream().map(AttributeValue::s).toList());
            case N -> AttributeValue.fromNs(
                    members.stream().map(AttributeValue::n).toList());
            default -> AttributeValue.fromBs(
                    members.stream().map(AttributeValue::b).toList());
        };
    }

    private static AttributeValue negate(AttributeValue value, Expression place) {
        if (value.n() != null) {
            return number(new BigDecimal(value.n()).negate());
        }
        if (AttributeType.of(value) == AttributeType.NULL) {
            return NULL;
        }
        throw notANumber("-", value, place);
    }

    private static AttributeValue compute(AttributeValue left, AttributeValue right, Expression.Arithmetic arithmetic) {
        if (AttributeType.of(left) == AttributeType.NULL || AttributeType.of(right) == AttributeType.NULL) {
            return NULL;
        }
        String symbol =
                switch (arithmetic.operator()) {
                    case ADD -> "+";
                    case SUBTRACT -> "-";
                    case MULTIPLY -> "*";
                    case DIVIDE -> "/";
                    case MODULO -> "%";
                };
        if (arithmetic.operator() == ArithmeticOperator.SUBTRACT && left.s() != null && right.s() != null) {
            Optional<BigDecimal> between = TimeDifference.between(right.s(), left.s());
            if (between.isPresent()) {
                return number(between.get());
            }
        }
        if (left.n() == null) {
            throw notANumber(symbol, left, arithmetic);
        }
        if (right.n() == null) {
            throw notANumber(symbol, right, arithmetic);
        }
        BigDecimal a = new BigDecimal(left.n());
        BigDecimal b = new BigDecimal(right.n());
        if ((arithmetic.operator() == ArithmeticOperator.DIVIDE || arithmetic.operator() == ArithmeticOperator.MODULO)
                && b.signum() == 0) {
            throw new SqlFailure(
                    SqlState.DIVISION_BY_ZERO,
                    At.of(arithmetic.position()) + "division by zero; NULLIF(divisor, 0) makes such a quotient NULL");
        }
        return number(
                switch (arithmetic.operator()) {
                    case ADD -> a.add(b);
                    case SUBTRACT -> a.subtract(b);
                    case MULTIPLY -> a.multiply(b);
                    case DIVIDE -> a.divide(b, DIVISION);
                    case MODULO -> a.remainder(b);
                });
    }

    /** The precision of DynamoDB's numbers. */
    private static final java.math.MathContext DIVISION = new java.math.MathContext(38, java.math.RoundingMode.HALF_UP);

    private static AttributeValue concatenate(AttributeValue left, AttributeValue right, Expression place) {
        if (AttributeType.of(left) == AttributeType.NULL || AttributeType.of(right) == AttributeType.NULL) {
            return NULL;
        }
        return AttributeValue.fromS(joinable(left, place) + joinable(right, place));
    }

    private static String joinable(AttributeValue value, Expression place) {
        String text = value.s() != null || value.n() != null || value.bool() != null
                ? Conversions.string(value, ColumnType.of(ColumnType.Kind.VARCHAR))
                : null;
        if (text == null) {
            throw new SqlFailure(
                    SqlState.DATATYPE_MISMATCH,
                    At.of(place.position()) + "|| joins strings, numbers and booleans, not a value of type "
                            + AttributeType.of(value));
        }
        return text;
    }

    private static SqlFailure notANumber(String operator, AttributeValue value, Expression place) {
        return new SqlFailure(
                SqlState.DATATYPE_MISMATCH,
                At.of(place.position()) + "'" + operator + "' takes numbers, not a value of type "
                        + AttributeType.of(value));
    }

    private static AttributeValue temporal(Expression.TemporalLiteral literal) {
        String text = literal.text().strip();
        try {
            return AttributeValues.of(
                    switch (literal.kind()) {
                        case DATE -> LocalDate.parse(text);
                        case TIME -> LocalTime.parse(text);
                        case TIMESTAMP -> timestamp(text.replaceFirst(" +", "T"));
                    });
        } catch (DateTimeParseException malformed) {
            throw new SqlFailure(
                    SqlState.INVALID_CHARACTER_VALUE,
                    At.of(literal.position()) + "'" + literal.text() + "' is no " + literal.kind()
                            + "; write DATE '2024-01-31', TIME '13:05:00' or TIMESTAMP '2024-01-31 13:05:00'",
                    malformed);
        }
    }

    private static Object timestamp(String text) {
        int date = text.indexOf('T');
        boolean zoned = text.endsWith("Z")
                || text.indexOf('+', Math.max(date, 0)) > 0
                || (date > 0 && text.indexOf('-', date) > 0);
        if (zoned) {
            return OffsetDateTime.parse(text);
        }
        return date < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
    }

    private static AttributeValue now(Expression.CurrentTime now, OffsetDateTime moment) {
        OffsetDateTime instant = FractionDigits.cut(moment, now.digits());
        return AttributeValues.of(
                switch (now.kind()) {
                    case DATE -> local(instant).toLocalDate();
                    case TIME -> local(instant).toLocalTime();
                    case TIMESTAMP -> instant;
                });
    }

    /** Clocks show the time of the JVM's zone. */
    private static LocalDateTime local(OffsetDateTime instant) {
        return instant.atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
    }
}
