package org.dynamojdbc.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.00, 0",
        "0e500, 0",
        "5.00, 5",
        "1e3, 1000",
        "007, 7",
        "-1.50, -1.5",
        "1E+125, 1E+125",
        "9.9999999999999999999999999999999999999E+125, 9.9999999999999999999999999999999999999E+125",
        "1E-130, 1E-130",
        "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
        "12345678901234567890123456789012345678000, 12345678901234567890123456789012345678000"
    })
    void numbersThatFitHaveOneText(String given, String stored) {
        assertThat(DynamoNumber.text(new BigDecimal(given))).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678901234567890123456789",
                "1.00000000000000000000000000000000000001",
                "1E+126",
                "-1E+126",
                "9E-131",
                "1E+999999999",
                "1E-999999999",
                "10E+2147483647"
            })
    void numbersThatDoNotFitAreRefusedAndNeverRounded(String given) {
        assertThatThrownBy(() -> DynamoNumber.text(new BigDecimal(given)))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.NUMERIC_OUT_OF_RANGE));
    }

    @Test
    void everyJavaNumberIsTakenExactly() {
        assertThat(DynamoNumber.exact(0.1)).isEqualTo("0.1");
        assertThat(DynamoNumber.exact(0.1f)).isEqualTo("0.1");
        assertThat(DynamoNumber.exact(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(DynamoNumber.exact((byte) -1)).isEqualTo("-1");
        assertThat(DynamoNumber.exact(BigInteger.TEN.pow(30))).isEqualByComparingTo("1E30");
        assertThat(DynamoNumber.exact(new AtomicLong(7))).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE})
    void doublesThatDynamoDbCannotHoldAreRefused(double given) {
        assertThatThrownBy(() -> AttributeValues.of(given))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.NUMERIC_OUT_OF_RANGE));
    }

    @Property(seed = "20240131")
    void aNumberComesBackWithItsValue(@ForAll BigDecimal number) {
        if (DynamoNumber.fits(number)) {
            assertThat(new BigDecimal(DynamoNumber.text(number))).isEqualByComparingTo(number);
        }
    }

    @Property(seed = "20240131")
    void aFloatComesBackAsItself(@ForAll float number) {
        assertThat(new BigDecimal(DynamoNumber.text(DynamoNumber.exact(number))).floatValue())
                .isEqualTo(number == 0 ? 0f : number);
    }
}
