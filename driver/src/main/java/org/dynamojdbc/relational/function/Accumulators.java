package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.scalar.Arithmetic;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The accumulators of the aggregate functions. */
final class Accumulators {
    private Accumulators() {}

    static final class Sum implements Accumulator {
        private @Nullable BigDecimal sum;

        @Override
        public void add(Object[] arguments) {
            BigDecimal number = Datum.number(arguments[0], "sum");
            sum = sum == null ? number : Arithmetic.bounded(sum.add(number), "sum");
        }

        @Override
        public @Nullable Object value() {
            return sum;
        }
    }

    static final class Average implements Accumulator {
        private BigDecimal sum = BigDecimal.ZERO;
        private long count;

        @Override
        public void add(Object[] arguments) {
            sum = Arithmetic.bounded(sum.add(Datum.number(arguments[0], "avg")), "avg");
            count++;
        }

        @Override
        public @Nullable Object value() {
            return count == 0 ? null : Arithmetic.quotient(sum, BigDecimal.valueOf(count));
        }
    }

    /** MIN (sign -1) and MAX (sign 1). */
    static final class Extreme implements Accumulator {
        private final int sign;
        private @Nullable Object best;

        Extreme(int sign) {
            this.sign = sign;
        }

        @Override
        public void add(Object[] arguments) {
            if (best == null || Integer.signum(Datum.order(arguments[0], best)) == sign) {
                best = arguments[0];
            }
        }

        @Override
        public @Nullable Object value() {
            return best;
        }
    }

    static final class Any implements Accumulator {
        private @Nullable Object any;

        @Override
        public void add(Object[] arguments) {
            any = any == null ? arguments[0] : any;
        }

        @Override
        public @Nullable Object value() {
            return any;
        }
    }

    /** EVERY (all true) and SOME (any true). */
    static final class Truths implements Accumulator {
        private final boolean every;
        private @Nullable Boolean result;

        Truths(boolean every) {
            this.every = every;
        }

        @Override
        public void add(Object[] arguments) {
            if (!(arguments[0] instanceof Boolean truth)) {
                throw Datum.wrong(arguments[0], "a boolean", every ? "every" : "some");
            }
            result = result == null ? truth : every ? result && truth : result || truth;
        }

        @Override
        public @Nullable Object value() {
            return result;
        }
    }

    static final class Joined implements Accumulator {
        private final StringBuilder joined = new StringBuilder();
        private final String otherwise;
        private boolean any;

        /** @param otherwise what stands between the values when the statement names nothing */
        Joined(String otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public void add(Object[] arguments) {
            if (arguments[0] == null) {
                return;
            }
            if (any && arguments.length < 2) {
                joined.append(otherwise);
            } else if (any && arguments[1] != null) {
                joined.append(TextFunctions.string(arguments[1]));
            }
            joined.append(TextFunctions.string(arguments[0]));
            any = true;
        }

        @Override
        public boolean keepsRows() {
            return true;
        }

        @Override
        public @Nullable Object value() {
            return any ? joined.toString() : null;
        }
    }

    static final class Collected implements Accumulator {
        private final List<AttributeValue> items = new ArrayList<>();

        @Override
        public void add(Object[] arguments) {
            items.add(Datum.toAttribute(arguments[0]));
        }

        @Override
        public boolean keepsRows() {
            return true;
        }

        @Override
        public @Nullable Object value() {
            return items.isEmpty() ? null : AttributeValue.fromL(List.copyOf(items));
        }
    }

    /** Values to sort and pick from: MEDIAN. */
    static final class Median implements Accumulator {
        private final List<BigDecimal> numbers = new ArrayList<>();

        @Override
        public void add(Object[] arguments) {
            numbers.add(Datum.number(arguments[0], "median"));
        }

        @Override
        public boolean keepsRows() {
            return true;
        }

        @Override
        public @Nullable Object value() {
            if (numbers.isEmpty()) {
                return null;
            }
            List<BigDecimal> sorted = numbers.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1
                    ? sorted.get(middle)
                    : Arithmetic.quotient(sorted.get(middle - 1).add(sorted.get(middle)), BigDecimal.valueOf(2));
        }
    }

