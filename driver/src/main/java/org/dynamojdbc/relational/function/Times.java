package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Objects;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Dates and times as functions see them: text in, java.time inside, text in the storage encoding out. */
public final class Times {
    private static final ColumnType TEXT = ColumnType.of(ColumnType.Kind.VARCHAR);

    private Times() {}

    /** The storage encoding of a java.time value. */
    public static String text(Object temporal) {
        return AttributeValues.of(temporal).s();
    }

    /** LocalDate, LocalTime, LocalDateTime or OffsetDateTime, whichever the text spells. */
    static Temporal parse(Object value, String function) {
        String text = Datum.text(value, function).strip();
        AttributeValue attribute = AttributeValue.fromS(text);
        boolean dated = text.length() >= 10 && text.charAt(4) == '-';
        boolean timed = text.indexOf(':') >= 0;
        try {
            if (dated && !timed) {
                return Objects.requireNonNull(Conversions.date(attribute, TEXT, ZoneOffset.UTC));
            }
            if (!dated) {
                return Objects.requireNonNull(Conversions.time(attribute, TEXT, ZoneOffset.UTC));
            }
            boolean zoned =
                    text.endsWith("Z") || text.endsWith("]") || text.indexOf('+', 10) > 0 || text.indexOf('-', 10) > 0;
            return zoned
                    ? Objects.requireNonNull(Conversions.instant(attribute, TEXT, ZoneOffset.UTC))
                    : Objects.requireNonNull(Conversions.timestamp(attribute, TEXT, ZoneOffset.UTC));
        } catch (SqlFailure malformed) {
            SqlFailure failure =
                    Datum.wrong(value, "a date or time such as 2024-01-31 or 2024-01-31T13:05:00", function);
            failure.addSuppressed(malformed);
            throw failure;
        }
    }

    static LocalDate date(Object value, String function) {
        Temporal temporal = parse(value, function);
        if (temporal instanceof LocalDate date) {
            return date;
        }
        if (temporal instanceof LocalDateTime timestamp) {
            return timestamp.toLocalDate();
        }
        if (temporal instanceof OffsetDateTime instant) {
            return local(instant).toLocalDate();
        }
        throw Datum.wrong(value, "a date", function);
    }

