package org.dynamojdbc.catalog;

import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.ColumnDefinition;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.TypeNames;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table and how its type is known. Keys come first in every list of columns.
 *
 * @param writing what its declaration says about writing it
 */
public record Column(String name, ColumnType type, Origin origin, boolean nullable, Writing writing) {
    /** A column that is written as it is given. */
    public Column(String name, ColumnType type, Origin origin, boolean nullable) {
        this(name, type, origin, nullable, Writing.PLAIN);
    }

    /** How a column's type is known. */
    public enum Origin {
        KEY,
        DECLARED,
        INFERRED
    }

    /** What a declared column is for. */
    public enum Role {
        VALUE,
        /** Counts the writes of its item: optimistic locking. */
        VERSION,
        /** The second at which DynamoDB may delete the item. */
        TTL
    }

    /**
     * What happens when a column is written.
     *
     * @param defaultValue what INSERT stores where no value is given, null for nothing
     */
    public record Writing(@Nullable Expression defaultValue, Role role) {
        public static final Writing PLAIN = new Writing(null, Role.VALUE);
    }

    /**
     * A column as CREATE TABLE or the schema file declares it. A TTL column is kept in seconds whatever temporal type is
     * declared, because DynamoDB takes nothing else.
     *
     * @throws SqlFailure 42704 for an unknown type, 42P16 for a VERSION or TTL of a wrong type
     */
    public static Column declared(ColumnDefinition definition) {
        ColumnType type = TypeNames.columnType(definition.type());
        Role role = definition.attributes().contains("VERSION")
                ? Role.VERSION
                : definition.attributes().contains("TTL") ? Role.TTL : Role.VALUE;
        if (role == Role.VERSION && TypeNames.storedAs(type) != AttributeType.N) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    "VERSION column '" + definition.name() + "' counts writes; declare it BIGINT, not " + type.kind());
        }
        if (role == Role.TTL) {
            type = switch (type.kind()) {
                case EPOCH_SECONDS, TIMESTAMP, TIMESTAMP_TZ, NUMERIC, BIGINT, INTEGER -> ColumnType.of(
                        ColumnType.Kind.EPOCH_SECONDS);
                default -> throw new SqlFailure(
                        SqlState.INVALID_DEFINITION,
                        "TTL column '" + definition.name() + "' holds a time; declare it TIMESTAMP, not "
                                + type.kind());
            };
        }
        return new Column(
                definition.name(),
                type,
                Origin.DECLARED,
                !definition.notNull(),
                new Writing(definition.defaultValue(), role));
    }
}
