package org.dynamojdbc.relational.rewrite;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.tools.RelBuilder;
import org.dynamojdbc.relational.function.AggregateTable;
import org.dynamojdbc.relational.function.FunctionTable;

/**
 * Sub-queries that Calcite makes wrong joins of, in another form. Of several ones in one ON it does not count the columns anew:
 * those of an inner join stand in a condition above it instead, those of an outer join are run for each pair of rows. One that
 * is compared with another sub-query, {@code (SELECT ..) IN (SELECT ..)}, is run for each row, or rows come several times; so is
 * one behind IN with a value of a row further out, or rows are missing; every one behind ANY or ALL, whose joins take the columns of
 * each other and compare values of different types; and every other that looks at an outer row and has none of the
 * {@link DecorrelatedShapes}.
 */
public final class UnsafeSubQueries extends RelHomogeneousShuttle {
    private final RelBuilder builder;
    private final QueriesPerRow perRow;

    private UnsafeSubQueries(RelBuilder builder, QueriesPerRow perRow) {
        this.builder = builder;
        this.perRow = perRow;
    }

    /** The same rows. */
    public static RelNode replaced(RelNode rel, RelBuilder builder, QueriesPerRow perRow) {
        return rel.accept(new UnsafeSubQueries(builder, perRow));
    }

    /** Whether all queries in FROM that look at the rows beside them can be made joins of. */
    public static boolean areJoinable(RelNode rel) {
        return DecorrelatedShapes.containsLaterals(rel);
    }

    @Override
    public RelNode visit(RelNode given) {
        RelNode visited = super.visit(given);
        RelNode rel = visited.accept(new Inside(visited.getVariablesSet()));
        if (!(rel instanceof LogicalJoin join)) {
            return rel;
        }
        int subQueries = count(join.getCondition());
        if (subQueries == 0 || (subQueries == 1 && join.getJoinType() != JoinRelType.INNER)) {
            return join;
        }
        if (join.getJoinType() != JoinRelType.INNER) {
            return perRow.here(join);
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

    /** The sub-queries of an operator's expressions. */
    private final class Inside extends RexShuttle {
        private final Set<CorrelationId> own;

        Inside(Set<CorrelationId> own) {
            this.own = own;
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery given) {
            RexSubQuery subQuery = (RexSubQuery) super.visitSubQuery(given);
            RelNode inner = subQuery.rel.accept(UnsafeSubQueries.this);
            RexSubQuery replaced = inner.equals(subQuery.rel) ? subQuery : subQuery.clone(inner);
            if (replaced.getKind() == SqlKind.SOME && !isCorrelated(replaced)) {
                return perRow.of(replaced.clone(decisive(replaced)), own);
            }
            return isUnsafe(replaced, own) ? perRow.of(replaced, own) : replaced;
        }
    }

    /** The few rows that decide a comparison with any: of each type the lowest or the highest, or each value once. */
    private RelNode decisive(RexSubQuery query) {
        SqlKind comparison = ((SqlQuantifyOperator) query.op).comparisonKind;
        builder.push(query.rel);
        RexNode value = builder.field(0);
        String extreme =
                switch (comparison) {
                    case GREATER_THAN, GREATER_THAN_OR_EQUAL -> "min";
                    case LESS_THAN, LESS_THAN_OR_EQUAL -> "max";
                    default -> "";
                };
        if (extreme.isEmpty()) {
            return builder.aggregate(builder.groupKey(value)).build();
        }
        return builder.aggregate(
                        builder.groupKey(builder.call(FunctionTable.get("typeof"), value)),
                        builder.aggregateCall(AggregateTable.find(extreme).orElseThrow(), value))
                .project(builder.field(1))
                .build();
    }

    private static boolean isCorrelated(RexSubQuery query) {
        return !RelOptUtil.getVariablesUsed(query.rel).isEmpty();
    }

    private static boolean isUnsafe(RexSubQuery query, Set<CorrelationId> own) {
        boolean correlated = isCorrelated(query);
        return query.getKind() == SqlKind.SOME
                || (correlated && !DecorrelatedShapes.contain(query, own))
                || query.getOperands().stream()
                        .anyMatch(o -> RexUtil.SubQueryFinder.find(o) != null
                                || (correlated && RexUtil.containsCorrelation(o)));
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
