package org.dynamojdbc.relational.run;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.dynamojdbc.relational.sql.LeafTable;

/**
 * What the rows of a part of the plan depend on: columns of the rows of outer queries.
 *
 * @param columns those columns
 * @param reads whether tables are read
 * @param repeatable whether the same outer values give the same rows each time
 */
record OuterColumns(Set<Column> columns, boolean reads, boolean repeatable) {
    /** A column of the row that a correlation variable stands for. */
    record Column(int variable, int field, String name) {}

    static OuterColumns of(RelNode rel) {
        Finder finder = new Finder();
        finder.visit(rel);
        Set<Column> free = new LinkedHashSet<>(finder.columns);
        free.removeIf(column -> finder.own.contains(column.variable()));
        return new OuterColumns(free, finder.reads, finder.repeatable);
    }

    /** Whether an expression looks at a row of an outer query. */
    static boolean looksOut(RexNode node) {
        return RexUtil.containsCorrelation(node);
    }

    List<Column> list() {
        return List.copyOf(columns);
    }

    private static final class Finder extends RexShuttle {
        private final Set<Column> columns = new LinkedHashSet<>();
        private final Set<Integer> own = new HashSet<>();
        private boolean reads;
        private boolean repeatable = true;

        void visit(RelNode rel) {
            if (rel instanceof TableScan scan) {
                reads = true;
                // The rows that a recursion gave last are others each time.
                repeatable &= scan.getTable().unwrap(LeafTable.class) != null;
            }
            if (rel instanceof Correlate correlate) {
                own.add(correlate.getCorrelationId().getId());
            }
            rel.accept(this);
            rel.getInputs().forEach(this::visit);
        }

        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
            if (access.getReferenceExpr() instanceof RexCorrelVariable variable) {
                columns.add(new Column(
                        variable.id.getId(),
                        access.getField().getIndex(),
                        access.getField().getName()));
            }
            return access;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            repeatable &= call.getOperator().isDeterministic();
            return super.visitCall(call);
        }
    }
}
