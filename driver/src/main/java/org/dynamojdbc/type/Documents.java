package org.dynamojdbc.type;

import java.sql.Array;
import java.sql.Struct;
import java.sql.Types;

/** How columns of lists, sets and maps are shown to a client. */
public enum Documents {
    /** As VARCHAR, JSON text: what every tool can show, and Spark takes. */
    TEXT,
    /** As ARRAY and STRUCT, objects of java.sql. */
    OBJECTS;

    /** A constant of {@link Types}. */
    public int sqlType(ColumnType type) {
        if (this == OBJECTS && isCollection(type)) {
            return Types.ARRAY;
        }
        return this == OBJECTS && type.kind() == ColumnType.Kind.MAP ? Types.STRUCT : JdbcTypes.sqlType(type);
    }

    /** The class of what getObject(column) returns. */
    public String className(ColumnType type) {
        return switch (sqlType(type)) {
            case Types.ARRAY -> Array.class.getName();
            case Types.STRUCT -> Struct.class.getName();
            default -> JdbcTypes.className(type);
        };
    }

    private static boolean isCollection(ColumnType type) {
        return switch (type.kind()) {
            case LIST, STRING_SET, NUMBER_SET, BINARY_SET -> true;
            default -> false;
        };
    }
}
