package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.dynamojdbc.scalar.Arithmetic;
import org.dynamojdbc.type.TimeDifference;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and functions of numbers. Sums, differences and products are exact, quotients have the 38 digits of DynamoDB's
 * numbers, roots, logarithms and the like the 15 of a double.
 */
final class NumberFunctions {
    /** The precision of DynamoDB's numbers. */
    private NumberFunctions() {}

    /** Of numbers, or of dates and times. */
    private static BigDecimal difference(Object from, Object subtracted) {
        if (from instanceof String end && subtracted instanceof String start) {
            Optional<BigDecimal> between = TimeDifference.between(start, end);
            if (between.isPresent()) {
                return between.get();
            }
        }
        return Arithmetic.bounded(number(from, "-").subtract(number(subtracted, "-")), "-");
    }

    static void addTo(FunctionTable.Builder table) {
        table.add(
                "+",
                2,
                2,
                Returns.ARITHMETIC,
                a -> Arithmetic.bounded(number(a[0], "+").add(number(a[1], "+")), "+"));
        table.add("-", 2, 2, Returns.ARITHMETIC, a -> difference(a[0], a[1]));
        table.add(
                "*",
                2,
                2,
                Returns.ARITHMETIC,
                a -> Arithmetic.bounded(number(a[0], "*").multiply(number(a[1], "*")), "*"));
        table.add("/", 2, 2, Returns.QUOTIENT, a -> Arithmetic.quotient(number(a[0], "/"), number(a[1], "/")));
        table.add("mod", 2, 2, Returns.ARITHMETIC, a -> Arithmetic.remainder(number(a[0], "mod"), number(a[1], "mod")));
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
        table.add("round", 1, 2, Returns.SAME_NUMBER, a -> rounded(a, RoundingMode.HALF_UP, "round"));
        table.add("truncate", 1, 2, Returns.SAME_NUMBER, a -> rounded(a, RoundingMode.DOWN, "truncate"));
        table.alias("trunc", "truncate");
        table.add("power", 2, 2, Returns.NUMBER, a -> Arithmetic.power(number(a[0], "power"), number(a[1], "power")));
        table.alias("pow", "power");
        table.add("sqrt", 1, 1, Returns.NUMBER, a -> Arithmetic.root(number(a[0], "sqrt")));
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
                        ? Arithmetic.real(Math.log(number(a[0], "log").doubleValue()), "log")
                        : Arithmetic.real(
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
                a -> Arithmetic.real(body.applyAsDouble(number(a[0], name).doubleValue()), name));
    }

    private static void function(FunctionTable.Builder table, String name, DoubleBinaryOperator body) {
        table.add(
                name,
                2,
                2,
                Returns.DOUBLE,
                a -> Arithmetic.real(
                        body.applyAsDouble(
                                number(a[0], name).doubleValue(),
                                number(a[1], name).doubleValue()),
                        name));
    }

    private static BigDecimal rounded(Object[] arguments, RoundingMode mode, String function) {
        int places = arguments.length == 1 ? 0 : Datum.integer(arguments[1], function);
        return Arithmetic.rounded(number(arguments[0], function), places, mode);
    }
}
