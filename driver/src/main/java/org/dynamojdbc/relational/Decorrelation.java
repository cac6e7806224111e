package org.dynamojdbc.relational;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.dynamojdbc.relational.rewrite.FirstRows;

/**
 * Makes joins of correlated queries, by Calcite's decorrelation, where that is known to keep the rows as they are. All others
 * stay and are run for each outer row.
 */
final class Decorrelation {
    private Decorrelation() {}

    /** The same rows. */
    static RelNode of(RelNode rel, RelBuilder builder) {
        RelNode known = withFirstRows(rel, builder);
        return changesRows(known) || isDearer(known, List.of())
                ? known
                : NullGuards.unguarded(RelDecorrelator.decorrelateQuery(NullGuards.guarded(known, builder), builder));
    }

    /**
     * EXISTS of a query that refers to no other groups its rows by TRUE. The first row says as much, and is enough to be
     * read; decorrelation leaves constant keys out, and without keys there is a group where there are no rows.
     */
    private static RelNode withFirstRows(RelNode rel, RelBuilder builder) {
        List<RelNode> inputs = rel.getInputs().stream()
                .map(input -> withFirstRows(input, builder))
                .toList();
        RelNode same = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        if (!(same instanceof Aggregate aggregate)
                || !groupsAllAsOne(aggregate)
                || !aggregate.getAggCallList().isEmpty()) {
            return same;
        }
        builder.push(aggregate.getInput()).limit(0, 1);
        return builder.project(
                        builder.fields(aggregate.getGroupSet()),
                        aggregate.getRowType().getFieldNames(),
                        true)
                .build();
    }

    /** Whether an aggregate that refers to no outer row has keys, and nothing but constants. */
    private static boolean groupsAllAsOne(Aggregate aggregate) {
        return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                && !aggregate.getGroupSet().isEmpty()
                && aggregate.getInput() instanceof Project project
                && aggregate.getGroupSet().asList().stream()
                        .allMatch(key -> project.getProjects().get(key) instanceof RexLiteral)
                && RelOptUtil.getVariablesUsed(aggregate).isEmpty();
    }

    /** Whether a query in FROM gives the first rows of a partition for each of few rows. */
    private static boolean isDearer(RelNode rel, List<RexNode> conditions) {
        if (rel instanceof Filter filter) {
            return isDearer(filter.getInput(), RelOptUtil.conjunctions(filter.getCondition()));
        }
        return (rel instanceof Correlate correlate && FirstRows.areCheaperPerRow(correlate, conditions))
                || rel.getInputs().stream().anyMatch(input -> isDearer(input, List.of()));
    }

    /** Whether Calcite's decorrelation would not keep the rows, or fails. */
    private static boolean changesRows(RelNode rel) {
        if (rel instanceof Correlate correlate) {
            CorrelationId outer = correlate.getCorrelationId();
            RelNode inner = correlate.getRight();
            boolean losesOne = correlate.getJoinType() != JoinRelType.LEFT && givesOneOfNone(inner);
            if (losesOne || usesOthers(inner, outer) || meetsItself(inner, outer) || isLimitedByParameter(inner)) {
                return true;
            }
        }
        if (rel instanceof Aggregate aggregate && groupsAllAsOne(aggregate)) {
            return true;
        }
        if (rel instanceof Join join
                && !join.getJoinType().projectsRight()
                && join.getInputs().stream().anyMatch(Decorrelation::becomesWider)) {
            return true;
        }
        return rel.getInputs().stream().anyMatch(Decorrelation::changesRows);
    }

    /** A query in FROM gets the columns that it is joined by, and a semi or anti join above it keeps the numbers it had. */
    private static boolean becomesWider(RelNode rel) {
        return rel instanceof Correlate
                || (!(rel instanceof Project)
                        && !(rel instanceof Aggregate)
                        && rel.getInputs().stream().anyMatch(Decorrelation::becomesWider));
    }

    /** An aggregate without GROUP BY gives a row where there is none: decorrelation groups by the outer values, and does not. */
    private static boolean givesOneOfNone(RelNode rel) {
        return (rel instanceof Aggregate aggregate && aggregate.getGroupSets().contains(ImmutableBitSet.of()))
                || rel.getInputs().stream().anyMatch(Decorrelation::givesOneOfNone);
    }

    /**
     * A query that uses columns of a query further out: decorrelation takes these from the inner side of an outer join, where
     * they are NULL for rows without a match.
     */
    private static boolean usesOthers(RelNode inner, CorrelationId outer) {
        return RelOptUtil.getVariablesUsed(inner).stream().anyMatch(used -> !used.equals(outer));
    }

    /** Two inputs of a join that both use the outer row: decorrelation joins them without it. */
    private static boolean meetsItself(RelNode rel, CorrelationId outer) {
        if (rel.getInputs().size() > 1) {
            Set<CorrelationId> own = new HashSet<>();
            rel.collectVariablesUsed(own);
            long uses = rel.getInputs().stream()
                            .filter(input -> RelOptUtil.getVariablesUsed(input).contains(outer))
                            .count()
                    + (own.contains(outer) ? 1 : 0);
            if (uses > 1) {
                return true;
            }
        }
        return rel.getInputs().stream().anyMatch(input -> meetsItself(input, outer));
    }

    private static boolean isLimitedByParameter(RelNode rel) {
        if (rel instanceof Sort sort
                && (sort.fetch instanceof RexDynamicParam || sort.offset instanceof RexDynamicParam)) {
            return true;
        }
        return rel.getInputs().stream().anyMatch(Decorrelation::isLimitedByParameter);
    }
}
