package org.dynamojdbc.relational.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.scalar.Scalar;
import org.dynamojdbc.scalar.ScalarEvaluator;
import org.dynamojdbc.scalar.ScalarFunction;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.type.ValueOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A function means the same where the driver computes on items (SET, RETURNING) and where the relational engine does. */
class SameFunctionsTest {
    /** Names that the relational engine has under another one, or as an operator of its own. */
    private static final Map<ScalarFunction, String> RELATIONAL_NAMES = Map.of(
            ScalarFunction.ADD, "+",
            ScalarFunction.SUBTRACT, "-",
            ScalarFunction.MULTIPLY, "*",
            ScalarFunction.DIVIDE, "/",
            ScalarFunction.NEGATE, "negate",
            ScalarFunction.JOIN, "||");

    /** Operators that Calcite has itself, and what only one side has or gives another value each time. */
    private static final Set<ScalarFunction> ELSEWHERE = Set.of(
            ScalarFunction.EQ,
            ScalarFunction.NE,
            ScalarFunction.LT,
            ScalarFunction.LE,
            ScalarFunction.GT,
            ScalarFunction.GE,
            ScalarFunction.AND,
            ScalarFunction.OR,
            ScalarFunction.NOT,
            ScalarFunction.IS_NULL,
            ScalarFunction.IS_TRUE,
            ScalarFunction.IS_FALSE,
            ScalarFunction.DISTINCT,
            ScalarFunction.LIST_APPEND,
            ScalarFunction.UUID);

    private static final List<AttributeValue> VALUES = List.of(
            AttributeValue.fromNul(true),
            number("0"),
            number("1"),
            number("-2"),
            number("3"),
            number("2.5"),
            number("-2.5"),
            number("1E+3"),
            number("0.00000000000000000000000000000000000001"),
            number("99999999999999999999999999999999999999"),
            AttributeValue.fromS(""),
            AttributeValue.fromS("a"),
            AttributeValue.fromS(" Ab a "),
            AttributeValue.fromS("%b%"),
            AttributeValue.fromS("stra\u00dfe \ud83d\ude00 \u00e9"),
            AttributeValue.fromS("12"),
            AttributeValue.fromS("2024-01-31"),
            AttributeValue.fromS("2024-01-31T13:05:00.500000000"),
            AttributeValue.fromS("2024-01-31T13:05:00.500000000Z"),
            AttributeValue.fromS("13:05:00.500000000"),
            AttributeValue.fromBool(true),
            AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})),
            AttributeValue.fromL(List.of(number("1"), AttributeValue.fromS("a"))),
            AttributeValue.fromSs(List.of("a", "b")),
            AttributeValue.fromM(Map.of("k", number("1"))));

    private static AttributeValue number(String text) {
        return AttributeValue.fromN(text);
    }

    @Test
    void functionsOfBothSidesGiveTheSame() {
        Map<String, List<String>> differences = new TreeMap<>();
        int compared = 0;
        for (ScalarFunction function : ScalarFunction.values()) {
            if (ELSEWHERE.contains(function)) {
                continue;
            }
            String name =
                    RELATIONAL_NAMES.getOrDefault(function, function.name().toLowerCase(java.util.Locale.ROOT));
            var relational = FunctionTable.find(name);
            assertThat(relational).as(name).isPresent();
            for (int count = 1; count <= 3; count++) {
                boolean taken = count >= relational.get().least()
                        && (relational.get().most() < 0
                                || count <= relational.get().most());
                if (!function.takes(count) || !taken) {
                    continue;
                }
                for (List<AttributeValue> arguments : tuples(count)) {
                    String direct = direct(function, arguments);
                    String engine = relational(relational.get(), arguments);
                    compared++;
                    if (!direct.equals(engine)) {
                        differences
                                .computeIfAbsent(name, key -> new ArrayList<>())
                                .add(shown(arguments) + ": " + direct + ", relational " + engine);
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(10_000);
        assertThat(differences.entrySet().stream()
                        .map(e -> e.getKey() + " (" + e.getValue().size() + ") "
                                + e.getValue()
                                        .subList(0, Math.min(4, e.getValue().size())))
                        .toList())
                .isEmpty();
    }

    /** All tuples of one and two values; of three, those whose last one is telling. */
    private static List<List<AttributeValue>> tuples(int count) {
        List<List<AttributeValue>> tuples = List.of(List.of());
        for (int i = 0; i < count; i++) {
            List<AttributeValue> next = i < 2
                    ? VALUES
                    : List.of(
                            VALUES.get(0),
                            number("1"),
                            number("-2"),
                            AttributeValue.fromS("a"),
                            AttributeValue.fromBool(true));
            List<List<AttributeValue>> longer = new ArrayList<>();
            for (List<AttributeValue> tuple : tuples) {
                for (AttributeValue value : next) {
                    List<AttributeValue> more = new ArrayList<>(tuple);
                    more.add(value);
                    longer.add(more);
                }
            }
            tuples = longer;
        }
        return tuples;
    }

    private static String direct(ScalarFunction function, List<AttributeValue> arguments) {
        List<Scalar> constants =
                arguments.stream().<Scalar>map(Scalar.Constant::new).toList();
        try {
            return text(ScalarEvaluator.evaluate(new Scalar.Call(function, constants, Position.NONE), Map.of()));
        } catch (SqlFailure refused) {
            return refusal(refused);
        }
    }

    /** A value of a wrong type is a mistake of the statement's types to one side (42804), of its data to the other. */
    private static String refusal(SqlFailure refused) {
        return refused.state() == SqlState.DATATYPE_MISMATCH || refused.state() == SqlState.INVALID_CHARACTER_VALUE
                ? "refused type"
                : refused.state().code();
    }

    private static String relational(
            org.dynamojdbc.relational.function.ScalarFunction function, List<AttributeValue> arguments) {
        try {
            Object result = function.apply(arguments.stream().map(Datum::of).toArray());
            return text(result == null ? null : Datum.toAttribute(result));
        } catch (SqlFailure refused) {
            return refusal(refused);
        }
    }

    private static String text(@Nullable AttributeValue value) {
        if (value == null || Boolean.TRUE.equals(value.nul())) {
            return "NULL";
        }
        return value.n() != null
                ? new BigDecimal(value.n()).stripTrailingZeros().toString()
                : value.toString();
    }

    private static String shown(List<AttributeValue> arguments) {
        return Arrays.toString(arguments.stream().map(SameFunctionsTest::text).toArray());
    }

    /** Comparisons have one meaning too, in Calcite's operators and in the driver's own. */
    @Test
    void valuesHaveOneOrder() {
        for (AttributeValue a : VALUES.subList(1, VALUES.size())) {
            for (AttributeValue b : VALUES.subList(1, VALUES.size())) {
                Object x = Datum.of(a);
                Object y = Datum.of(b);
                if (x == null || y == null) {
                    continue;
                }
                assertThat(Datum.equal(x, y)).isEqualTo(ValueOrder.equal(a, b));
                if (Datum.comparable(x, y)) {
                    assertThat(Integer.signum(Datum.compare(x, y))).isEqualTo(Integer.signum(ValueOrder.compare(a, b)));
                }
            }
        }
    }
}
