package org.dynamojdbc.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values computed in the driver: exact, NULL where SQL says so, refused where a type is wrong. */
class ScalarEvaluatorTest {
    private static Scalar constant(@Nullable Object value) {
        return new Scalar.Constant(AttributeValues.of(value));
    }

    private static Scalar call(ScalarFunction function, @Nullable Object... arguments) {
        return new Scalar.Call(
                function,
                Arrays.stream(arguments)
                        .map(a -> a instanceof Scalar scalar ? scalar : constant(a))
                        .toList(),
                new Position(1, 1));
    }

    private static @Nullable Object value(Scalar scalar) {
        AttributeValue value = ScalarEvaluator.evaluate(scalar, Map.of("n", AttributeValue.fromN("7")));
        return value == null ? null : AttributeValues.toJava(value);
    }

    @Property(seed = "20240131")
    void sumsProductsAndDifferencesAreThoseOfBigDecimal(@ForAll long a, @ForAll long b) {
        BigDecimal x = BigDecimal.valueOf(a, 4);
        BigDecimal y = BigDecimal.valueOf(b, 7);
        assertThat((BigDecimal) value(call(ScalarFunction.ADD, x, y))).isEqualByComparingTo(x.add(y));
        assertThat((BigDecimal) value(call(ScalarFunction.SUBTRACT, x, y))).isEqualByComparingTo(x.subtract(y));
        assertThat((BigDecimal) value(call(ScalarFunction.MULTIPLY, x, y))).isEqualByComparingTo(x.multiply(y));
    }

    @Test
    void quotientsHave38Digits() {
        assertThat(value(call(ScalarFunction.DIVIDE, 1, 3)))
                .isEqualTo(new BigDecimal("0.33333333333333333333333333333333333333"));
        assertThatThrownBy(() -> value(call(ScalarFunction.DIVIDE, 1, 0)))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.DIVISION_BY_ZERO));
    }

    @Test
    void roundingIsAwayFromZeroAtTheHalf() {
        assertThat(value(call(ScalarFunction.ROUND, new BigDecimal("2.5")))).isEqualTo(new BigDecimal("3"));
        assertThat(value(call(ScalarFunction.ROUND, new BigDecimal("-2.445"), 2)))
                .isEqualTo(new BigDecimal("-2.45"));
        assertThat(value(call(ScalarFunction.FLOOR, new BigDecimal("-1.5")))).isEqualTo(new BigDecimal("-2"));
        assertThat(value(call(ScalarFunction.CEIL, new BigDecimal("-1.5")))).isEqualTo(new BigDecimal("-1"));
        assertThat(value(call(ScalarFunction.MOD, -7, 3))).isEqualTo(new BigDecimal("-1"));
    }

    @Test
    void stringsCountCharactersNotHalves() {
        assertThat(value(call(ScalarFunction.LENGTH, "a\uD83D\uDE00b"))).isEqualTo(new BigDecimal(3));
        assertThat(value(call(ScalarFunction.SUBSTRING, "a\uD83D\uDE00b", 2, 1)))
                .isEqualTo("\uD83D\uDE00");
        assertThat(value(call(ScalarFunction.SUBSTRING, "abc", 0, 2))).isEqualTo("a");
        assertThat(value(call(ScalarFunction.SUBSTRING, "abc", 5))).isEqualTo("");
        assertThat(value(call(ScalarFunction.TRIM, "  x "))).isEqualTo("x");
        assertThat(value(call(ScalarFunction.LTRIM, "xxax", "x"))).isEqualTo("ax");
        assertThat(value(call(ScalarFunction.REPLACE, "banana", "an", "o"))).isEqualTo("booa");
        assertThat(value(call(ScalarFunction.POSITION, "na", "banana"))).isEqualTo(new BigDecimal(3));
        assertThat(value(call(ScalarFunction.CONCAT, "n", new BigDecimal("1E+2"), true)))
                .isEqualTo("n100true");
    }

    @Test
    void nullGoesThroughWhatIsStrict() {
        assertThat(value(call(ScalarFunction.ADD, 1, null))).isNull();
        assertThat(value(call(ScalarFunction.UPPER, new Scalar.Attribute(AttributePath.of("missing")))))
                .isNull();
        assertThat(value(call(ScalarFunction.COALESCE, null, "x"))).isEqualTo("x");
        assertThat(value(call(ScalarFunction.NULLIF, 1, new BigDecimal("1.0")))).isNull();
        assertThat(value(call(ScalarFunction.AND, false, null))).isEqualTo(false);
        assertThat(value(call(ScalarFunction.AND, true, null))).isNull();
        assertThat(value(call(ScalarFunction.OR, true, null))).isEqualTo(true);
        assertThat(value(call(ScalarFunction.DISTINCT, null, null))).isEqualTo(false);
    }

    @Test
    void coalesceAndCaseEvaluateNoMoreThanTheyNeed() {
        Scalar wrong = call(ScalarFunction.DIVIDE, 1, 0);
        assertThat(value(call(ScalarFunction.COALESCE, 1, wrong))).isEqualTo(BigDecimal.ONE);
        assertThat(value(new Scalar.Case(List.of(new Scalar.Branch(constant(true), constant("yes"))), wrong)))
                .isEqualTo("yes");
    }

    @Test
    void comparisonsKeepTypesApart() {
        assertThat(value(call(ScalarFunction.EQ, 1, "1"))).isEqualTo(false);
        assertThat(value(call(ScalarFunction.LT, 1, "2"))).isNull();
        assertThat(value(call(ScalarFunction.GE, new Scalar.Attribute(AttributePath.of("n")), 7)))
                .isEqualTo(true);
        assertThat(value(call(ScalarFunction.LIKE, "abc", "a_c"))).isEqualTo(true);
    }

    @Test
    void intervalsMoveDatesTimestampsAndEpochs() {
        Interval month = Interval.of("1", "MONTH");
        assertThat(value(shifted("2024-01-31", month))).isEqualTo("2024-02-29");
        assertThat(value(shifted("2024-01-31T10:00:00Z", Interval.of("90", "minutes")))
                        .toString())
                .startsWith("2024-01-31T11:30:00");
        assertThat(value(shifted(0, Interval.of("2", "DAY")))).isEqualTo(new BigDecimal(172800));
        assertThatThrownBy(() -> Interval.of("x", "DAY")).hasMessageContaining("whole number");
        assertThatThrownBy(() -> Interval.of("1", "FORTNIGHT")).hasMessageContaining("WEEK");
    }

    private static Scalar shifted(Object value, Interval by) {
        return new Scalar.Shift(constant(value), by, ColumnType.Kind.EPOCH_SECONDS, new Position(1, 1));
    }

    @Test
    void wrongTypesAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> value(call(ScalarFunction.UPPER, 1)))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.DATATYPE_MISMATCH))
                .hasMessageContaining("line 1:1")
                .hasMessageContaining("upper");
    }

    @Test
    void castsConvertOrRefuse() {
        assertThat(value(new Scalar.Cast(constant("12"), ColumnType.of(ColumnType.Kind.INTEGER), new Position(1, 1))))
                .isEqualTo(new BigDecimal(12));
        assertThatThrownBy(() -> value(
                        new Scalar.Cast(constant("x"), ColumnType.of(ColumnType.Kind.INTEGER), new Position(1, 1))))
                .isInstanceOf(SqlFailure.class);
    }
}
