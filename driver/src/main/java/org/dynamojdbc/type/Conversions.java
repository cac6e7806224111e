package org.dynamojdbc.type;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The conversion table: a stored value of a column becomes what a JDBC getter gives (JDBC 4.3, table B-6). Null stands for
 * SQL NULL throughout; callers of primitive getters turn it into 0 or false. Out of range is 22003, a wrong form 22018.
 */
public final class Conversions {
    /** Milliseconds to about the year 5000000: numbers beyond it in an epoch column read as the numbers they are. */
    private static final BigDecimal LATEST_EPOCH = new BigDecimal("1E+14");

    private static final Pattern DATE_BEGINNING = Pattern.compile("[0-9-]{1,10}%");
    private static final Pattern TIME_BEGINNING = Pattern.compile("[0-9:]{1,8}%");

    private Conversions() {}

    private static boolean isNull(@Nullable AttributeValue value) {
        return value == null || AttributeType.of(value) == AttributeType.NULL;
    }

    /** The text of any value; documents and sets as JSON. */
    public static @Nullable String string(@Nullable AttributeValue value, ColumnType type) {
        if (value == null || isNull(value)) {
            return null;
        }
        return switch (AttributeType.of(value)) {
            case S -> isTemporal(type) ? Temporals.shown(value.s()) : value.s();
            case N -> numberText(value, type);
            case BOOL -> String.valueOf(value.bool());
            case B -> java.util.HexFormat.of().formatHex(value.b().asByteArrayUnsafe());
            default -> JsonText.of(value);
        };
    }

    /**
     * A text that a time is kept as, as getString of a column of the type shows it: 2024-01-31 13:05:00.5Z. Any other text as it
     * is.
     *
     * @param type an epoch type for points in time that are shown as the local time, any other for times as they are kept
     */
    public static String shownTime(String kept, ColumnType type) {
        if (isEpoch(type)
                && kept.endsWith("Z")
                && Temporals.parse(kept).orElse(null) instanceof OffsetDateTime instant) {
            return Temporals.shown(
                    Temporals.text(LocalDateTime.ofInstant(instant.toInstant(), ZoneId.systemDefault())));
        }
        return Temporals.shown(kept);
    }

    /**
     * Whether a LIKE pattern without an escape character finds the same times by the text they are kept as and by the one that is
     * shown: a beginning of the date, or of the whole seconds of a TIME.
     */
    public static boolean isLikeAsShown(String pattern, ColumnType type) {
        return switch (type.kind()) {
            case TIMESTAMP, TIMESTAMP_TZ -> DATE_BEGINNING.matcher(pattern).matches();
            case TIME -> TIME_BEGINNING.matcher(pattern).matches();
            case EPOCH_SECONDS, EPOCH_MILLIS -> false;
            default -> true;
        };
    }

    private static boolean isTemporal(ColumnType type) {
        return switch (type.kind()) {
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> true;
            default -> false;
        };
    }

    private static String numberText(AttributeValue value, ColumnType type) {
        BigDecimal number = scaled(new BigDecimal(value.n()), type);
        if (isEpoch(type) && number.abs().compareTo(LATEST_EPOCH) < 0) {
            return Temporals.shown(
                    Temporals.text(LocalDateTime.ofInstant(epoch(value, type).toInstant(), ZoneId.systemDefault())));
        }
        return Math.abs(number.scale()) > 200 ? number.toString() : number.toPlainString();
    }

    private static boolean isEpoch(ColumnType type) {
        return type.kind() == ColumnType.Kind.EPOCH_SECONDS || type.kind() == ColumnType.Kind.EPOCH_MILLIS;
    }

    /** DynamoDB drops trailing zeros; a DECIMAL(p, s) column shows its declared scale again. */
    private static BigDecimal scaled(BigDecimal number, ColumnType type) {
        return type.kind() == ColumnType.Kind.DECIMAL && number.scale() < type.scale()
                ? number.setScale(type.scale(), RoundingMode.UNNECESSARY)
                : number;
    }