    static LocalDateTime timestamp(Object value, String function) {
        Temporal temporal = parse(value, function);
        if (temporal instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (temporal instanceof LocalDateTime timestamp) {
            return timestamp;
        }
        if (temporal instanceof OffsetDateTime instant) {
            return local(instant);
        }
        throw Datum.wrong(value, "a date with or without a time", function);
    }

    /** What clocks show at a point in time: those of the JVM's zone, as getTimestamp does. */
    public static LocalDateTime local(OffsetDateTime instant) {
        return instant.atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
    }

    /** A field of a date or time: YEAR, MONTH, ... EPOCH. */
    static BigDecimal field(Object value, String field, String function) {
        Temporal temporal = parse(value, function);
        String name = unit(field);
        if (name.equals("HOUR")
                || name.equals("MINUTE")
                || name.equals("SECOND")
                || name.equals("MILLISECOND")
                || name.equals("MICROSECOND")) {
            LocalTime time = temporal instanceof LocalTime local
                    ? local
                    : timestamp(value, function).toLocalTime();
            return switch (name) {
                case "HOUR" -> BigDecimal.valueOf(time.getHour());
                case "MINUTE" -> BigDecimal.valueOf(time.getMinute());
                case "SECOND" -> plain(fraction(time, 9));
                case "MILLISECOND" -> plain(fraction(time, 6));
                default -> plain(fraction(time, 3));
            };
        }
        if (name.equals("EPOCH")) {
            java.time.Instant instant = temporal instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : timestamp(value, function).toInstant(ZoneOffset.UTC);
            BigDecimal seconds = BigDecimal.valueOf(instant.getEpochSecond());
            return instant.getNano() == 0
                    ? seconds
                    : seconds.add(BigDecimal.valueOf(instant.getNano(), 9)).stripTrailingZeros();
        }
        LocalDate date = date(value, function);
        return BigDecimal.valueOf(
                switch (name) {
                    case "YEAR" -> date.getYear();
                    case "QUARTER" -> date.get(IsoFields.QUARTER_OF_YEAR);
                    case "MONTH" -> date.getMonthValue();
                    case "WEEK" -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
                    case "DAY" -> date.getDayOfMonth();
                    case "DOW" -> date.getDayOfWeek().getValue() % 7;
                    case "ISOYEAR" -> date.get(IsoFields.WEEK_BASED_YEAR);
                    case "DECADE" -> Math.floorDiv(date.getYear(), 10);
                    case "CENTURY" -> Math.floorDiv(date.getYear() - 1, 100) + 1;
                    case "MILLENNIUM" -> Math.floorDiv(date.getYear() - 1, 1000) + 1;
                    case "DAYOFWEEK" -> date.getDayOfWeek().getValue() % 7 + 1;
                    case "ISODOW" -> date.getDayOfWeek().getValue();
                    case "DOY" -> date.getDayOfYear();
                    default -> throw unknownUnit(field, function);
                });
    }

    /** The seconds within the minute, their point moved by {@code 9 - digits} places. */
    private static BigDecimal fraction(LocalTime time, int digits) {
        return BigDecimal.valueOf(time.getSecond() * 1_000_000_000L + time.getNano(), digits);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static SqlFailure unknownUnit(String unit, String function) {
        return new SqlFailure(
                SqlState.INVALID_PARAMETER_VALUE,
                function + " does not know '" + unit
                        + "'; YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND are units");
    }

    /** Units by their SQL names, their plurals and JDBC's SQL_TSI_ names. */
    static String unit(String given) {
        String name = given.toUpperCase(Locale.ROOT);
        if (name.startsWith("SQL_TSI_")) {
            name = name.substring("SQL_TSI_".length());
        }
        if (name.length() > 3 && name.endsWith("S")) {
            name = name.substring(0, name.length() - 1);
        }
        return switch (name) {
            case "DAY_OF_WEEK" -> "DAYOFWEEK";
            case "DAY_OF_YEAR", "DAYOFYEAR" -> "DOY";
            case "DAY_OF_MONTH", "DAYOFMONTH" -> "DAY";
            case "FRAC_SECOND" -> "NANOSECOND";
            default -> name;
        };
    }

    /** Whether dates become timestamps when they are moved by such units. */
    public static boolean isOfTime(String unit) {
        return switch (unit(unit)) {
            case "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND" -> true;
            default -> false;
        };
    }

    /** A date or time moved by a number of units; fractions only of seconds and smaller. */
    static Object moved(Object value, String unitName, BigDecimal amount, String function) {
        Temporal temporal = parse(value, function);
        String unit = unit(unitName);
        try {
            Temporal moved =
                    switch (unit) {
                        case "YEAR" -> dated(temporal).plus(Period.ofYears(whole(amount)));
                        case "QUARTER" -> dated(temporal).plus(Period.ofMonths(Math.multiplyExact(3, whole(amount))));
                        case "MONTH" -> dated(temporal).plus(Period.ofMonths(whole(amount)));
                        case "WEEK" -> dated(temporal).plus(Period.ofWeeks(whole(amount)));
                        case "DAY" -> temporal instanceof LocalTime
                                ? temporal
                                : temporal.plus(Period.ofDays(whole(amount)));
                        case "HOUR" -> timed(temporal).plus(nanos(amount, 3_600_000_000_000L));
                        case "MINUTE" -> timed(temporal).plus(nanos(amount, 60_000_000_000L));
                        case "SECOND" -> timed(temporal).plus(nanos(amount, 1_000_000_000L));
                        case "MILLISECOND" -> timed(temporal).plus(nanos(amount, 1_000_000L));
                        case "MICROSECOND" -> timed(temporal).plus(nanos(amount, 1_000L));
                        case "NANOSECOND" -> timed(temporal).plus(nanos(amount, 1L));
                        default -> throw unknownUnit(unitName, function);
                    };
            return text(moved);
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    Datum.shown(value) + " moved by " + amount.toPlainString() + " " + unit + " is out of range",
                    outOfRange);
        }
    }

    private static Temporal dated(Temporal temporal) {
        if (temporal instanceof LocalTime) {
            throw new DateTimeException("a time has no date");
        }
        return temporal;
    }

    /** Hours of a date make it a timestamp. */
    private static Temporal timed(Temporal temporal) {
        return temporal instanceof LocalDate date ? date.atStartOfDay() : temporal;
    }

    private static int whole(BigDecimal amount) {
        return amount.intValueExact();
    }

    private static Duration nanos(BigDecimal amount, long unitNanos) {
        BigDecimal[] parts =
                amount.multiply(BigDecimal.valueOf(unitNanos)).divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue());
    }

