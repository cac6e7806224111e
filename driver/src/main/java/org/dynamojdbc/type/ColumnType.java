package org.dynamojdbc.type;

/**
 * The SQL type of a column: declared by CREATE TABLE or the schema file, given by a key, or inferred.
 *
 * @param kind the SQL type
 * @param precision digits of a DECIMAL, characters of a VARCHAR(n), 0 when unbounded
 * @param scale fraction digits of a DECIMAL(p, s), 0 otherwise
 */
public record ColumnType(Kind kind, int precision, int scale) {

    /** SQL types a column may have; each has one encoding as a DynamoDB attribute (docs/dialect.md, Types). */
    public enum Kind {
        VARCHAR,
        CHAR,
        /** Exact, 38 digits, any scale: what an N attribute holds. */
        NUMERIC,
        /** DECIMAL(p, s) with its declared scale applied when read. */
        DECIMAL,
        SMALLINT,
        INTEGER,
        BIGINT,
        REAL,
        DOUBLE,
        BOOLEAN,
        VARBINARY,
        /** ISO text, 2024-01-31. */
        DATE,
        /** ISO text, 13:05:00.123456789. */
        TIME,
        /** ISO text of fixed width, 2024-01-31T13:05:00.123456789; order is time order. */
        TIMESTAMP,
        /** ISO text of fixed width in UTC, 2024-01-31T13:05:00.123456789Z. */
        TIMESTAMP_TZ,
        /** Number of seconds since 1970-01-01T00:00:00Z; reads as TIMESTAMP (TTL attributes). */
        EPOCH_SECONDS,
        /** Number of milliseconds since 1970-01-01T00:00:00Z. */
        EPOCH_MILLIS,
        UUID,
        JSON,
        MAP,
        LIST,
        STRING_SET,
        NUMBER_SET,
        BINARY_SET,
        /** An undeclared attribute before its table was sampled: each value is taken by its own type. */
        UNSAMPLED,
        /** An attribute seen with several types: VARCHAR to clients, getObject(i, Object.class) keeps each value's own. */
        ANY
    }

    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0);
    }

    /** The type of an undeclared attribute that holds only values of {@code type}. */
    public static ColumnType of(AttributeType type) {
        return of(
                switch (type) {
                    case S -> Kind.VARCHAR;
                    case N -> Kind.NUMERIC;
                    case B -> Kind.VARBINARY;
                    case BOOL -> Kind.BOOLEAN;
                    case NULL -> Kind.VARCHAR;
                    case L -> Kind.LIST;
                    case M -> Kind.MAP;
                    case SS -> Kind.STRING_SET;
                    case NS -> Kind.NUMBER_SET;
                    case BS -> Kind.BINARY_SET;
                });
    }
}
