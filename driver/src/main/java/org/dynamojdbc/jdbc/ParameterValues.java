package org.dynamojdbc.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** Turns what setters are given into the plain Java objects that the type room converts. */
final class ParameterValues {
    /** Length of a stream that is read to its end. */
    static final long ALL = -1;

    /** Scale of a number that keeps the one it has. */
    static final int ANY_SCALE = Integer.MIN_VALUE;

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
        return value;
    }

    private static List<@Nullable Object> plainList(List<? extends @Nullable Object> values) throws SQLException {
        List<@Nullable Object> plain = new ArrayList<>();
        for (Object value : values) {
            plain.add(plain(value));
        }
        return plain;
    }

    static int number(@Nullable SQLType type) throws SQLException {
        Integer number = type == null ? null : type.getVendorTypeNumber();
        if (number == null) {
            throw Refusal.of(
                    SqlState.PARAMETER_TYPE, "setObject: the SQLType has no type number; use a constant of JDBCType");
        }
        return number;
    }

    static @Nullable Object in(@Nullable Date value, @Nullable Calendar calendar) {
        return value == null || calendar == null
                ? value
                : java.time.Instant.ofEpochMilli(value.getTime())
                        .atZone(zone(calendar))
                        .toLocalDate();
    }

    static @Nullable Object in(@Nullable Time value, @Nullable Calendar calendar) {
        return value == null || calendar == null
                ? value
                : java.time.Instant.ofEpochMilli(value.getTime())
                        .atZone(zone(calendar))
                        .toLocalTime();
    }

    static @Nullable Object in(@Nullable Timestamp value, @Nullable Calendar calendar) {
        return value == null || calendar == null
                ? value
                : value.toInstant().atZone(zone(calendar)).toLocalDateTime();
    }

    private static ZoneId zone(Calendar calendar) {
        return calendar.getTimeZone().toZoneId();
    }

    /** The value as an object of the SQL type the caller named. */
    static @Nullable Object as(@Nullable Object given, int sqlType, int scale) throws SQLException {
        Object value = plain(given);
        if (value == null) {
            return null;
        }
        try {
            return switch (sqlType) {
                case Types.CHAR,
                        Types.VARCHAR,
                        Types.LONGVARCHAR,
                        Types.NCHAR,
                        Types.NVARCHAR,
                        Types.LONGNVARCHAR,
                        Types.CLOB,
                        Types.NCLOB -> asText(value);
                case Types.NUMERIC, Types.DECIMAL -> scaled(number(value), scale);
                case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> number(value)
                        .intValueExact();
                case Types.BIGINT -> number(value).longValueExact();
                case Types.REAL, Types.FLOAT, Types.DOUBLE -> number(value);
                case Types.BIT, Types.BOOLEAN -> truth(value);
                case Types.DATE -> value instanceof CharSequence text ? LocalDate.parse(text) : value;
                case Types.TIME -> value instanceof CharSequence text ? LocalTime.parse(text) : value;
                case Types.TIMESTAMP -> value instanceof CharSequence text
                        ? LocalDateTime.parse(text.toString().strip().replaceFirst(" +", "T"))
                        : value;
                case Types.TIMESTAMP_WITH_TIMEZONE -> value instanceof CharSequence text
                        ? OffsetDateTime.parse(text)
                        : value;
                default -> value;
            };
        } catch (DateTimeParseException | NumberFormatException malformed) {
            throw Refusal.of(
                    SqlState.INVALID_CHARACTER_VALUE,
                    "setObject: the text given is no value of SQL type " + sqlType
                            + "; give an object of that type or text in its standard form",
                    malformed);
        } catch (ArithmeticException tooLarge) {
            throw Refusal.of(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "setObject: the number does not fit SQL type " + sqlType + "; use Types.NUMERIC",
                    tooLarge);
        }
    }

    /** A collection or a document stays what it is: VARCHAR is only how metadata shows it. */
    private static Object asText(Object value) {
        return value instanceof Number
                        || value instanceof Boolean
                        || value instanceof Character
                        || value instanceof UUID
                ? value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString()
                : value;
    }

    private static BigDecimal number(Object value) throws SQLException {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof Number || value instanceof CharSequence) {
            return new BigDecimal(value.toString().strip());
        }
        throw Refusal.of(
                SqlState.PARAMETER_TYPE,
                "setObject: a " + value.getClass().getName() + " is no number; give a Number or its text");
    }

    private static BigDecimal scaled(BigDecimal value, int scale) {
        return scale == ANY_SCALE || scale < 0 ? value : value.setScale(scale, RoundingMode.HALF_UP);
    }

    private static Object truth(Object value) throws SQLException {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        String text = value.toString().strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "1", "t", "yes", "y" -> true;
            case "false", "0", "f", "no", "n" -> false;
            default -> throw Refusal.of(
                    SqlState.INVALID_CHARACTER_VALUE, "setObject: the text given is no truth value; give a Boolean");
        };
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