    /** The value below which a fraction of the values lies: one of them, or one between two. */
    static final class Percentile implements Accumulator {
        private final boolean between;
        private final boolean descending;
        private final List<Object> values = new ArrayList<>();
        private @Nullable BigDecimal fraction;

        Percentile(boolean between, boolean descending) {
            this.between = between;
            this.descending = descending;
        }

        private String name() {
            return between ? "percentile_cont" : "percentile_disc";
        }

        @Override
        public void add(Object[] arguments) {
            BigDecimal given = Datum.number(arguments[0], name());
            if (given.signum() < 0 || given.compareTo(BigDecimal.ONE) > 0) {
                throw new SqlFailure(
                        SqlState.NUMERIC_OUT_OF_RANGE, name() + " takes a fraction from 0 to 1, not " + given);
            }
            fraction = given;
            values.add(between ? Datum.number(arguments[1], name()) : arguments[1]);
        }

        @Override
        public boolean keepsRows() {
            return true;
        }

        @Override
        public @Nullable Object value() {
            if (fraction == null) {
                return null;
            }
            List<Object> sorted = values.stream()
                    .sorted(descending ? (a, b) -> Datum.order(b, a) : Datum::order)
                    .toList();
            BigDecimal count = BigDecimal.valueOf(sorted.size());
            if (!between) {
                int place = fraction.multiply(count)
                        .setScale(0, java.math.RoundingMode.CEILING)
                        .intValueExact();
                return sorted.get(Math.max(0, place - 1));
            }
            BigDecimal place = fraction.multiply(count.subtract(BigDecimal.ONE));
            int below = place.setScale(0, java.math.RoundingMode.FLOOR).intValueExact();
            BigDecimal low = (BigDecimal) sorted.get(below);
            BigDecimal share = place.subtract(BigDecimal.valueOf(below));
            if (share.signum() == 0) {
                return low;
            }
            BigDecimal high = (BigDecimal) sorted.get(below + 1);
            return Arithmetic.plain(Arithmetic.bounded(
                    low.add(high.subtract(low).multiply(share)).stripTrailingZeros(), name()));
        }
    }

    /** The value that comes most often, the first in order among equals. */
    static final class Mode implements Accumulator {
        private final java.util.Map<Object, Long> counts = new java.util.HashMap<>();
        private final java.util.Map<Object, Object> values = new java.util.HashMap<>();
        private final boolean descending;

        Mode(boolean descending) {
            this.descending = descending;
        }

        @Override
        public void add(Object[] arguments) {
            Object identity = java.util.Objects.requireNonNull(Datum.identity(arguments[0]));
            counts.merge(identity, 1L, Long::sum);
            values.putIfAbsent(identity, arguments[0]);
        }

        @Override
        public boolean keepsRows() {
            return true;
        }

        @Override
        public @Nullable Object value() {
            Object best = null;
            long most = 0;
            for (java.util.Map.Entry<Object, Long> entry : counts.entrySet()) {
                Object value = java.util.Objects.requireNonNull(values.get(entry.getKey()));
                boolean earlier =
                        best != null && (descending ? Datum.order(value, best) > 0 : Datum.order(value, best) < 0);
                if (entry.getValue() > most || (entry.getValue() == most && earlier)) {
                    best = value;
                    most = entry.getValue();
                }
            }
            return best;
        }
    }

    /** Which statistic of one or two columns. */
    enum Statistic {
        VAR_POP,
        VAR_SAMP,
        STDDEV_POP,
        STDDEV_SAMP,
        COVAR_POP,
        COVAR_SAMP,
        CORR,
        REGR_SLOPE,
        REGR_INTERCEPT,
        REGR_R2,
        REGR_COUNT,
        REGR_AVGX,
        REGR_AVGY,
        REGR_SXX,
        REGR_SYY,
        REGR_SXY
    }

    /** Exact sums of y, x and their products; only the last division and root round. */
    static final class Statistics implements Accumulator {
        private static final MathContext DIGITS = Arithmetic.DIGITS;

        private final Statistic statistic;
        private long n;
        private BigDecimal y = BigDecimal.ZERO;
        private BigDecimal x = BigDecimal.ZERO;
        private BigDecimal yy = BigDecimal.ZERO;
        private BigDecimal xx = BigDecimal.ZERO;
        private BigDecimal xy = BigDecimal.ZERO;

        Statistics(Statistic statistic) {
            this.statistic = statistic;
        }

