package org.dynamojdbc.jdbc.metadata;

import java.sql.Types;
import java.util.Set;

/** From which JDBC types to which others CONVERT, a CAST by another name, leads: values of a wrong form are refused still. */
public final class Convertible {
    private enum Family {
        TEXT,
        NUMBER,
        TRUTH,
        BYTES,
        DATE,
        TIME,
        TIMESTAMP,
        NONE
    }

    private Convertible() {}

    /** Both are constants of {@link Types}. */
    public static boolean supports(int from, int to) {
        Family source = family(from);
        Family target = family(to);
        if (source == Family.NONE || target == Family.NONE) {
            return false;
        }
        return source == target
                || switch (target) {
                    case TEXT -> true;
                    case NUMBER, TRUTH -> Set.of(Family.TEXT, Family.NUMBER, Family.TRUTH)
                            .contains(source);
                    case DATE, TIME -> source == Family.TEXT || source == Family.TIMESTAMP;
                    case TIMESTAMP -> source == Family.TEXT || source == Family.DATE;
                    default -> false;
                };
    }

    private static Family family(int sqlType) {
        return switch (sqlType) {
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB -> Family.TEXT;
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> Family.NUMBER;
            case Types.BIT, Types.BOOLEAN -> Family.TRUTH;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Family.BYTES;
            case Types.DATE -> Family.DATE;
            case Types.TIME -> Family.TIME;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Family.TIMESTAMP;
            default -> Family.NONE;
        };
    }
}
