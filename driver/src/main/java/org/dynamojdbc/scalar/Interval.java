package org.dynamojdbc.scalar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Locale;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;

/** A span of time: calendar days and months apart from exact time, because months differ in length. */
public record Interval(Period calendar, Duration exact) {

    /**
     * The literal INTERVAL 'text' unit.
     *
     * @param unit YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND, with or without a final S
     * @throws SqlFailure 22018 for a text that is no number, 42601 for an unknown unit
     */
    public static Interval of(String text, String unit) {
        String singular = unit.toUpperCase(Locale.ROOT).replaceFirst("S$", "");
        if (singular.equals("SECOND")) {
            return new Interval(Period.ZERO, seconds(text));
        }
        int count = whole(text, unit);
        return switch (singular) {
            case "YEAR" -> new Interval(Period.ofYears(count), Duration.ZERO);
            case "QUARTER" -> new Interval(Period.ofMonths(Math.multiplyExact(count, 3)), Duration.ZERO);
            case "MONTH" -> new Interval(Period.ofMonths(count), Duration.ZERO);
            case "WEEK" -> new Interval(Period.ofWeeks(count), Duration.ZERO);
            case "DAY" -> new Interval(Period.ofDays(count), Duration.ZERO);
            case "HOUR" -> new Interval(Period.ZERO, Duration.ofHours(count));
            case "MINUTE" -> new Interval(Period.ZERO, Duration.ofMinutes(count));
            default -> throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    "an INTERVAL counts YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND, not " + unit);
        };
    }

    private static int whole(String text, String unit) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notWhole) {
            throw new SqlFailure(
                    SqlState.INVALID_CHARACTER_VALUE,
                    "INTERVAL '" + text + "' " + unit + " takes a whole number, as in INTERVAL '7' DAY",
                    notWhole);
        }
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofNanos(new java.math.BigDecimal(text.strip())
                    .movePointRight(9)
                    .setScale(0, java.math.RoundingMode.DOWN)
                    .longValueExact());
        } catch (NumberFormatException notANumber) {
            throw secondsFailure(text, notANumber);
        } catch (ArithmeticException tooLarge) {
            throw secondsFailure(text, tooLarge);
        }
    }

    private static SqlFailure secondsFailure(String text, Throwable cause) {
        return new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                "INTERVAL '" + text + "' SECOND takes a number, as in INTERVAL '90' SECOND",
                cause);
    }

    public Interval negated() {
        return new Interval(calendar.negated(), exact.negated());
    }

    LocalDateTime after(LocalDateTime start) {
        return start.plus(calendar).plus(exact);
    }

    OffsetDateTime after(OffsetDateTime start) {
        return start.plus(calendar).plus(exact);
    }

    /** A date stays a date as long as the interval holds no time of day. */
    Object after(LocalDate start) {
        return exact.isZero() ? start.plus(calendar) : after(start.atStartOfDay());
    }
}
