package org.dynamojdbc.type;

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

/**
 * Dates and times as text. What is written has a fixed width (nanoseconds, years 0000 to 9999, UTC for points in time), so
 * that the order of the text is the order of time; any ISO-8601 form is read.
 */
final class Temporals {
    private static final int NANO_DIGITS = 9;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, NANO_DIGITS, NANO_DIGITS, true)
            .toFormatter(Locale.ROOT);

    private Temporals() {}

    static String text(LocalDate date) {
        return date.toString();
    }

    static String text(LocalTime time) {
        return TIME.format(time);
    }

    static String text(LocalDateTime timestamp) {
        return timestamp.toLocalDate() + "T" + TIME.format(timestamp);
    }

    static String text(OffsetDateTime instant) {
        return text(instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "Z";
    }

    /** A text as the date or time it spells: LocalDate, LocalTime, LocalDateTime, OffsetTime or OffsetDateTime. */
    static Optional<Object> parse(String given) {
        String text = given.strip();
        if (text.length() > 10 && text.charAt(10) == ' ') {
            text = text.substring(0, 10) + "T" + text.substring(11).strip();
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
            return Optional.of(time.toLocalTime());
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

    static OffsetDateTime ofEpochSeconds(long seconds) {
        return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
    }

    static OffsetDateTime ofEpochMillis(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
