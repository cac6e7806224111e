package org.dynamojdbc.type;

import java.sql.Types;
import org.dynamojdbc.type.ColumnType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What JDBC metadata says of each column type. Documents and sets are VARCHAR there, because Spark and others refuse tables
 * with ARRAY or OTHER columns; TYPE_NAME tells what they are.
 */
public final class JdbcTypes {
    /** DynamoDB's item limit is the longest a string or binary value can be. */
    private static final int MAX_BYTES = 409_600;

    private static final int NUMBER_DIGITS = 38;

    private JdbcTypes() {}

    /** A constant of {@link Types}. */
    public static int sqlType(ColumnType type) {
        return switch (type.kind()) {
            case CHAR -> Types.CHAR;
            case NUMERIC -> Types.NUMERIC;
            case DECIMAL -> Types.DECIMAL;
            case SMALLINT -> Types.SMALLINT;
            case INTEGER -> Types.INTEGER;
            case BIGINT -> Types.BIGINT;
            case REAL -> Types.REAL;
            case DOUBLE -> Types.DOUBLE;
            case BOOLEAN -> Types.BOOLEAN;
            case VARBINARY -> Types.VARBINARY;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
            case TIMESTAMP, EPOCH_SECONDS, EPOCH_MILLIS -> Types.TIMESTAMP;
            case TIMESTAMP_TZ -> Types.TIMESTAMP_WITH_TIMEZONE;
            default -> Types.VARCHAR;
        };
    }

    /** The dialect's name of the type, as CREATE TABLE takes it. */
    public static String typeName(ColumnType type) {
        return switch (type.kind()) {
            case TIMESTAMP_TZ -> "TIMESTAMP WITH TIME ZONE";
            case UNSAMPLED -> "VARCHAR";
            default -> type.kind().name();
        };
    }

    /** The class of what getObject(column) returns. */
    public static String className(ColumnType type) {
        return javaClass(type.kind()).getName();
    }

    static Class<?> javaClass(Kind kind) {
        return switch (kind) {
            case NUMERIC, DECIMAL -> java.math.BigDecimal.class;
            case SMALLINT, INTEGER -> Integer.class;
            case BIGINT -> Long.class;
            case REAL -> Float.class;
            case DOUBLE -> Double.class;
            case BOOLEAN -> Boolean.class;
            case VARBINARY -> byte[].class;
            case DATE -> java.sql.Date.class;
            case TIME -> java.sql.Time.class;
            case TIMESTAMP, EPOCH_SECONDS, EPOCH_MILLIS -> java.sql.Timestamp.class;
            case TIMESTAMP_TZ -> java.time.OffsetDateTime.class;
            case UUID -> java.util.UUID.class;
            default -> String.class;
        };
    }

    /** Digits or characters, 0 where there is no fixed number: clients round NUMERIC columns to any scale they are told. */
    public static int precision(ColumnType type) {
        return switch (type.kind()) {
            case NUMERIC -> 0;
            case DECIMAL -> type.precision();
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case REAL -> 7;
            case DOUBLE -> 15;
            case BOOLEAN -> 1;
            case DATE -> 10;
            case TIME -> 18;
            case TIMESTAMP, EPOCH_SECONDS, EPOCH_MILLIS -> 29;
            case TIMESTAMP_TZ -> 35;
            case UUID -> 36;
            default -> type.precision() > 0 ? type.precision() : MAX_BYTES;
        };
    }

    public static int scale(ColumnType type) {
        return type.kind() == Kind.DECIMAL ? type.scale() : 0;
    }

    /** Characters a value takes at the most. */
    public static int displaySize(ColumnType type) {
        return switch (type.kind()) {
            case NUMERIC, DECIMAL -> NUMBER_DIGITS + 2;
            case SMALLINT -> 6;
            case INTEGER -> 11;
            case BIGINT -> 20;
            case REAL -> 15;
            case DOUBLE -> 25;
            case BOOLEAN -> 5;
            default -> precision(type);
        };
    }

    public static boolean signed(ColumnType type) {
        return switch (type.kind()) {
            case NUMERIC, DECIMAL, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    public static boolean caseSensitive(ColumnType type) {
        int sqlType = sqlType(type);
        return sqlType == Types.VARCHAR || sqlType == Types.CHAR;
    }

    /** DECIMAL_DIGITS of getColumns, null where it does not apply. */
    public static @Nullable Integer decimalDigits(ColumnType type) {
        return switch (type.kind()) {
            case DECIMAL -> type.scale();
            case SMALLINT, INTEGER, BIGINT -> 0;
            default -> null;
        };
    }

    /** NUM_PREC_RADIX of getColumns, null where it does not apply. */
    public static @Nullable Integer radix(ColumnType type) {
        return signed(type) ? 10 : null;
    }

    /** CHAR_OCTET_LENGTH of getColumns, null where it does not apply. */
    public static @Nullable Integer octetLength(ColumnType type) {
        return switch (sqlType(type)) {
            case Types.VARCHAR, Types.CHAR, Types.VARBINARY -> MAX_BYTES;
            default -> null;
        };
    }
}
