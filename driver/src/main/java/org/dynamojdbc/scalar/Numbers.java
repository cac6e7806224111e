package org.dynamojdbc.scalar;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.TimeDifference;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Exact arithmetic. Only a quotient, a root and a broken power are rounded, to the 38 digits that DynamoDB holds. */
final class Numbers {
    private static final MathContext DIGITS = new MathContext(38, RoundingMode.HALF_UP);
    private static final int MAX_SCALE = 130;
    private static final int MAX_EXPONENT = 500;

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
        try {
            return number(function, value).intValueExact();
        } catch (ArithmeticException notWhole) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "'" + function.word() + "' takes a whole number, not " + value.n(),
                    notWhole);
        }
    }

    static AttributeValue add(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).add(second(f, a)));
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
        return value(first(f, a).subtract(second(f, a)));
    }

    static AttributeValue multiply(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).multiply(second(f, a)));
    }

    static AttributeValue divide(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).divide(divisor(f, a), DIGITS));
    }

    static AttributeValue remainder(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).remainder(divisor(f, a)));
    }

    private static BigDecimal divisor(ScalarFunction f, List<AttributeValue> a) {
        BigDecimal divisor = second(f, a);
        if (divisor.signum() == 0) {
            throw new SqlFailure(
                    SqlState.DIVISION_BY_ZERO, "division by zero; NULLIF(divisor, 0) makes such a quotient NULL");
        }
        return divisor;
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
        return value(first(f, a).setScale(Math.max(-MAX_SCALE, Math.min(MAX_SCALE, digits)), mode));
    }

    static AttributeValue floor(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).setScale(0, RoundingMode.FLOOR));
    }

    static AttributeValue ceil(ScalarFunction f, List<AttributeValue> a) {
        return value(first(f, a).setScale(0, RoundingMode.CEILING));
    }

    /** Whole exponents only, so that the result is exact as long as it fits. */
    static AttributeValue power(ScalarFunction f, List<AttributeValue> a) {
        int exponent = whole(f, a.get(1));
        if (Math.abs(exponent) > MAX_EXPONENT) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE, "'power' takes exponents from -500 to 500, not " + exponent);
        }
        BigDecimal base = first(f, a);
        if (exponent < 0 && base.signum() == 0) {
            throw new SqlFailure(
                    SqlState.DIVISION_BY_ZERO, "division by zero; NULLIF(divisor, 0) makes such a quotient NULL");
        }
        return value(exponent >= 0 ? base.pow(exponent) : BigDecimal.ONE.divide(base.pow(-exponent), DIGITS));
    }

    static AttributeValue sqrt(ScalarFunction f, List<AttributeValue> a) {
        BigDecimal number = first(f, a);
        if (number.signum() < 0) {
            throw new SqlFailure(SqlState.INVALID_PARAMETER_VALUE, "'sqrt' takes numbers from 0, not " + number);
        }
        return value(number.sqrt(DIGITS));
    }
}
