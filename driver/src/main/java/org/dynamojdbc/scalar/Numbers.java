package org.dynamojdbc.scalar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.dynamojdbc.type.TimeDifference;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Functions of numbers over attribute values. */
final class Numbers {
    private Numbers() {}

    static BigDecimal number(ScalarFunction function, AttributeValue value) {
        if (value.n() == null) {
            throw function.refuses(value, "numbers");
        }
        return new BigDecimal(value.n());
    }

    private static BigDecimal first(ScalarFunction function, List<AttributeValue> arguments) {
        return number(function, arguments.get(0));
    }

    private static BigDecimal second(ScalarFunction function, List<AttributeValue> arguments) {
        return number(function, arguments.get(1));
    }

    /** A number that DynamoDB cannot hold is kept: what stores it refuses it, a comparison has an answer. */
    static AttributeValue value(BigDecimal number) {
        return AttributeValue.fromN(
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
    }

    static AttributeValue value(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    static int whole(ScalarFunction function, AttributeValue value) {
        return Arithmetic.whole(number(function, value), function.word());
    }

    static AttributeValue add(ScalarFunction f, List<AttributeValue> a) {
        return value(Arithmetic.bounded(first(f, a).add(second(f, a)), f.word()));
    }

    /** Of numbers, or of dates and times. */
    static AttributeValue subtract(ScalarFunction f, List<AttributeValue> a) {
        if (a.get(0).s() != null && a.get(1).s() != null) {
            Optional<BigDecimal> between =
                    TimeDifference.between(a.get(1).s(), a.get(0).s());
            if (between.isPresent()) {
                return value(between.get());
            }
        }
        return value(Arithmetic.bounded(first(f, a).subtract(second(f, a)), f.word()));
    }

    static AttributeValue multiply(ScalarFunction f, List<AttributeValue> a) {
        return value(Arithmetic.bounded(first(f, a).multiply(second(f, a)), f.word()));
    }

    static AttributeValue divide(ScalarFunction f, List<AttributeValue> a) {
        return value(Arithmetic.quotient(first(f, a), second(f, a)));
    }

    static AttributeValue remainder(ScalarFunction f, List<AttributeValue> a) {
        return value(Arithmetic.remainder(first(f, a), second(f, a)));
    }

    static AttributeValue negate(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).negate());
    }

    static AttributeValue abs(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).abs());
    }

    static AttributeValue sign(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).signum());
    }

    static AttributeValue round(ScalarFunction f, List<AttributeValue> a) {
        return scaled(f, a, RoundingMode.HALF_UP);
    }

    static AttributeValue truncate(ScalarFunction f, List<AttributeValue> a) {
        return scaled(f, a, RoundingMode.DOWN);
    }

    private static AttributeValue scaled(ScalarFunction f, List<AttributeValue> a, RoundingMode mode) {
        int digits = a.size() < 2 ? 0 : whole(f, a.get(1));
        return value(Arithmetic.rounded(first(f, a), digits, mode));
    }

    static AttributeValue floor(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).setScale(0, RoundingMode.FLOOR));
    }

    static AttributeValue ceil(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).setScale(0, RoundingMode.CEILING));
    }

    static AttributeValue power(ScalarFunction f, List<AttributeValue> a) {
        return value(Arithmetic.power(first(f, a), second(f, a)));
    }

    static AttributeValue sqrt(ScalarFunction f, List<AttributeValue> a) {
        return value(Arithmetic.root(first(f, a)));
    }
}
