package org.dynamojdbc.relational.rewrite;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.tools.RelBuilder;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;

/**
 * Sub-queries of an inner join's ON stand in a condition above it instead. Calcite makes wrong joins of several sub-queries in
 * one ON, whose columns it does not count anew.
 */
public final class JoinSubQueries extends RelHomogeneousShuttle {
    private final RexShuttle inside = new RexShuttle() {
        @Override
        public RexNode visitSubQuery(RexSubQuery given) {
            RexSubQuery subQuery = (RexSubQuery) super.visitSubQuery(given);
            RelNode raised = subQuery.rel.accept(JoinSubQueries.this);
            return raised.equals(subQuery.rel) ? subQuery : subQuery.clone(raised);
        }
    };

    private final RelBuilder builder;

    private JoinSubQueries(RelBuilder builder) {
        this.builder = builder;
    }

    /**
     * The same rows.
     *
     * @throws SqlFailure 0A000 for an outer join with several sub-queries in its ON
     */
    public static RelNode raised(RelNode rel, RelBuilder builder) {
        return rel.accept(new JoinSubQueries(builder));
    }

    @Override
    public RelNode visit(RelNode given) {
        RelNode rel = super.visit(given).accept(inside);
        if (!(rel instanceof LogicalJoin join)) {
            return rel;
        }
        int subQueries = count(join.getCondition());
        if (subQueries == 0 || (subQueries == 1 && join.getJoinType() != JoinRelType.INNER)) {
            return join;
        }
        if (join.getJoinType() != JoinRelType.INNER) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "the ON of an outer join takes one sub-query, this one has " + subQueries
                            + "; compute the others in derived tables that are joined");
        }
        RelNode plain = join.copy(
                join.getTraitSet(),
                join.getCluster().getRexBuilder().makeLiteral(true),
                join.getLeft(),
                join.getRight(),
                JoinRelType.INNER,
                join.isSemiJoinDone());
        return builder.push(plain)
                .filter(join.getVariablesSet(), join.getCondition())
                .build();
    }

    private static int count(RexNode condition) {
        AtomicInteger found = new AtomicInteger();
        condition.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitSubQuery(RexSubQuery subQuery) {
                found.incrementAndGet();
                return super.visitSubQuery(subQuery);
            }
        });
        return found.get();
    }
}
