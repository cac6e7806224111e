package org.dynamojdbc.relational.rewrite;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/**
 * Which part of the rows satisfies a condition. DynamoDB keeps no statistics of values, so that the kind of the condition is
 * all there is to go by.
 */
public final class Selectivity {
    private static final double EQUAL = 0.05;
    private static final double RANGE = 0.35;
    private static final double PATTERN = 0.1;
    private static final double OTHER = 0.3;
    private static final double MOST = 0.95;

    private Selectivity() {}

    /** Of a conjunction's terms together. */
    public static double of(List<RexNode> terms) {
        double part = 1;
        for (RexNode term : terms) {
            part *= of(term);
        }
        return part;
    }

    /** Between 0 and 1. */
    public static double of(RexNode condition) {
        if (condition.isAlwaysTrue()) {
            return 1;
        }
        if (!(condition instanceof RexCall call)) {
            return OTHER;
        }
        return switch (call.getKind()) {
            case AND -> of(RelOptUtil.conjunctions(call));
            case OR -> Math.min(
                    MOST,
                    RelOptUtil.disjunctions(call).stream()
                            .mapToDouble(Selectivity::of)
                            .sum());
            case NOT -> Math.max(EQUAL, 1 - of(call.getOperands().get(0)));
            case EQUALS, IS_NOT_DISTINCT_FROM, IS_NULL -> isOfItself(call) ? MOST : EQUAL;
            case NOT_EQUALS, IS_DISTINCT_FROM, IS_NOT_NULL -> MOST;
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> RANGE;
            default -> function(call);
        };
    }

    /** x = x, which Calcite writes for x IS NOT NULL. */
    private static boolean isOfItself(RexCall call) {
        return call.getOperands().size() == 2
                && call.getOperands().get(0).equals(call.getOperands().get(1));
    }

    private static double function(RexCall call) {
        return switch (call.getOperator().getName()) {
            case "in_list" -> Math.min(0.5, EQUAL * (call.getOperands().size() - 1));
            case "like", "begins_with", "contains" -> PATTERN;
            case "truth" -> of(call.getOperands().get(0));
            default -> OTHER;
        };
    }
}
