package org.dynamojdbc.relational.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.relational.function.CommonMoment;
import org.dynamojdbc.relational.function.ScalarFunction;
import org.dynamojdbc.type.ColumnType;

/**
 * Dates and times compared with the rows of a query (IN, ANY, ALL) whose type is another one, as moments of one type: joins and
 * look-ups made of them compare values, not what they mean.
 */
public final class ComparedMoments extends RelHomogeneousShuttle {
    private ComparedMoments() {}

    /** The same query, which compares so. */
    public static RelNode in(RelNode rel) {
        return rel.accept(new ComparedMoments());
    }

    @Override
    public RelNode visit(RelNode given) {
        RelNode rel = super.visit(given);
        return rel.accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery query) {
                RexSubQuery visited = (RexSubQuery) super.visitSubQuery(query);
                RelNode inner = visited.rel.accept(ComparedMoments.this);
                return compared(inner.equals(visited.rel) ? visited : visited.clone(inner));
            }
        });
    }

    private static RexSubQuery compared(RexSubQuery query) {
        if (query.getKind() != SqlKind.IN && query.getKind() != SqlKind.SOME) {
            return query;
        }
        RexBuilder rex = query.rel.getCluster().getRexBuilder();
        List<RexNode> operands = new ArrayList<>();
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < query.getOperands().size(); i++) {
            RexNode operand = query.getOperands().get(i);
            RexNode column = rex.makeInputRef(query.rel, i);
            SqlTypeName one = withoutCover(operand).getType().getSqlTypeName();
            SqlTypeName other = column.getType().getSqlTypeName();
            if (one != other && isDated(one) && isDated(other)) {
                boolean instant = isInstant(one) || isInstant(other);
                CommonMoment moment =
                        CommonMoment.of(instant ? ColumnType.Kind.TIMESTAMP_TZ : ColumnType.Kind.TIMESTAMP);
                operand = rex.makeCall(moment, operand);
                column = rex.makeCall(moment, column);
            }
            operands.add(operand);
            columns.add(column);
        }
        if (operands.equals(query.getOperands())) {
            return query;
        }
        RelNode rel = LogicalProject.create(
                query.rel, List.of(), columns, query.rel.getRowType().getFieldNames(), Set.of());
        return query.clone(query.getType(), operands).clone(rel);
    }

    /** What stands behind IN is called ANY for Calcite. */
    private static RexNode withoutCover(RexNode node) {
        return node instanceof RexCall call
                        && call.getOperator() instanceof ScalarFunction function
                        && function.getName().equals("any")
                ? call.getOperands().get(0)
                : node;
    }

    private static boolean isDated(SqlTypeName type) {
        return type == SqlTypeName.DATE || type == SqlTypeName.TIMESTAMP || isInstant(type);
    }

    private static boolean isInstant(SqlTypeName type) {
        return type == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }
}
