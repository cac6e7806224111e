package org.dynamojdbc.relational.rewrite;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Tells each operator that runs a query for its rows which columns that query looks at, as it stands. Calcite notes it once,
 * overlooks columns then and there, and afterwards believes the note.
 */
public final class OuterRows extends RelHomogeneousShuttle {
    private OuterRows() {}

    /** The same rows. */
    public static RelNode noted(RelNode rel) {
        return rel.accept(new OuterRows());
    }

    @Override
    public RelNode visit(RelNode given) {
        RelNode rel = super.visit(given);
        if (!(rel instanceof Correlate correlate)) {
            return rel;
        }
        ImmutableBitSet used = columns(correlate.getCorrelationId(), correlate.getRight());
        return used.equals(correlate.getRequiredColumns())
                ? correlate
                : correlate.copy(
                        correlate.getTraitSet(),
                        correlate.getLeft(),
                        correlate.getRight(),
                        correlate.getCorrelationId(),
                        used,
                        correlate.getJoinType());
    }

    private static ImmutableBitSet columns(CorrelationId outer, RelNode rel) {
        ImmutableBitSet.Builder used = ImmutableBitSet.builder();
        RexShuttle finder = new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (access.getReferenceExpr() instanceof RexCorrelVariable variable && variable.id.equals(outer)) {
                    used.set(access.getField().getIndex());
                }
                return access;
            }
        };
        rel.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode given) {
                given.accept(finder);
                return super.visit(given);
            }
        });
        return used.build();
    }
}
