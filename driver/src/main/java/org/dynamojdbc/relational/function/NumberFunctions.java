package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.TimeDifference;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and functions of numbers. Sums, differences and products are exact, quotients have the 38 digits of DynamoDB's
 * numbers, roots, logarithms and the like the 15 of a double.
 */
final class NumberFunctions {
    /** The precision of DynamoDB's numbers. */
    static final MathContext DIVISION = new MathContext(38, RoundingMode.HALF_UP);

    private static final int MOST_DIGITS = 1000;

    private NumberFunctions() {}

    /** Of numbers, or of dates and times. */
    private static BigDecimal difference(Object from, Object subtracted) {
        if (from instanceof String end && subtracted instanceof String start) {
            Optional<BigDecimal> between = TimeDifference.between(start, end);
            if (between.isPresent()) {
                return between.get();
            }
        }
        return bounded(number(from, "-").subtract(number(subtracted, "-")), "-");
    }

    static void addTo(FunctionTable.Builder table) {
        table.add("+", 2, 2, Returns.ARITHMETIC, a -> bounded(number(a[0], "+").add(number(a[1], "+")), "+"));
        table.add("-", 2, 2, Returns.ARITHMETIC, a -> difference(a[0], a[1]));
        table.add("*", 2, 2, Returns.ARITHMETIC, a -> bounded(number(a[0], "*").multiply(number(a[1], "*")), "*"));
        table.add("/", 2, 2, Returns.QUOTIENT, a -> quotient(number(a[0], "/"), number(a[1], "/")));
        table.add("mod", 2, 2, Returns.ARITHMETIC, a -> remainder(number(a[0], "mod"), number(a[1], "mod")));
        table.add("as_number", 1, 1, Returns.NUMBER, a -> number(a[0], "RANGE"));
        table.add("negate", 1, 1, Returns.SAME_NUMBER, a -> number(a[0], "-").negate());
        table.add("abs", 1, 1, Returns.SAME_NUMBER, a -> number(a[0], "abs").abs());
        table.add(
                "sign",
                1,
                1,
                Returns.INTEGER,
                a -> BigDecimal.valueOf(number(a[0], "sign").signum()));
        table.add("ceil", 1, 1, Returns.SAME_NUMBER, a -> number(a[0], "ceil").setScale(0, RoundingMode.CEILING));
        table.alias("ceiling", "ceil");
        table.add("floor", 1, 1, Returns.SAME_NUMBER, a -> number(a[0], "floor").setScale(0, RoundingMode.FLOOR));
        table.add("round", 1, 2, Returns.SAME_NUMBER, a -> scaled(a, RoundingMode.HALF_UP, "round"));
        table.add("truncate", 1, 2, Returns.SAME_NUMBER, a -> scaled(a, RoundingMode.DOWN, "truncate"));
        table.alias("trunc", "truncate");
        table.add("power", 2, 2, Returns.NUMBER, a -> power(number(a[0], "power"), number(a[1], "power")));
        table.alias("pow", "power");
        table.add("sqrt", 1, 1, Returns.NUMBER, a -> root(number(a[0], "sqrt")));
        function(table, "cbrt", Math::cbrt);
        function(table, "exp", Math::exp);
        function(table, "ln", Math::log);
        function(table, "log10", Math::log10);
        table.add(
                "log",
                1,
                2,
                Returns.DOUBLE,
                a -> a.length == 1
                        ? real(Math.log(number(a[0], "log").doubleValue()), "log")
                        : real(
                                Math.log(number(a[1], "log").doubleValue())
                                        / Math.log(number(a[0], "log").doubleValue()),
                                "log"));
        function(table, "sin", Math::sin);
        function(table, "cos", Math::cos);
        function(table, "tan", Math::tan);
        function(table, "cot", x -> 1 / Math.tan(x));
        function(table, "asin", Math::asin);
        function(table, "acos", Math::acos);
        function(table, "atan", Math::atan);
        function(table, "atan2", Math::atan2);
        function(table, "degrees", Math::toDegrees);
        function(table, "radians", Math::toRadians);
        table.addVolatile("rand", 1, Returns.DOUBLE, NumberFunctions::random);
        table.add("pi", 0, 0, Returns.DOUBLE, a -> BigDecimal.valueOf(Math.PI));
    }

