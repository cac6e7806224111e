package org.dynamojdbc.relational.function;

import org.jspecify.annotations.Nullable;

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

    /** The first argument IN the others. */
    private static @Nullable Object in(Object[] arguments) {
        if (arguments.length == 1) {
            return false;
        }
        if (arguments[0] == null) {
            return null;
        }
        boolean unknown = false;
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i] == null) {
                unknown = true;
            } else if (Datum.equal(arguments[0], arguments[i])) {
                return true;
            }
        }
        return unknown ? null : false;
    }
}