    /** BOOL, a number (0 is false), or the texts true, false, 1, 0. */
    public static @Nullable Boolean truth(@Nullable AttributeValue value, ColumnType type) {
        if (value == null || isNull(value)) {
            return null;
        }
        if (value.bool() != null) {
            return value.bool();
        }
        if (value.n() != null) {
            return new BigDecimal(value.n()).signum() != 0;
        }
        if (value.s() != null) {
            String text = value.s().strip();
            if (text.equalsIgnoreCase("true") || text.equals("1")) {
                return true;
            }
            if (text.equalsIgnoreCase("false") || text.equals("0")) {
                return false;
            }
        }
        throw wrongForm(value, "boolean");
    }

    /** Exact, with a DECIMAL column's declared scale. */
    public static @Nullable BigDecimal decimal(@Nullable AttributeValue value, ColumnType type) {
        if (value == null || isNull(value)) {
            return null;
        }
        if (value.n() != null) {
            return scaled(new BigDecimal(value.n()), type);
        }
        if (value.bool() != null) {
            return value.bool() ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value.s() != null) {
            try {
                return DynamoNumber.parse(value.s());
            } catch (NumberFormatException notANumber) {
                throw wrongForm(value, "number", notANumber);
            }
        }
        throw wrongForm(value, "number");
    }

    /** Whole part of a number in a range; a fraction is cut off as JDBC drivers commonly do, overflow is refused. */
    public static @Nullable Long integer(
            @Nullable AttributeValue value, ColumnType type, long least, long most, String target) {
        BigDecimal number = decimal(value, type);
        if (number == null) {
            return null;
        }
        boolean huge = number.precision() - (long) number.scale() > 20;
        BigInteger whole = huge ? null : number.toBigInteger();
        if (whole == null
                || whole.compareTo(BigInteger.valueOf(least)) < 0
                || whole.compareTo(BigInteger.valueOf(most)) > 0) {
            throw outOfRange(number, target);
        }
        return whole.longValue();
    }

    public static @Nullable Double real(@Nullable AttributeValue value, ColumnType type) {
        BigDecimal number = decimal(value, type);
        return number == null ? null : real(number);
    }

    private static double real(BigDecimal number) {
        double real = number.doubleValue();
        if (Double.isInfinite(real)) {
            throw outOfRange(number, "double");
        }
        return real;
    }

    private static float single(BigDecimal number) {
        float single = number.floatValue();
        if (Float.isInfinite(single) || (single == 0 && number.signum() != 0)) {
            throw outOfRange(number, "float");
        }
        return single;
    }

    private static SqlFailure outOfRange(BigDecimal number, String target) {
        return new SqlFailure(
                SqlState.NUMERIC_OUT_OF_RANGE,
                "value " + number + " is out of range for " + target + "; read it with getBigDecimal");
    }

