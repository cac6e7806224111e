package org.dynamojdbc.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** Turns what setters are given into the plain Java objects that the type room converts. */
final class ParameterValues {
    /** Length of a stream that is read to its end. */
    static final long ALL = -1;

    /** From when on Timestamp counts days as java.time does. */
    private static final LocalDate GREGORIAN = LocalDate.of(1582, 10, 15);

    private ParameterValues() {}

    /** JDBC's own carriers of values as plain objects; everything else as it is. */
    static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            Object elements = array.getArray();
            return elements instanceof Object[] objects ? plainList(Arrays.asList(objects)) : elements;
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, (int) clob.length());
        }
        if (value instanceof InputStream stream) {
            return bytes(stream, ALL);
        }
        if (value instanceof Reader reader) {
            return text(reader, ALL);
        }
        if (value instanceof Timestamp timestamp) {
            return moment(timestamp, ZoneId.systemDefault());
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant().atZone(zone(calendar)).toOffsetDateTime();
        }
        if (value instanceof MapStruct map) {
            return map.values();
        }
        if (value instanceof Struct struct) {
            return plainList(Arrays.asList(struct.getAttributes()));
        }
        if (value instanceof URL || value instanceof URI) {
            return value.toString();
        }
        return value;
    }

    private static List<@Nullable Object> plainList(List<? extends @Nullable Object> values) throws SQLException {
        List<@Nullable Object> plain = new ArrayList<>();
        for (Object value : values) {
            plain.add(element(value));
        }
        return plain;
    }

    /** A value inside a document: no column tells which point in time an old date or time means, so it is the local one. */
    static @Nullable Object element(@Nullable Object value) throws SQLException {
        Object element = plain(value);
        return element instanceof Moment moment ? moment.local() : element;
    }

    static int number(@Nullable SQLType type) throws SQLException {
        Integer number = type == null ? null : type.getVendorTypeNumber();
        if (number == null) {
            throw Refusal.of(
                    SqlState.PARAMETER_TYPE, "setObject: the SQLType has no type number; use a constant of JDBCType");
        }
        return number;
    }

    /**
     * A date or time of JDBC's old classes: the local one that it shows in its zone, and the point in time it is. Which of
     * them is meant, only the column tells.
     */
    record Moment(Object local, OffsetDateTime instant) {}

    static @Nullable Object in(@Nullable Date value, @Nullable Calendar calendar) {
        if (value == null || calendar == null) {
            return value;
        }
        LocalDate date =
                Instant.ofEpochMilli(value.getTime()).atZone(zone(calendar)).toLocalDate();
        return new Moment(date, date.atStartOfDay(zone(calendar)).toOffsetDateTime());
    }

    /** A time has no day, so that it is no point in time. */
    static @Nullable Object in(@Nullable Time value, @Nullable Calendar calendar) {
        return value == null || calendar == null
                ? value
                : Instant.ofEpochMilli(value.getTime()).atZone(zone(calendar)).toLocalTime();
    }

    static @Nullable Object in(@Nullable Timestamp value, @Nullable Calendar calendar) {
        return value == null ? null : moment(value, calendar == null ? ZoneId.systemDefault() : zone(calendar));
    }

    /** In the JVM's own zone the fields count, which Timestamp keeps by another calendar before 1582. */
    private static Moment moment(Timestamp value, ZoneId zone) {
        ZonedDateTime shown = value.toInstant().atZone(zone);
        if (!zone.equals(ZoneId.systemDefault())) {
            return new Moment(shown.toLocalDateTime(), shown.toOffsetDateTime());
        }
        LocalDateTime fields = value.toLocalDateTime();
        // The fields alone do not tell which of the two hours of an autumn night is meant.
        boolean sameCalendar = !fields.toLocalDate().isBefore(GREGORIAN);
        return new Moment(fields, (sameCalendar ? shown : fields.atZone(zone)).toOffsetDateTime());
    }

    private static ZoneId zone(Calendar calendar) {
        return calendar.getTimeZone().toZoneId();
    }

    static byte @Nullable [] bytes(@Nullable InputStream stream, long length) throws SQLException {
        if (stream == null) {
            return null;
        }
        try (stream) {
            if (length == ALL) {
                return stream.readAllBytes();
            }
            requireLength(length);
            byte[] read = stream.readNBytes((int) length);
            if (read.length < length) {
                throw tooShort(read.length, length);
            }
            return read;
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    static @Nullable String ascii(@Nullable InputStream stream, long length) throws SQLException {
        byte[] read = bytes(stream, length);
        return read == null ? null : new String(read, StandardCharsets.US_ASCII);
    }

    static @Nullable String utf8(@Nullable InputStream stream, long length) throws SQLException {
        byte[] read = bytes(stream, length);
        return read == null ? null : new String(read, StandardCharsets.UTF_8);
    }

    static @Nullable String text(@Nullable Reader reader, long length) throws SQLException {
        if (reader == null) {
            return null;
        }
        if (length != ALL) {
            requireLength(length);
        }
        try (reader) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            while (length == ALL || text.length() < length) {
                int wanted = length == ALL ? buffer.length : (int) Math.min(buffer.length, length - text.length());
                int got = reader.read(buffer, 0, wanted);
                if (got < 0) {
                    break;
                }
                text.append(buffer, 0, got);
            }
            if (text.length() < length) {
                throw tooShort(text.length(), length);
            }
            return text.toString();
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static void requireLength(long length) throws SQLException {
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw Refusal.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "a stream's length is 0 to " + Integer.MAX_VALUE + ", not " + length);
        }
    }

    private static SQLException tooShort(long read, long length) {
        return Refusal.of(
                SqlState.INVALID_PARAMETER_VALUE, "the stream ended after " + read + " of " + length + " units");
    }

    private static SQLException unreadable(IOException cause) {
        return Refusal.of(
                SqlState.GENERAL, "the stream given as parameter cannot be read: " + cause.getMessage(), cause);
    }
}
