package org.dynamojdbc.type;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.tree.TypeName;
import org.dynamojdbc.type.ColumnType.Kind;

/** The type names that CREATE TABLE and CAST take. */
public final class TypeNames {
    private static final Map<String, Kind> KINDS = kinds();

    private TypeNames() {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        List.of("VARCHAR", "TEXT", "STRING", "S", "NVARCHAR", "CLOB").forEach(n -> kinds.put(n, Kind.VARCHAR));
        List.of("CHAR", "CHARACTER", "NCHAR").forEach(n -> kinds.put(n, Kind.CHAR));
        List.of("NUMERIC", "NUMBER", "N").forEach(n -> kinds.put(n, Kind.NUMERIC));
        kinds.put("DECIMAL", Kind.DECIMAL);
        List.of("SMALLINT", "TINYINT").forEach(n -> kinds.put(n, Kind.SMALLINT));
        List.of("INTEGER", "INT").forEach(n -> kinds.put(n, Kind.INTEGER));
        List.of("BIGINT", "LONG").forEach(n -> kinds.put(n, Kind.BIGINT));
        kinds.put("REAL", Kind.REAL);
        List.of("DOUBLE", "FLOAT").forEach(n -> kinds.put(n, Kind.DOUBLE));
        List.of("BOOLEAN", "BOOL").forEach(n -> kinds.put(n, Kind.BOOLEAN));
        List.of("VARBINARY", "BINARY", "BYTES", "BLOB", "B").forEach(n -> kinds.put(n, Kind.VARBINARY));
        kinds.put("DATE", Kind.DATE);
        kinds.put("TIME", Kind.TIME);
        kinds.put("TIMESTAMP", Kind.TIMESTAMP);
        List.of("TIMESTAMP_TZ", "TIMESTAMPTZ").forEach(n -> kinds.put(n, Kind.TIMESTAMP_TZ));
        kinds.put("EPOCH_SECONDS", Kind.EPOCH_SECONDS);
        kinds.put("EPOCH_MILLIS", Kind.EPOCH_MILLIS);
        kinds.put("UUID", Kind.UUID);
        kinds.put("JSON", Kind.JSON);
        List.of("MAP", "M", "STRUCT").forEach(n -> kinds.put(n, Kind.MAP));
        List.of("LIST", "L", "ARRAY").forEach(n -> kinds.put(n, Kind.LIST));
        List.of("STRING_SET", "SS").forEach(n -> kinds.put(n, Kind.STRING_SET));
        List.of("NUMBER_SET", "NS").forEach(n -> kinds.put(n, Kind.NUMBER_SET));
        List.of("BINARY_SET", "BS").forEach(n -> kinds.put(n, Kind.BINARY_SET));
        kinds.put("ANY", Kind.ANY);
        return Map.copyOf(kinds);
    }

    /**
     * The type that is written in a statement.
     *
     * @throws SqlFailure as for its name, with the place
     */
    public static ColumnType columnType(TypeName written) {
        try {
            return columnType(written.name(), written.arguments(), written.withTimeZone());
        } catch (SqlFailure unknown) {
            String place = "line " + written.position().line() + ":"
                    + written.position().column() + " ";
            throw new SqlFailure(unknown.state(), place + unknown.getMessage(), unknown);
        }
    }

    /**
     * The type a name stands for.
     *
     * @throws SqlFailure 42704 naming the nearest type
     */
    public static ColumnType columnType(String name, List<Integer> arguments, boolean withTimeZone) {
        Kind kind = KINDS.get(name.toUpperCase(Locale.ROOT));
        if (kind == null) {
            throw new SqlFailure(SqlState.UNDEFINED_OBJECT, "unknown type " + name + help(name));
        }
        if (kind == Kind.TIMESTAMP && withTimeZone) {
            kind = Kind.TIMESTAMP_TZ;
        }
        if (kind == Kind.TIME && withTimeZone) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_OBJECT,
                    "there is no TIME WITH TIME ZONE, an offset without a date; use TIME or TIMESTAMP WITH TIME ZONE");
        }
        int precision = arguments.isEmpty() ? 0 : arguments.get(0);
        int scale = arguments.size() < 2 ? 0 : arguments.get(1);
        if (kind == Kind.DECIMAL && arguments.isEmpty()) {
            kind = Kind.NUMERIC;
        }
        if (kind == Kind.NUMERIC && !arguments.isEmpty()) {
            kind = Kind.DECIMAL;
        }
        if (kind == Kind.DECIMAL && (precision < 1 || precision > 38 || scale < 0 || scale > precision)) {
            throw new SqlFailure(
                    SqlState.INVALID_DEFINITION,
                    "DECIMAL(" + precision + ", " + scale
                            + ") is out of range: precision 1 to 38, scale 0 to precision");
        }
        return new ColumnType(kind, precision, scale);
    }

    private static String help(String name) {
        String near = Suggestions.didYouMean(name, KINDS.keySet());
        return near.isEmpty()
                ? "; the types are "
                        + Arrays.stream(Kind.values())
                                .filter(kind -> KINDS.containsKey(kind.name()))
                                .map(Kind::name)
                                .collect(Collectors.joining(", "))
                : near;
    }

    /** The attribute type that values of a column have; ANY and UNSAMPLED count as strings. */
    public static AttributeType storedAs(ColumnType type) {
        return switch (type.kind()) {
            case NUMERIC, DECIMAL, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, EPOCH_SECONDS, EPOCH_MILLIS -> AttributeType
                    .N;
            case BOOLEAN -> AttributeType.BOOL;
            case VARBINARY -> AttributeType.B;
            case MAP, JSON -> AttributeType.M;
            case LIST -> AttributeType.L;
            case STRING_SET -> AttributeType.SS;
            case NUMBER_SET -> AttributeType.NS;
            case BINARY_SET -> AttributeType.BS;
            default -> AttributeType.S;
        };
    }
}
