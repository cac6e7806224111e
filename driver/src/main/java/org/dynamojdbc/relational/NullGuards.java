package org.dynamojdbc.relational;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.tools.RelBuilder;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.ScalarFunction;

/**
 * Keeps Calcite's decorrelation from taking a column for NOT NULL because the ON of an outer join below compares it: an outer
 * join keeps the rows that its ON does not hold for. Such columns hide behind a function until the sub-queries are joins.
 */
final class NullGuards {
    private static final ScalarFunction GUARD = FunctionTable.get("guard");

    private NullGuards() {}

    /** The same tree, the nullable columns that sub-queries refer to being guarded above outer joins. */
    static RelNode guarded(RelNode rel, RelBuilder builder) {
        List<RelNode> inputs = new ArrayList<>();
        rel.getInputs().forEach(input -> inputs.add(guarded(input, builder)));
        if (!(rel instanceof Correlate correlate)) {
            return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        }
        RelNode left = keepsUnmatched(inputs.get(0)) ? guarded(inputs.get(0), correlate, builder) : inputs.get(0);
        return correlate.copy(
                correlate.getTraitSet(),
                left,
                inputs.get(1),
                correlate.getCorrelationId(),
                correlate.getRequiredColumns(),
                correlate.getJoinType());
    }

    private static boolean keepsUnmatched(RelNode rel) {
        boolean outer = rel instanceof Join join
                ? join.getJoinType() != JoinRelType.INNER
                : rel instanceof Correlate correlate && correlate.getJoinType() != JoinRelType.INNER;
        if (outer) {
            return true;
        }
        return rel.getInputs().stream().anyMatch(NullGuards::keepsUnmatched);
    }

    private static RelNode guarded(RelNode left, Correlate correlate, RelBuilder builder) {
        builder.push(left);
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < left.getRowType().getFieldCount(); i++) {
            RexNode column = builder.field(i);
            boolean open =
                    correlate.getRequiredColumns().get(i) && column.getType().isNullable();
            columns.add(open ? builder.call(GUARD, column) : column);
        }
        return builder.project(columns, left.getRowType().getFieldNames(), true).build();
    }

    /** The same tree without guards. */
    static RelNode unguarded(RelNode rel) {
        List<RelNode> inputs = new ArrayList<>();
        rel.getInputs().forEach(input -> inputs.add(unguarded(input)));
        RelNode copy = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        return copy.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                return call.getOperator().equals(GUARD)
                        ? call.getOperands().get(0).accept(this)
                        : super.visitCall(call);
            }
        });
    }
}
