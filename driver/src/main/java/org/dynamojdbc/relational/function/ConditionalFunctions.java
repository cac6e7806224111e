package org.dynamojdbc.relational.function;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** COALESCE and its relatives, membership, and the functions that conditions know from DynamoDB. */
final class ConditionalFunctions {
    private ConditionalFunctions() {}

    static void addTo(FunctionTable.Builder table) {
        table.addTakingNulls("coalesce", 1, -1, Returns.COMMON, ConditionalFunctions::first);
        table.alias("ifnull", "coalesce");
        table.alias("nvl", "coalesce");
        table.addTakingNulls(
                "nullif",
                2,
                2,
                Returns.FIRST,
                a -> a[0] != null && a[1] != null && Datum.equal(a[0], a[1]) ? null : a[0]);
        table.addTakingNulls("nvl2", 3, 3, Returns.COMMON_OF_REST, a -> a[0] != null ? a[1] : a[2]);
        table.addTakingNulls("iif", 3, 3, Returns.COMMON_OF_REST, a -> Boolean.TRUE.equals(a[0]) ? a[1] : a[2]);
        table.alias("if", "iif");
        table.addTakingNulls("greatest", 1, -1, Returns.COMMON, a -> extreme(a, 1));
        table.addTakingNulls("least", 1, -1, Returns.COMMON, a -> extreme(a, -1));
        table.add("truth", 1, 1, Returns.TRUTH, a -> a[0] instanceof Boolean ? a[0] : null);
        table.add("any", 1, 1, Returns.ANY, a -> a[0]);
        table.add("guard", 1, 1, Returns.FIRST, a -> a[0]);
        table.add("spread", 1, 1, Returns.ANY, a -> spread(a[0]));
        table.addTakingNulls("in_list", 1, -1, Returns.TRUTH, ConditionalFunctions::in);
    }

    private static @Nullable Object first(Object[] arguments) {
        for (Object argument : arguments) {
            if (argument != null) {
                return argument;
            }
        }
        return null;
    }

    /** NULLs are passed over, as in PostgreSQL. */
    private static @Nullable Object extreme(Object[] arguments, int sign) {
        Object best = null;
        for (Object argument : arguments) {
            if (argument != null && (best == null || Integer.signum(Datum.order(argument, best)) == sign)) {
                best = argument;
            }
        }
        return best;
    }

    /** The elements of a list or set, a List only {@link #in} understands; any other value is itself. */
    private static Object spread(Object value) {
        if (!(value instanceof AttributeValue document)) {
            return value;
        }
        return switch (AttributeType.of(document)) {
            case L -> document.l().stream().map(Datum::of).toList();
            case SS -> document.ss();
            case NS -> document.ns().stream().map(BigDecimal::new).toList();
            case BS -> document.bs();
            default -> value;
        };
    }

    /** The first argument IN the others. */
    private static @Nullable Object in(Object[] arguments) {
        List<Object> candidates = new ArrayList<>();
        for (Object argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            if (argument instanceof List<?> elements) {
                candidates.addAll(elements);
            } else {
                candidates.add(argument);
            }
        }
        if (candidates.isEmpty()) {
            return false;
        }
        if (arguments[0] == null) {
            return null;
        }
        boolean unknown = false;
        for (Object candidate : candidates) {
            if (candidate == null) {
                unknown = true;
            } else if (Datum.equal(arguments[0], candidate)) {
                return true;
            }
        }
        return unknown ? null : false;
    }
}