    /** Whole units from one date or time to another. */
    static BigDecimal between(String unitName, Object from, Object to, String function) {
        LocalDateTime start = timestamp(from, function);
        LocalDateTime end = timestamp(to, function);
        ChronoUnit unit =
                switch (unit(unitName)) {
                    case "YEAR" -> ChronoUnit.YEARS;
                    case "QUARTER" -> null;
                    case "MONTH" -> ChronoUnit.MONTHS;
                    case "WEEK" -> ChronoUnit.WEEKS;
                    case "DAY" -> ChronoUnit.DAYS;
                    case "HOUR" -> ChronoUnit.HOURS;
                    case "MINUTE" -> ChronoUnit.MINUTES;
                    case "SECOND" -> ChronoUnit.SECONDS;
                    case "MILLISECOND" -> ChronoUnit.MILLIS;
                    case "MICROSECOND" -> ChronoUnit.MICROS;
                    case "NANOSECOND" -> ChronoUnit.NANOS;
                    default -> throw unknownUnit(unitName, function);
                };
        return BigDecimal.valueOf(
                unit == null ? IsoFields.QUARTER_YEARS.between(start, end) : unit.between(start, end));
    }

    /** The beginning of the unit a date or time lies in. */
    static Object truncated(String unitName, Object value, String function) {
        Temporal temporal = parse(value, function);
        if (temporal instanceof OffsetDateTime instant) {
            temporal = instant.atZoneSameInstant(ZoneId.systemDefault());
        }
        String unit = unit(unitName);
        Temporal timed = timed(temporal);
        Temporal cut =
                switch (unit) {
                    case "HOUR" -> timed.with(java.time.temporal.ChronoField.MINUTE_OF_HOUR, 0)
                            .with(java.time.temporal.ChronoField.SECOND_OF_MINUTE, 0)
                            .with(java.time.temporal.ChronoField.NANO_OF_SECOND, 0);
                    case "MINUTE" -> timed.with(java.time.temporal.ChronoField.SECOND_OF_MINUTE, 0)
                            .with(java.time.temporal.ChronoField.NANO_OF_SECOND, 0);
                    case "SECOND" -> timed.with(java.time.temporal.ChronoField.NANO_OF_SECOND, 0);
                    default -> midnight(firstDay(unit, temporal, unitName, function));
                };
        return text(cut);
    }

    private static Temporal midnight(Temporal day) {
        return day instanceof LocalDate ? day : day.with(LocalTime.MIDNIGHT);
    }

    private static Temporal firstDay(String unit, Temporal temporal, String unitName, String function) {
        return switch (unit) {
            case "YEAR" -> temporal.with(TemporalAdjusters.firstDayOfYear());
            case "QUARTER" -> temporal.with(IsoFields.DAY_OF_QUARTER, 1);
            case "MONTH" -> temporal.with(TemporalAdjusters.firstDayOfMonth());
            case "WEEK" -> temporal.with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
            case "DAY" -> temporal;
            default -> throw unknownUnit(unitName, function);
        };
    }
}
