package org.dynamojdbc.scalar;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;

/** What functions of numbers give, wherever they are computed: exact, but for quotients and roots, which have 38 digits. */
public final class Arithmetic {
    /** Of quotients and roots: the digits that DynamoDB holds. */
    public static final MathContext DIGITS = new MathContext(38, RoundingMode.HALF_UP);

    private static final int MOST_DIGITS = 1000;

    private Arithmetic() {}

    /**
     * The number itself; products of products would grow without end.
     *
     * @throws SqlFailure 22003 for more than 1,000 digits
     */
    public static BigDecimal bounded(BigDecimal number, String operator) {
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > 20L * MOST_DIGITS) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "the result of '" + operator + "' has more than " + MOST_DIGITS + " digits; round it with ROUND");
        }
        return number;
    }

    /** The quotient, of 38 digits; 22012 when there is none. */
    public static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw divisionByZero();
        }
        BigDecimal quotient = dividend.divide(divisor, DIGITS);
        return quotient.scale() > 0 ? plain(quotient.stripTrailingZeros()) : quotient;
    }

    /** What a division leaves; 22012 when there is none. */
    public static BigDecimal remainder(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw divisionByZero();
        }
        return dividend.remainder(divisor);
    }

    private static SqlFailure divisionByZero() {
        return new SqlFailure(
                SqlState.DIVISION_BY_ZERO, "division by zero; NULLIF(divisor, 0) makes such a quotient NULL");
    }

    /** 1E+2 as 100. */
    public static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 && number.scale() > -60 ? number.setScale(0) : number;
    }

    /** Rounded to a number of places behind the point, or before it when negative. */
    public static BigDecimal rounded(BigDecimal number, int places, RoundingMode mode) {
        if (places >= number.scale()) {
            return number;
        }
        BigDecimal rounded = number.setScale(Math.max(places, -MOST_DIGITS), mode);
        return places < 0 ? plain(rounded) : rounded;
    }

    /** The whole part of a number that counts something. */
    public static int whole(BigDecimal number, String function) {
        try {
            return number.setScale(0, RoundingMode.DOWN).intValueExact();
        } catch (ArithmeticException tooLarge) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE, function + " cannot take the number " + number, tooLarge);
        }
    }

    /** Exact for whole exponents, else by the 15 digits of a double. */
    public static BigDecimal power(BigDecimal base, BigDecimal exponent) {
        BigDecimal stripped = exponent.stripTrailingZeros();
        if (stripped.scale() <= 0 && exponent.abs().compareTo(BigDecimal.valueOf(MOST_DIGITS)) <= 0) {
            int times = exponent.intValueExact();
            if (times >= 0) {
                return bounded(base.pow(times), "power");
            }
            if (base.signum() == 0) {
                throw divisionByZero();
            }
            return BigDecimal.ONE.divide(bounded(base.pow(-times), "power"), DIGITS);
        }
        return real(Math.pow(base.doubleValue(), exponent.doubleValue()), "power");
    }

    /** A double as a number; 22003 for what is none. */
    public static BigDecimal real(double value, String function) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE, function + " has no value for this argument, or one out of range");
        }
        return BigDecimal.valueOf(value);
    }

    /** The square root; 22003 for negative numbers. */
    public static BigDecimal root(BigDecimal number) {
        if (number.signum() < 0) {
            throw new SqlFailure(SqlState.NUMERIC_OUT_OF_RANGE, "sqrt has no value for negative numbers");
        }
        return plain(number.sqrt(DIGITS).stripTrailingZeros());
    }
}
