package org.dynamojdbc.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.sql.Types;
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
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** What setObject does with a SQL type (JDBC 4.3, table B-5): nothing that is given is cut off or rounded unasked. */
final class TypedParameters {
    /** Scale of a number that keeps the one it has. */
    static final int ANY_SCALE = Integer.MIN_VALUE;

    private TypedParameters() {}

    /**
     * The value as an object of the SQL type the caller named.
     *
     * @throws SQLException 22018 for a value of wrong form, 22003 for one that does not fit, 07006 for a type that no
     *     attribute can have
     */
    static @Nullable Object as(@Nullable Object given, int sqlType, int scale) throws SQLException {
        Object value = ParameterValues.plain(given);
        if (value == null || sqlType == Types.NULL) {
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
                        Types.NCLOB,
                        Types.DATALINK -> text(value);
                case Types.NUMERIC, Types.DECIMAL -> scaled(number(value), scale);
                case Types.TINYINT -> whole(value, Byte.MIN_VALUE, 255);
                case Types.SMALLINT -> whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
                case Types.INTEGER -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case Types.BIGINT -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
                case Types.REAL, Types.FLOAT, Types.DOUBLE -> number(value);
                case Types.BIT, Types.BOOLEAN -> truth(value);
                case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> required(
                        bytes(value), sqlType, byte[].class, ByteBuffer.class);
                case Types.DATE -> required(date(value), sqlType, LocalDate.class, java.sql.Date.class);
                case Types.TIME -> required(time(value), sqlType, LocalTime.class, java.sql.Time.class);
                case Types.TIME_WITH_TIMEZONE -> required(
                        offsetTime(value), sqlType, OffsetTime.class, LocalTime.class, java.sql.Time.class);
                case Types.TIMESTAMP -> required(
                        timestamp(value), sqlType, LocalDateTime.class, ParameterValues.Moment.class);
                case Types.TIMESTAMP_WITH_TIMEZONE -> required(
                        instant(value), sqlType, OffsetDateTime.class, ZonedDateTime.class, Instant.class);
                case Types.ARRAY -> required(
                        value, sqlType, java.sql.Array.class, Collection.class, Object[].class, CharSequence.class);
                case Types.STRUCT -> required(value, sqlType, java.sql.Struct.class, Map.class, CharSequence.class);
                case Types.REF, Types.ROWID, Types.SQLXML, Types.REF_CURSOR, Types.DISTINCT -> throw noSuchType(
                        sqlType);
                default -> value;
            };
        } catch (DateTimeException | NumberFormatException malformed) {
            throw Refusal.of(
                    SqlState.INVALID_CHARACTER_VALUE,
                    "setObject: the value given is no " + name(sqlType)
                            + "; give an object of that type or text in its standard form",
                    malformed);
        }
    }

    /** A value that neither is of the type nor can become one of it is not stored as something else. */
    private static Object required(Object value, int sqlType, Class<?>... classes) throws SQLException {
        for (Class<?> one : classes) {
            if (one.isInstance(value)) {
                return value;
            }
        }
        throw Refusal.of(
                SqlState.INVALID_CHARACTER_VALUE,
                "setObject: a " + value.getClass().getTypeName() + " is no " + name(sqlType)
                        + "; give an object of that type, or leave the type out");
    }

    private static Object bytes(Object value) {
        return value instanceof CharSequence text ? text.toString().getBytes(StandardCharsets.UTF_8) : value;
    }

    private static String name(int sqlType) {
        try {
            return JDBCType.valueOf(sqlType).getName();
        } catch (IllegalArgumentException vendorsOwn) {
            return "SQL type " + sqlType;
        }
    }

    private static SQLException noSuchType(int sqlType) {
        return Refusal.of(
                SqlState.PARAMETER_TYPE,
                "setObject: no attribute is a " + name(sqlType) + "; leave the type out or name the one to store");
    }

    /** A collection or a document stays what it is: VARCHAR is only how metadata shows it. */
    private static Object text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof UUID) {
            return value.toString();
        }
        return value instanceof ParameterValues.Moment moment ? moment.local() : value;
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
                "setObject: a " + value.getClass().getTypeName() + " is no number; give a Number or its text");
    }

    private static BigDecimal whole(Object value, long least, long most) throws SQLException {
        BigDecimal number = number(value);
        if (number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0
                || number.stripTrailingZeros().scale() > 0) {
            throw Refusal.of(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "setObject: " + number + " is no whole number of " + least + " to " + most
                            + "; use Types.NUMERIC for any number");
        }
        return number;
    }

    /** A scale is asked for by the caller, who thereby asks for the rounding. */
    private static BigDecimal scaled(BigDecimal value, int scale) {
        return scale < 0 ? value : value.setScale(scale, RoundingMode.HALF_UP);
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
                    SqlState.INVALID_CHARACTER_VALUE, "setObject: the value given is no truth value; give a Boolean");
        };
    }

    private static Object date(Object value) {
        Object local = local(value);
        if (local instanceof LocalDateTime timestamp) {
            return timestamp.toLocalDate();
        }
        return local instanceof CharSequence text
                ? LocalDate.parse(text.toString().strip())
                : local;
    }

    private static Object time(Object value) {
        Object local = local(value);
        if (local instanceof LocalDateTime timestamp) {
            return timestamp.toLocalTime();
        }
        return local instanceof CharSequence text
                ? LocalTime.parse(text.toString().strip())
                : local;
    }

    private static Object offsetTime(Object value) {
        if (value instanceof OffsetDateTime instant) {
            return instant.toOffsetTime();
        }
        return value instanceof CharSequence text ? OffsetTime.parse(text) : value;
    }

    private static Object timestamp(Object value) {
        if (value instanceof ParameterValues.Moment) {
            return value;
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate().atStartOfDay();
        }
        return value instanceof CharSequence text
                ? LocalDateTime.parse(text.toString().strip().replaceFirst(" +", "T"))
                : local(value);
    }

    private static Object instant(Object value) {
        if (value instanceof ParameterValues.Moment moment) {
            return moment.instant();
        }
        if (value instanceof LocalDateTime timestamp) {
            return timestamp.atZone(ZoneId.systemDefault()).toOffsetDateTime();
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate().atStartOfDay(ZoneId.systemDefault()).toOffsetDateTime();
        }
        if (value instanceof java.util.Date date && !(value instanceof java.sql.Time)) {
            return date.toInstant().atOffset(ZoneOffset.UTC);
        }
        return value instanceof CharSequence text
                ? OffsetDateTime.parse(text.toString().strip().replaceFirst(" +", "T"))
                : value;
    }

    /** What a point in time shows in the zone of the JVM, as java.sql.Timestamp does. */
    private static Object local(Object value) {
        if (value instanceof ParameterValues.Moment moment) {
            return moment.local();
        }
        if (value instanceof OffsetDateTime instant) {
            return instant.atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
        }
        if (value instanceof ZonedDateTime instant) {
            return instant.withZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
        }
        if (value instanceof Instant instant) {
            return instant.atZone(ZoneId.systemDefault()).toLocalDateTime();
        }
        if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
            return value;
        }
        if (value instanceof java.util.Date date) {
            return date.toInstant().atZone(ZoneId.systemDefault()).toLocalDateTime();
        }
        return value;
    }
}
