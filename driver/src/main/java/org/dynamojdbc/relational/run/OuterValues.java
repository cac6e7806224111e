package org.dynamojdbc.relational.run;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stand-ins for values of outer rows where a plan is only told of: access paths are chosen with them, and their names are shown
 * instead of them.
 */
final class OuterValues {
    private static final BigInteger FIRST = new BigInteger("8152730649021845670000");

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();

    /** A value of a type that the column beside it can equal. */
    AttributeValue beside(LeafColumn column, String name) {
        AttributeType key = column.key();
        boolean number = key == null ? isNumber(column.type().kind()) : key == AttributeType.N;
        return values.computeIfAbsent((number ? "N " : "S ") + name, k -> number ? number(name) : text(name));
    }

    private AttributeValue text(String name) {
        names.put("'" + name + "'", name);
        return AttributeValue.fromS(name);
    }

    private AttributeValue number(String name) {
        String number = FIRST.add(BigInteger.valueOf(names.size())).toString();
        names.put(number, name);
        return AttributeValue.fromN(number);
    }

    private static boolean isNumber(ColumnType.Kind kind) {
        return switch (kind) {
            case NUMERIC, DECIMAL, INTEGER, BIGINT, SMALLINT, DOUBLE, REAL, EPOCH_SECONDS, EPOCH_MILLIS -> true;
            default -> false;
        };
    }

    /** A text with names in the place of the stand-ins. */
    String named(String text) {
        String named = text;
        for (Map.Entry<String, String> entry : names.entrySet()) {
            named = named.replace(entry.getKey(), entry.getValue());
        }
        return named;
    }
}
