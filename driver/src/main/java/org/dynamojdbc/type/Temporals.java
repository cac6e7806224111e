package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;

/**
 * Dates and times as text. What is written has a fixed width (nanoseconds, years 0000 to 9999, UTC for points in time), so
 * that the order of the text is the order of time; any ISO-8601 form is read. Where a local date or time meets a point in
 * time, the zone of the JVM stands between them, as in java.sql.Timestamp: what setTimestamp wrote, getTimestamp reads.
 */
final class Temporals {
    private static final int NANO_DIGITS = 9;
    private static final int LAST_YEAR = 9999;
    private static final int DATE_LENGTH = "2024-01-31".length();
    private static final int TIME_POINT = "13:05:00".length();
    private static final int TIMESTAMP_POINT = "2024-01-31T13:05:00".length();

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Beyond Java's last OffsetDateTime, near enough to take numbers apart quickly. */
    private static final BigDecimal FARTHEST_SECOND = BigDecimal.valueOf(100_000_000_000_000_000L);

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, NANO_DIGITS, NANO_DIGITS, true)
            .toFormatter(Locale.ROOT);

    private Temporals() {}

    static String text(LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
            throw outOfRange(date);
        }
        return date.toString();
    }

    private static SqlFailure outOfRange(Object moment) {
        return new SqlFailure(
                SqlState.NUMERIC_OUT_OF_RANGE,
                moment + " is out of range; dates and times are kept for the years 0000 to " + LAST_YEAR);
    }

    static String text(LocalTime time) {
        return TIME.format(time);
    }

    /** An offset without a date is kept as the time in UTC. */
    static String text(OffsetTime time) {
        return text(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime()) + "Z";
    }

    /** With the milliseconds that Time.toLocalTime drops. */
    static LocalTime ofSql(java.sql.Time time) {
        return new java.sql.Timestamp(time.getTime()).toLocalDateTime().toLocalTime();
    }

    /** With the milliseconds that Time.valueOf drops. */
    static java.sql.Time toSql(LocalTime time) {
        return new java.sql.Time(java.sql.Time.valueOf(time).getTime() + time.get(ChronoField.MILLI_OF_SECOND));
    }

    static String text(LocalDateTime timestamp) {
        return text(timestamp.toLocalDate()) + "T" + TIME.format(timestamp);
    }

    /** A text of the fixed width that is kept as SQL writes it: 2024-01-31 13:05:00.5Z. Any other text as it is. */
    static String shown(String kept) {
        int length = kept.length();
        int end = length > 0 && kept.charAt(length - 1) == 'Z' ? length - 1 : length;
        int point = end - NANO_DIGITS - 1;
        boolean timestamp = point == TIMESTAMP_POINT && kept.charAt(DATE_LENGTH) == 'T';
        if (!(timestamp || point == TIME_POINT) || kept.charAt(point) != '.') {
            return kept;
        }
        int digits = end;
        while (kept.charAt(digits - 1) == '0') {
            digits--;
        }
        String text = kept.substring(0, digits == point + 1 ? point : digits) + kept.substring(end);
        return timestamp ? text.replace('T', ' ') : text;
    }

    /** Instants reach farther than the local times that would show them. */
    static String text(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw outOfRange(instant);
        }
        return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
    }

    /** A text as the date or time it spells: LocalDate, LocalTime, LocalDateTime, OffsetTime or OffsetDateTime. */
    static Optional<Object> parse(String given) {
        String text = given.strip();
        if (text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ') {
            text = text.substring(0, DATE_LENGTH) + "T"
                    + text.substring(DATE_LENGTH + 1).strip();
        }
        try {
            int time = text.indexOf('T');
            if (time < 0 && text.indexOf(':') < 0) {
                return Optional.of(LocalDate.parse(text));
            }
            boolean zoned = text.endsWith("Z") || text.endsWith("]") || hasOffset(text, Math.max(time, 0));
            if (time < 0) {
                return Optional.of(zoned ? OffsetTime.parse(text) : LocalTime.parse(text));
            }
            return Optional.of(zoned ? ZonedDateTime.parse(text).toOffsetDateTime() : LocalDateTime.parse(text));
        } catch (DateTimeException notTemporal) {
            return Optional.empty();
        }
    }

    private static boolean hasOffset(String text, int from) {
        return text.indexOf('+', from) >= 0 || text.indexOf('-', from) >= 0;
    }

    /** The calendar date of a parsed value, in {@code zone} where it is a point in time. */
    static Optional<LocalDate> date(Object parsed, ZoneId zone) {
        if (parsed instanceof LocalDate date) {
            return Optional.of(date);
        }
        return timestamp(parsed, zone).map(LocalDateTime::toLocalDate);
    }

    static Optional<LocalTime> time(Object parsed, ZoneId zone) {
        if (parsed instanceof LocalTime time) {
            return Optional.of(time);
        }
        if (parsed instanceof OffsetTime time) {
            return Optional.of(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime());
        }
        return parsed instanceof LocalDate
                ? Optional.empty()
                : timestamp(parsed, zone).map(LocalDateTime::toLocalTime);
    }

    static Optional<LocalDateTime> timestamp(Object parsed, ZoneId zone) {
        if (parsed instanceof LocalDateTime timestamp) {
            return Optional.of(timestamp);
        }
        if (parsed instanceof LocalDate date) {
            return Optional.of(date.atStartOfDay());
        }
        if (parsed instanceof OffsetDateTime instant) {
            return Optional.of(instant.atZoneSameInstant(zone).toLocalDateTime());
        }
        return Optional.empty();
    }

    static Optional<OffsetDateTime> instant(Object parsed, ZoneId zone) {
        if (parsed instanceof OffsetDateTime instant) {
            return Optional.of(instant);
        }
        return timestamp(parsed, zone).map(t -> t.atZone(zone).toOffsetDateTime());
    }

    static Optional<OffsetTime> offsetTime(Object parsed, ZoneId zone) {
        if (parsed instanceof OffsetTime time) {
            return Optional.of(time);
        }
        if (parsed instanceof LocalTime time) {
            return Optional.of(time.atOffset(ZoneOffset.UTC));
        }
        return parsed instanceof LocalDate
                ? Optional.empty()
                : instant(parsed, zone).map(OffsetDateTime::toOffsetTime);
    }

    /**
     * The point in time a number of seconds after 1970 is, to the nanosecond.
     *
     * @throws DateTimeException when Java cannot hold it
     */
    static OffsetDateTime ofEpochSeconds(BigDecimal seconds) {
        if (seconds.abs().compareTo(FARTHEST_SECOND) > 0) {
            throw new DateTimeException("too far from 1970");
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).longValue();
        return Instant.ofEpochSecond(whole.longValueExact(), nanos).atOffset(ZoneOffset.UTC);
    }

    /** The exact inverse of {@link #ofEpochSeconds}. */
    static BigDecimal epochSeconds(OffsetDateTime instant) {
        return BigDecimal.valueOf(instant.toEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), NANO_DIGITS));
    }
}