        @Override
        public void add(Object[] arguments) {
            String name = statistic.name().toLowerCase(java.util.Locale.ROOT);
            BigDecimal first = Datum.number(arguments[0], name);
            BigDecimal second = arguments.length > 1 ? Datum.number(arguments[1], name) : first;
            n++;
            y = Arithmetic.bounded(y.add(first), name);
            x = Arithmetic.bounded(x.add(second), name);
            yy = Arithmetic.bounded(yy.add(first.multiply(first)), name);
            xx = Arithmetic.bounded(xx.add(second.multiply(second)), name);
            xy = Arithmetic.bounded(xy.add(first.multiply(second)), name);
        }

        /** n times the sum of products of deviations, exactly. */
        private BigDecimal deviations(BigDecimal products, BigDecimal a, BigDecimal b) {
            return products.multiply(BigDecimal.valueOf(n)).subtract(a.multiply(b));
        }

        private static @Nullable BigDecimal over(BigDecimal dividend, BigDecimal divisor) {
            return divisor.signum() == 0 ? null : Arithmetic.quotient(dividend, divisor);
        }

        private static @Nullable BigDecimal root(@Nullable BigDecimal number) {
            return number == null ? null : number.sqrt(DIGITS).stripTrailingZeros();
        }

        @Override
        public @Nullable Object value() {
            if (statistic == Statistic.REGR_COUNT) {
                return BigDecimal.valueOf(n);
            }
            if (n == 0) {
                return null;
            }
            BigDecimal count = BigDecimal.valueOf(n);
            BigDecimal pairs = count.multiply(count);
            BigDecimal sample = count.multiply(BigDecimal.valueOf(n - 1));
            BigDecimal sxx = deviations(xx, x, x);
            BigDecimal syy = deviations(yy, y, y);
            BigDecimal sxy = deviations(xy, x, y);
            return switch (statistic) {
                case VAR_POP -> over(syy, pairs);
                case VAR_SAMP -> over(syy, sample);
                case STDDEV_POP -> root(over(syy, pairs));
                case STDDEV_SAMP -> root(over(syy, sample));
                case COVAR_POP -> over(sxy, pairs);
                case COVAR_SAMP -> over(sxy, sample);
                case CORR -> over(sxy, sxx.multiply(syy).sqrt(DIGITS));
                case REGR_SLOPE -> over(sxy, sxx);
                case REGR_INTERCEPT -> over(y.multiply(sxx).subtract(x.multiply(sxy)), sxx.multiply(count));
                case REGR_R2 -> sxx.signum() == 0
                        ? null
                        : syy.signum() == 0 ? BigDecimal.ONE : over(sxy.multiply(sxy), sxx.multiply(syy));
                case REGR_AVGX -> over(x, count);
                case REGR_AVGY -> over(y, count);
                case REGR_SXX -> over(sxx, count);
                case REGR_SYY -> over(syy, count);
                case REGR_SXY -> over(sxy, count);
                default -> throw new IllegalStateException(statistic.name());
            };
        }
    }

    /** A sub-query used as a value: one row at the most. */
    static final class Single implements Accumulator {
        private boolean seen;
        private @Nullable Object value;

        @Override
        public void add(Object[] arguments) {
            if (seen) {
                throw new SqlFailure(
                        SqlState.CARDINALITY_VIOLATION,
                        "a sub-query used as a value gave more than one row; add a condition, LIMIT 1 or an aggregate");
            }
            seen = true;
            value = arguments[0];
        }

        @Override
        public @Nullable Object value() {
            return value;
        }
    }

    static final class Count implements Accumulator {
        private long count;

        @Override
        public void add(Object[] arguments) {
            for (Object argument : arguments) {
                if (argument == null) {
                    return;
                }
            }
            count++;
        }

        @Override
        public Object value() {
            return BigDecimal.valueOf(count);
        }
    }

    /** SUM that is 0 without rows: what Calcite makes of counts. */
    static final class SumOrZero implements Accumulator {
        private BigDecimal sum = BigDecimal.ZERO;

        @Override
        public void add(Object[] arguments) {
            if (arguments[0] != null) {
                sum = sum.add(Datum.number(arguments[0], "sum"));
            }
        }

        @Override
        public Object value() {
            return sum;
        }
    }
}
