package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Java objects become attribute values and back. */
public final class AttributeValues {
    /** DynamoDB guide, Constraints: nested attributes go 32 levels deep. */
    static final int MAX_DEPTH = 32;

    private static final AttributeValue NULL = AttributeValue.fromNul(true);

    private AttributeValues() {}

    /**
     * The attribute value of a Java object by its natural type; null is the NULL type.
     *
     * @throws SqlFailure 22018 for a class that has no DynamoDB type, 22003 for a number that does not fit
     */
    public static AttributeValue of(@Nullable Object value) {
        return of(value, 0, Numbers.STORED);
    }

    /**
     * The constant that a parameter is. Unlike {@link #of(Object)} it may be a number that DynamoDB cannot hold: comparing
     * with it has an answer, and {@link Storable} refuses to store it.
     *
     * @throws SqlFailure 22018 for a class that has no DynamoDB type, 22003 for a number too long to compute with
     */
    public static AttributeValue constant(@Nullable Object value) {
        return of(value, 0, Numbers.COMPARED);
    }

    /** What becomes of numbers, alone or within documents and sets. */
    private enum Numbers {
        STORED {
            @Override
            AttributeValue of(BigDecimal number) {
                return AttributeValue.fromN(DynamoNumber.text(number));
            }
        },
        COMPARED {
            @Override
            AttributeValue of(BigDecimal number) {
                return !DynamoNumber.fits(number) && DynamoNumber.isComparable(number)
                        ? AttributeValue.fromN(number.toString())
                        : STORED.of(number);
            }
        };

        abstract AttributeValue of(BigDecimal number);
    }