    /** Binary as it is, strings as UTF-8. */
    public static byte @Nullable [] bytes(@Nullable AttributeValue value, ColumnType type) {
        if (value == null || isNull(value)) {
            return null;
        }
        if (value.b() != null) {
            return value.b().asByteArray();
        }
        String text = string(value, type);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    public static @Nullable LocalDate date(@Nullable AttributeValue value, ColumnType type, ZoneId zone) {
        return temporal(value, type, "date", parsed -> Temporals.date(parsed, zone));
    }

    public static @Nullable LocalTime time(@Nullable AttributeValue value, ColumnType type, ZoneId zone) {
        return temporal(value, type, "time", parsed -> Temporals.time(parsed, zone));
    }

    public static @Nullable LocalDateTime timestamp(@Nullable AttributeValue value, ColumnType type, ZoneId zone) {
        return temporal(value, type, "timestamp", parsed -> Temporals.timestamp(parsed, zone));
    }

    /**
     * The point in time that a local time is in a zone, or that is given. Through the local time the hour that comes twice in
     * autumn would be ambiguous.
     */
    public static @Nullable Timestamp sqlTimestamp(@Nullable AttributeValue value, ColumnType type, ZoneId zone) {
        return temporal(
                value,
                type,
                "timestamp",
                parsed -> sqlTimestamp(
                        parsed,
                        type,
                        zone,
                        local -> Timestamp.from(local.atZone(zone).toInstant())));
    }

    private static Optional<Timestamp> sqlTimestamp(
            Object parsed, ColumnType type, ZoneId zone, Function<LocalDateTime, Timestamp> ofLocal) {
        return parsed instanceof OffsetDateTime instant
                ? Optional.of(Timestamp.from(instant.toInstant()))
                : shownTimestamp(parsed, type, zone).map(ofLocal);
    }

    /** What getTimestamp shows: also a TIME, on the first day of 1970, where java.sql.Time has it too. */
    private static Optional<LocalDateTime> shownTimestamp(Object parsed, ColumnType type, ZoneId zone) {
        return type.kind() == ColumnType.Kind.TIME && parsed instanceof LocalTime time
                ? Optional.of(LocalDate.EPOCH.atTime(time))
                : Temporals.timestamp(parsed, zone);
    }

    public static @Nullable OffsetDateTime instant(@Nullable AttributeValue value, ColumnType type, ZoneId zone) {
        return temporal(value, type, "point in time", parsed -> Temporals.instant(parsed, zone));
    }

    private static <T> @Nullable T temporal(
            @Nullable AttributeValue value, ColumnType type, String target, Function<Object, Optional<T>> conversion) {
        if (value == null || isNull(value)) {
            return null;
        }
        Optional<Object> parsed = Optional.empty();
        if (value.n() != null && isEpoch(type)) {
            parsed = Optional.of(epoch(value, type));
        } else if (value.s() != null) {
            parsed = Temporals.parse(value.s());
        }
        return parsed.flatMap(conversion).orElseThrow(() -> wrongForm(value, target));
    }

    private static OffsetDateTime epoch(AttributeValue value, ColumnType type) {
        BigDecimal number = new BigDecimal(value.n());
        try {
            return Temporals.ofEpochSeconds(
                    type.kind() == ColumnType.Kind.EPOCH_SECONDS ? number : number.movePointLeft(3));
        } catch (java.time.DateTimeException outOfRange) {
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE, number + " is no point in time that Java can hold", outOfRange);
        }
    }

    /** What getObject(column) gives: an object of {@link JdbcTypes#className}. */
    public static @Nullable Object object(@Nullable AttributeValue value, ColumnType type) {
        if (value == null || isNull(value)) {
            return null;
        }
        if (type.kind() == ColumnType.Kind.UNSAMPLED) {
            return object(value, ColumnType.of(AttributeType.of(value)));
        }
        return object(value, type, JdbcTypes.javaClass(type.kind()));
    }

    /**
     * What getObject(column, target) gives; {@code Object.class} is the value's own natural Java object.
     *
     * @throws SqlFailure 22018 when the value cannot become a {@code target}
     */
    public static <T> @Nullable T object(@Nullable AttributeValue value, ColumnType type, Class<T> target) {
        if (value == null || isNull(value)) {
            return null;
        }
        Object converted = convert(value, type, target, ZoneId.systemDefault());
        if (converted == null || !target.isInstance(converted)) {
            throw wrongForm(value, target.getName());
        }
        return target.cast(converted);
    }

    private static @Nullable Object convert(AttributeValue value, ColumnType type, Class<?> target, ZoneId zone) {
        if (target == Object.class) {
            return AttributeValues.toJava(value);
        }
        if (target == String.class) {
            return string(value, type);
        }
        if (target == Boolean.class) {
            return truth(value, type);
        }
        if (Number.class.isAssignableFrom(target)) {
            return number(value, type, target);
        }
        if (target == byte[].class) {
            return bytes(value, type);
        }
        if (target == UUID.class) {
            return uuid(value);
        }
        if (target == Map.class) {
            return AttributeValues.toJava(document(value));
        }
        if (target == List.class || target == Collection.class || target == Iterable.class) {
            Object items = AttributeValues.toJava(document(value));
            return items instanceof Collection<?> collection ? new ArrayList<>(collection) : items;
        }
        if (target == Set.class) {
            Object items = AttributeValues.toJava(document(value));
            return items instanceof Collection<?> collection ? new LinkedHashSet<>(collection) : items;
        }
        if (target == InputStream.class) {
            byte[] bytes = bytes(value, type);
            return bytes == null ? null : new ByteArrayInputStream(bytes);
        }
        if (target == Reader.class) {
            String text = string(value, type);
            return text == null ? null : new StringReader(text);
        }
        return temporal(value, type, target, zone);
    }

