package org.dynamojdbc.relational.function;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.dynamojdbc.relational.function.Accumulators.Statistic;

/** The aggregate and window functions of the dialect by their lower-case names. */
public final class AggregateTable {
    private static final String DESCENDING = " desc";
    private static final Map<String, SqlAggFunction> FUNCTIONS = build();

    private AggregateTable() {}

    private static Map<String, SqlAggFunction> build() {
        Map<String, SqlAggFunction> functions = new LinkedHashMap<>();
        functions.put("count", SqlStdOperatorTable.COUNT);
        add(functions, "sum", 1, Returns.SAME_NUMBER, Accumulators.Sum::new);
        add(functions, "avg", 1, Returns.QUOTIENT, Accumulators.Average::new);
        add(functions, "min", 1, Returns.FIRST, () -> new Accumulators.Extreme(-1));
        add(functions, "max", 1, Returns.FIRST, () -> new Accumulators.Extreme(1));
        add(functions, "any_value", 1, Returns.FIRST, Accumulators.Any::new);
        add(functions, "every", 1, Returns.TRUTH, () -> new Accumulators.Truths(true));
        add(functions, "some", 1, Returns.TRUTH, () -> new Accumulators.Truths(false));
        functions.put("bool_and", functions.get("every"));
        functions.put("bool_or", functions.get("some"));
        add(functions, "median", 1, Returns.NUMBER, Accumulators.Median::new);
        functions.put(
                "listagg",
                new AggregateFunction("listagg", 1, 2, true, false, Returns.TEXT, () -> new Accumulators.Joined("")));
        functions.put("string_agg", functions.get("listagg"));
        functions.put(
                "group_concat",
                new AggregateFunction(
                        "group_concat", 1, 2, true, false, Returns.TEXT, () -> new Accumulators.Joined(",")));
        functions.put(
                "array_agg",
                new AggregateFunction("array_agg", 1, 1, true, false, Returns.LIST, Accumulators.Collected::new));
        ordered(functions, "percentile_cont", 2, Returns.NUMBER, down -> new Accumulators.Percentile(true, down));
        ordered(functions, "percentile_disc", 2, Returns.SECOND, down -> new Accumulators.Percentile(false, down));
        ordered(functions, "mode", 1, Returns.FIRST, Accumulators.Mode::new);
        for (Statistic statistic : Statistic.values()) {
            String name = statistic.name().toLowerCase(Locale.ROOT);
            boolean one = name.startsWith("var") || name.startsWith("std");
            add(
                    functions,
                    name,
                    one ? 1 : 2,
                    statistic == Statistic.REGR_COUNT ? Returns.WHOLE : Returns.NUMBER,
                    () -> new Accumulators.Statistics(statistic));
        }
        functions.put("stddev", functions.get("stddev_samp"));
        functions.put("variance", functions.get("var_samp"));
        window(functions, "row_number", 0, 0, Returns.WHOLE);
        window(functions, "rank", 0, 0, Returns.WHOLE);
        window(functions, "dense_rank", 0, 0, Returns.WHOLE);
        window(functions, "percent_rank", 0, 0, Returns.NUMBER);
        window(functions, "cume_dist", 0, 0, Returns.NUMBER);
        window(functions, "ntile", 1, 1, Returns.WHOLE);
        window(functions, "lag", 1, 3, Returns.FIRST);
        window(functions, "lead", 1, 3, Returns.FIRST);
        window(functions, "first_value", 1, 1, Returns.FIRST);
        window(functions, "last_value", 1, 1, Returns.FIRST);
        window(functions, "nth_value", 2, 2, Returns.FIRST);
        functions.put("grouping", SqlStdOperatorTable.GROUPING);
        functions.put("grouping_id", SqlStdOperatorTable.GROUPING_ID);
        return Map.copyOf(functions);
    }

    private static void add(
            Map<String, SqlAggFunction> functions,
            String name,
            int arguments,
            SqlReturnTypeInference returns,
            Supplier<Accumulator> accumulators) {
        functions.put(name, new AggregateFunction(name, arguments, arguments, false, false, returns, accumulators));
    }

    /** Functions of the order of a group; what ORDER BY names is their last argument, DESC another function. */
    private static void ordered(
            Map<String, SqlAggFunction> functions,
            String name,
            int arguments,
            SqlReturnTypeInference returns,
            Function<Boolean, Accumulator> accumulators) {
        add(functions, name, arguments, returns, () -> accumulators.apply(false));
        add(functions, name + DESCENDING, arguments, returns, () -> accumulators.apply(true));
    }

    /**
     * The function of {@code name(..) WITHIN GROUP (ORDER BY x)} that takes x as its last argument, empty when the order of
     * the group only tells in which order rows come.
     */
    public static Optional<SqlAggFunction> ofOrder(String name, boolean descending) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FUNCTIONS.containsKey(lower + DESCENDING)
                ? Optional.ofNullable(FUNCTIONS.get(descending ? lower + DESCENDING : lower))
                : Optional.empty();
    }

    private static void window(
            Map<String, SqlAggFunction> functions, String name, int least, int most, SqlReturnTypeInference returns) {
        functions.put(name, new AggregateFunction(name, least, most, true, true, returns, () -> {
            throw new IllegalStateException(name + " is computed over a window");
        }));
    }

    /** COUNT(x) over a frame in groups; COUNT(*) is that of a constant. */
    public static AggregateFunction countOverGroups() {
        return new AggregateFunction("count", 1, 1, false, false, Returns.WHOLE, Accumulators.Count::new).overGroups();
    }

    /** The aggregate function of a name in any case. */
    public static Optional<SqlAggFunction> find(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name.toLowerCase(Locale.ROOT)));
    }

    public static Set<String> names() {
        return FUNCTIONS.keySet().stream()
                .filter(name -> !name.endsWith(DESCENDING))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The accumulator of one of this table's functions or of those Calcite makes itself. */
    public static Accumulator accumulator(SqlAggFunction function) {
        if (function instanceof AggregateFunction own) {
            return own.accumulator();
        }
        return switch (function.getKind()) {
            case COUNT -> new Accumulators.Count();
            case SUM0 -> new Accumulators.SumOrZero();
            case SUM -> new AggregateFunction("sum", 1, 1, false, false, Returns.NUMBER, Accumulators.Sum::new)
                    .accumulator();
            case MIN -> new AggregateFunction(
                            "min", 1, 1, false, false, Returns.FIRST, () -> new Accumulators.Extreme(-1))
                    .accumulator();
            case MAX -> new AggregateFunction(
                            "max", 1, 1, false, false, Returns.FIRST, () -> new Accumulators.Extreme(1))
                    .accumulator();
            case SINGLE_VALUE -> new Accumulators.Single();
            case ANY_VALUE -> new Accumulators.Any();
            default -> throw new IllegalArgumentException("no accumulator for " + function.getName());
        };
    }
}