    /** Another number each time, or the one that belongs to a seed. */
    private static @Nullable Object random(Object[] arguments) {
        if (arguments.length == 0) {
            return BigDecimal.valueOf(ThreadLocalRandom.current().nextDouble());
        }
        return arguments[0] == null
                ? null
                : BigDecimal.valueOf(new Random(Datum.integer(arguments[0], "rand")).nextDouble());
    }

    private static BigDecimal number(Object value, String function) {
        return Datum.number(value, function);
    }

    private static void function(FunctionTable.Builder table, String name, DoubleUnaryOperator body) {
        table.add(
                name,
                1,
                1,
                Returns.DOUBLE,
                a -> real(body.applyAsDouble(number(a[0], name).doubleValue()), name));
    }

    private static void function(FunctionTable.Builder table, String name, DoubleBinaryOperator body) {
        table.add(
                name,
                2,
                2,
                Returns.DOUBLE,
                a -> real(
                        body.applyAsDouble(
                                number(a[0], name).doubleValue(),
                                number(a[1], name).doubleValue()),
                        name));
    }

    static BigDecimal real(double value, String function) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE, function + " has no value for this argument, or one out of range");
        }
        return BigDecimal.valueOf(value);
    }

    /** Products of products would grow without end. */
    static BigDecimal bounded(BigDecimal number, String operator) {
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > 20L * MOST_DIGITS) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "the result of '" + operator + "' has more than " + MOST_DIGITS + " digits; round it with ROUND");
        }
        return number;
    }

    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw divisionByZero();
        }
        BigDecimal quotient = dividend.divide(divisor, DIVISION);
        return quotient.scale() > 0 ? plain(quotient.stripTrailingZeros()) : quotient;
    }

    /** 1E+2 as 100. */
    static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 && number.scale() > -60 ? number.setScale(0) : number;
    }

    private static BigDecimal remainder(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw divisionByZero();
        }
        return dividend.remainder(divisor);
    }

    private static SqlFailure divisionByZero() {
        return new SqlFailure(
                SqlState.DIVISION_BY_ZERO, "division by zero; NULLIF(divisor, 0) makes such a quotient NULL");
    }

    private static BigDecimal scaled(Object[] arguments, RoundingMode mode, String function) {
        BigDecimal number = number(arguments[0], function);
        int scale = arguments.length == 1 ? 0 : Datum.integer(arguments[1], function);
        if (scale >= number.scale()) {
            return number;
        }
        BigDecimal rounded = number.setScale(Math.max(scale, -MOST_DIGITS), mode);
        return scale < 0 ? plain(rounded) : rounded;
    }

    private static BigDecimal power(BigDecimal base, BigDecimal exponent) {
        BigDecimal stripped = exponent.stripTrailingZeros();
        if (stripped.scale() <= 0 && exponent.abs().compareTo(BigDecimal.valueOf(MOST_DIGITS)) <= 0) {
            int times = exponent.intValueExact();
            if (times >= 0) {
                return bounded(base.pow(times), "power");
            }
            if (base.signum() == 0) {
                throw divisionByZero();
            }
            return BigDecimal.ONE.divide(bounded(base.pow(-times), "power"), DIVISION);
        }
        return real(Math.pow(base.doubleValue(), exponent.doubleValue()), "power");
    }

    private static BigDecimal root(BigDecimal number) {
        if (number.signum() < 0) {
            throw new SqlFailure(SqlState.NUMERIC_OUT_OF_RANGE, "sqrt has no value for negative numbers");
        }
        return plain(number.sqrt(DIVISION).stripTrailingZeros());
    }
}