    private static AttributeValue of(@Nullable Object value, int depth, Numbers numbers) {
        if (depth > MAX_DEPTH) {
            throw tooDeep();
        }
        if (value == null) {
            return NULL;
        }
        if (value instanceof AttributeValue attribute) {
            return attribute;
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof UUID) {
            return AttributeValue.fromS(Storable.encodable(value.toString()));
        }
        if (value instanceof Number number) {
            return numbers.of(DynamoNumber.exact(number));
        }
        if (value instanceof Boolean truth) {
            return AttributeValue.fromBool(truth);
        }
        if (value instanceof byte[] bytes) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
        }
        if (value instanceof SdkBytes bytes) {
            return AttributeValue.fromB(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            return AttributeValue.fromB(SdkBytes.fromByteBuffer(buffer));
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth, numbers);
        }
        if (value instanceof Set<?> set) {
            return set(set, numbers);
        }
        if (value instanceof Collection<?> list) {
            return list(list, depth, numbers);
        }
        if (value instanceof Object[] array) {
            return list(java.util.Arrays.asList(array), depth, numbers);
        }
        if (value instanceof Array array) {
            return array(array, depth, numbers);
        }
        if (value.getClass().isArray() && !(value instanceof char[])) {
            return primitives(value, depth, numbers);
        }
        String temporal = temporal(value);
        if (temporal != null) {
            return AttributeValue.fromS(temporal);
        }
        if (value instanceof Enum<?> constant) {
            return AttributeValue.fromS(constant.name());
        }
        throw new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                "an object of " + value.getClass().getName()
                        + " has no DynamoDB type; give a String, a number, a Boolean, byte[],"
                        + " a java.time value, a Map, a List or a Set");
    }

    static SqlFailure tooDeep() {
        return new SqlFailure(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "the document is nested more than " + MAX_DEPTH + " levels deep, which DynamoDB does not take");
    }

    private static @Nullable String temporal(Object value) {
        if (value instanceof Timestamp timestamp) {
            return Temporals.text(timestamp.toLocalDateTime());
        }
        if (value instanceof Date date) {
            return Temporals.text(date.toLocalDate());
        }
        if (value instanceof Time time) {
            return Temporals.text(Temporals.ofSql(time));
        }
        if (value instanceof java.util.Date instant) {
            return Temporals.text(instant.toInstant());
        }
        if (value instanceof LocalDate date) {
            return Temporals.text(date);
        }
        if (value instanceof LocalTime time) {
            return Temporals.text(time);
        }
        if (value instanceof LocalDateTime timestamp) {
            return Temporals.text(timestamp);
        }
        if (value instanceof Instant instant) {
            return Temporals.text(instant);
        }
        if (value instanceof OffsetDateTime instant) {
            return Temporals.text(instant.toInstant());
        }
        if (value instanceof ZonedDateTime instant) {
            return Temporals.text(instant.toInstant());
        }
        return value instanceof OffsetTime time ? Temporals.text(time) : null;
    }

    private static AttributeValue map(Map<?, ?> map, int depth, Numbers numbers) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (name == null
                    || values.putIfAbsent(Storable.encodable(name.toString()), of(value, depth + 1, numbers)) != null) {
                throw new SqlFailure(
                        SqlState.INVALID_CHARACTER_VALUE,
                        "names in a map are different texts, not null; '" + name + "' cannot be kept apart");
            }
        });
        return AttributeValue.fromM(values);
    }

    private static AttributeValue list(Collection<?> items, int depth, Numbers numbers) {
        List<AttributeValue> values = new ArrayList<>();
        items.forEach(item -> values.add(of(item, depth + 1, numbers)));
        return AttributeValue.fromL(values);
    }

    private static AttributeValue primitives(Object array, int depth, Numbers numbers) {
        List<AttributeValue> values = new ArrayList<>();
        for (int i = 0; i < java.lang.reflect.Array.getLength(array); i++) {
            values.add(of(java.lang.reflect.Array.get(array, i), depth + 1, numbers));
        }
        return AttributeValue.fromL(values);
    }

    private static AttributeValue array(Array array, int depth, Numbers numbers) {
        try {
            Object content = array.getArray();
            if (content != null) {
                return of(content, depth, numbers);
            }
        } catch (SQLException unreadable) {
            throw new SqlFailure(SqlState.INVALID_CHARACTER_VALUE, "the java.sql.Array cannot be read", unreadable);
        }
        throw new SqlFailure(SqlState.INVALID_CHARACTER_VALUE, "the java.sql.Array has no content; give a List");
    }

    /** A Java set is a DynamoDB set: of strings, of numbers, or of binary values. */
    static AttributeValue set(Collection<?> members) {
        return set(members, Numbers.STORED);
    }

    private static AttributeValue set(Collection<?> members, Numbers numbers) {
        Map<ValueKey, AttributeValue> distinct = new LinkedHashMap<>();
        AttributeType type = null;
        for (Object member : members) {
            AttributeValue value = of(member, 0, numbers);
            if (type != null && type != AttributeType.of(value)) {
                throw mixedSet();
            }
            type = AttributeType.of(value);
            distinct.putIfAbsent(ValueKey.of(value), value);
        }
        if (type == null) {
            throw new SqlFailure(
                    SqlState.INVALID_CHARACTER_VALUE,
                    "DynamoDB has no empty sets; leave the attribute out or use an empty list");
        }
        List<AttributeValue> values = List.copyOf(distinct.values());
        return switch (type) {
            case S -> AttributeValue.fromSs(
                    values.stream().map(AttributeValue::s).toList());
            case N -> AttributeValue.fromNs(
                    values.stream().map(AttributeValue::n).toList());
            case B -> AttributeValue.fromBs(
                    values.stream().map(AttributeValue::b).toList());
            default -> throw mixedSet();
        };
    }

    private static SqlFailure mixedSet() {
        return new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                "a DynamoDB set holds only strings, only numbers or only binary values; use a List for other members");
    }

    /**
     * The value in the encoding of a declared column type.
     *
     * @throws SqlFailure 22018 or 22003 when it does not fit
     */
    public static AttributeValue of(@Nullable Object value, ColumnType target) {
        return Encodings.encode(value, target);
    }

    /**
     * The value of a column in the encoding of another column's type: a number of seconds becomes the number of
     * milliseconds of the same moment, a time becomes the text that getString shows where text is wanted.
     *
     * @param source the type of the column that the value comes from
     * @throws SqlFailure 22018 or 22003 when it does not fit
     */
    public static AttributeValue converted(AttributeValue value, ColumnType source, ColumnType target) {
        if (target.kind() == ColumnType.Kind.ANY || target.kind() == ColumnType.Kind.UNSAMPLED) {
            return value;
        }
        boolean text = target.kind() == ColumnType.Kind.VARCHAR || target.kind() == ColumnType.Kind.CHAR;
        boolean counted =
                source.kind() == ColumnType.Kind.EPOCH_SECONDS || source.kind() == ColumnType.Kind.EPOCH_MILLIS;
        if (text && counted && value.s() != null) {
            return of(Conversions.shownTime(value.s(), source), target);
        }
        if (text && (value.s() != null || value.n() != null || value.bool() != null)) {
            return of(Conversions.string(value, source), target);
        }
        Object natural = counted && source.kind() != target.kind() && value.n() != null
                ? Conversions.instant(value, source, ZoneOffset.UTC)
                : toJava(value);
        return of(natural, target);
    }

    /**
     * The constant that a value of a declared column type is compared with. Unlike {@link #of(Object, ColumnType)}, which
     * writes and may drop fractions of a second that the type does not keep, this loses nothing: noon of a day is after
     * that day in a DATE column, and equal to none.
     *
     * @throws SqlFailure 22018 or 22003 when it does not fit
     */
    public static AttributeValue compared(@Nullable Object value, ColumnType target) {
        return Encodings.compared(value, target);
    }

    /**
     * A constant that is compared with a column: in the column's encoding when that differs from the constant's own (dates,
     * times, UUIDs), else as it is; so is one that does not fit, which then equals nothing.
     */
    public static AttributeValue inEncodingOf(ColumnType column, AttributeValue constant) {
        boolean ownEncoding =
                switch (column.kind()) {
                    case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, EPOCH_SECONDS, EPOCH_MILLIS, UUID -> true;
                    default -> false;
                };
        Object value = ownEncoding ? toJava(constant) : null;
        if (value == null) {
            return constant;
        }
        try {
            return compared(value, column);
        } catch (SqlFailure doesNotFit) {
            return constant;
        }
    }

    /** The natural JDK object: String, BigDecimal, Boolean, byte[], Map, List, Set, or null for the NULL type. */
    public static @Nullable Object toJava(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case S -> value.s();
            case N -> new BigDecimal(value.n());
            case B -> value.b().asByteArray();
            case BOOL -> value.bool();
            case NULL -> null;
            case L -> {
                List<@Nullable Object> list = new ArrayList<>();
                value.l().forEach(item -> list.add(toJava(item)));
                yield list;
            }
            case M -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                value.m().forEach((name, item) -> map.put(name, toJava(item)));
                yield map;
            }
            case SS -> new LinkedHashSet<>(value.ss());
            case NS -> {
                Set<BigDecimal> numbers = new LinkedHashSet<>();
                value.ns().forEach(number -> numbers.add(new BigDecimal(number)));
                yield numbers;
            }
            case BS -> {
                Set<byte[]> members = new LinkedHashSet<>();
                value.bs().forEach(member -> members.add(member.asByteArray()));
                yield members;
            }
        };
    }
}