    private static AttributeValue document(AttributeValue value) {
        String text = value.s();
        if (text == null) {
            return value;
        }
        if (text.isBlank() || "[{".indexOf(text.strip().charAt(0)) < 0) {
            throw wrongForm(value, "a list or a map");
        }
        return JsonText.parse(text);
    }

    private static @Nullable Object number(AttributeValue value, ColumnType type, Class<?> target) {
        if (target == Integer.class) {
            Long whole = integer(value, type, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
            return whole == null ? null : whole.intValue();
        }
        if (target == Long.class) {
            return integer(value, type, Long.MIN_VALUE, Long.MAX_VALUE, "long");
        }
        if (target == Short.class) {
            Long whole = integer(value, type, Short.MIN_VALUE, Short.MAX_VALUE, "short");
            return whole == null ? null : whole.shortValue();
        }
        if (target == Byte.class) {
            Long whole = integer(value, type, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
            return whole == null ? null : whole.byteValue();
        }
        BigDecimal number = decimal(value, type);
        if (number == null || target == BigDecimal.class || target == Number.class) {
            return number;
        }
        if (target == Double.class) {
            return real(number);
        }
        if (target == Float.class) {
            return single(number);
        }
        return target == BigInteger.class ? number.toBigInteger() : null;
    }

    private static UUID uuid(AttributeValue value) {
        try {
            if (value.s() != null) {
                return UUID.fromString(value.s().strip());
            }
        } catch (IllegalArgumentException malformed) {
            throw wrongForm(value, "UUID", malformed);
        }
        throw wrongForm(value, "UUID");
    }

    private static @Nullable Object temporal(AttributeValue value, ColumnType type, Class<?> target, ZoneId zone) {
        if (target == Date.class) {
            LocalDate date = date(value, type, zone);
            return date == null ? null : Date.valueOf(date);
        }
        if (target == Time.class) {
            LocalTime time = time(value, type, zone);
            return time == null ? null : Temporals.toSql(time);
        }
        if (target == Timestamp.class || target == java.util.Date.class) {
            return temporal(value, type, "timestamp", parsed -> sqlTimestamp(parsed, type, zone, Timestamp::valueOf));
        }
        if (target == LocalDate.class) {
            return date(value, type, zone);
        }
        if (target == LocalTime.class) {
            return time(value, type, zone);
        }
        if (target == LocalDateTime.class) {
            return timestamp(value, type, zone);
        }
        if (target == OffsetTime.class) {
            return temporal(value, type, "time with offset", parsed -> Temporals.offsetTime(parsed, zone));
        }
        OffsetDateTime instant = isInstant(target) ? instant(value, type, zone) : null;
        if (instant == null) {
            return null;
        }
        if (target == Instant.class) {
            return instant.toInstant();
        }
        if (target == ZonedDateTime.class) {
            return instant.toZonedDateTime();
        }
        return instant;
    }

    private static boolean isInstant(Class<?> target) {
        return target == OffsetDateTime.class || target == Instant.class || target == ZonedDateTime.class;
    }

    private static SqlFailure wrongForm(AttributeValue value, String target) {
        return wrongForm(value, target, null);
    }

    private static SqlFailure wrongForm(AttributeValue value, String target, @Nullable Throwable cause) {
        String text = value.s() == null ? "a value of type " + AttributeType.of(value) : "'" + cut(value.s()) + "'";
        return new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                text + " cannot be read as " + target + "; getString reads it",
                cause);
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
