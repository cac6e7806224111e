package org.dynamojdbc.plan;

import java.util.Locale;
import java.util.Set;
import org.dynamojdbc.tree.Expression;

/** What a refusal calls the thing that was asked for. */
final class FeatureNames {
    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "listagg",
            "array_agg",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "variance",
            "var_pop",
            "var_samp",
            "every",
            "any_value");

    private static final Set<String> SCALARS = Set.of(
            "abs",
            "ceil",
            "ceiling",
            "floor",
            "round",
            "truncate",
            "mod",
            "power",
            "sqrt",
            "sign",
            "exp",
            "ln",
            "log10",
            "upper",
            "lower",
            "ucase",
            "lcase",
            "trim",
            "ltrim",
            "rtrim",
            "substring",
            "substr",
            "concat",
            "replace",
            "position",
            "locate",
            "left",
            "right",
            "lpad",
            "rpad",
            "reverse",
            "initcap",
            "ascii",
            "chr",
            "length",
            "octet_length",
            "nullif",
            "ifnull",
            "nvl",
            "greatest",
            "least",
            "extract",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "now",
            "curdate",
            "curtime",
            "timestampadd",
            "timestampdiff",
            "date_trunc",
            "json_value",
            "json_query",
            "json_exists",
            "regexp_like",
            "regexp_replace",
            "coalesce",
            "row_number",
            "rank",
            "dense_rank",
            "lag",
            "lead",
            "first_value",
            "last_value",
            "ntile",
            "vector_distance");

    private FeatureNames() {}

    static boolean isAggregate(String name) {
        return AGGREGATES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a name is a function of SQL that the driver knows of but does not compute. */
    static boolean isSqlFunction(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SCALARS.contains(lower) || AGGREGATES.contains(lower);
    }

    static String of(Expression expression) {
        if (expression instanceof Expression.FunctionCall call) {
            if (call.over() != null) {
                return "window function " + call.name();
            }
            return (isAggregate(call.name()) ? "aggregate function " : "function ") + call.name();
        }
        if (expression instanceof Expression.Arithmetic || expression instanceof Expression.Negative) {
            return "arithmetic on attributes";
        }
        if (expression instanceof Expression.Concatenation) {
            return "|| on attributes";
        }
        if (expression instanceof Expression.Case) {
            return "CASE";
        }
        if (expression instanceof Expression.Cast) {
            return "CAST";
        }
        if (expression instanceof Expression.ScalarQuery
                || expression instanceof Expression.Exists
                || expression instanceof Expression.InQuery
                || expression instanceof Expression.QuantifiedQuery) {
            return "a sub-query";
        }
        if (expression instanceof Expression.QuantifiedArray) {
            return "ANY or ALL other than '= ANY(attribute)'";
        }
        if (expression instanceof Expression.RowValue) {
            return "a row value here";
        }
        if (expression instanceof Expression.IntervalLiteral) {
            return "INTERVAL";
        }
        if (expression instanceof Expression.MissingLiteral) {
            return "MISSING as a value (use IS MISSING)";
        }
        return "this expression";
    }
}
