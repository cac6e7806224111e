package org.dynamojdbc.relational;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** How many rows of a result will be read: the statement's LIMIT, and that of who reads it (setMaxRows). */
final class RowGoal {
    private RowGoal() {}

    /** The query that ends after some rows, 0 for all of them; its limit stands as near to the reads as it can. */
    static RelNode of(RelNode given, long rows) {
        RelNode rel = given.stripped();
        if (rows == 0) {
            return rel;
        }
        if (isOneRow(rel)) {
            return rel;
        }
        if (rel instanceof Project project && !project.containsOver()) {
            return project.copy(project.getTraitSet(), List.of(of(project.getInput(), rows)));
        }
        RexNode goal = rel.getCluster().getRexBuilder().makeExactLiteral(BigDecimal.valueOf(rows));
        if (rel instanceof Union union && union.all) {
            List<RelNode> inputs =
                    union.getInputs().stream().map(input -> of(input, rows)).toList();
            return LogicalSort.create(union.copy(union.getTraitSet(), inputs, true), RelCollations.EMPTY, null, goal);
        }
        return rel instanceof Sort sort
                ? limited(sort, goal, rows)
                : LogicalSort.create(rel, RelCollations.EMPTY, null, goal);
    }

    /** The same rows, limits being as near to the reads as they can: a page more than they need is paid for nothing. */
    static RelNode nearReads(RelNode rel) {
        return rel.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode given) {
                return lowered(super.visit(given));
            }
        });
    }

    /** A limit without an order goes below what is computed of each row alone. */
    private static RelNode lowered(RelNode rel) {
        if (rel instanceof Sort sort
                && sort.getCollation().getFieldCollations().isEmpty()
                && sort.getInput().stripped() instanceof Project project
                && !project.containsOver()) {
            RelNode limited =
                    LogicalSort.create(project.getInput().stripped(), RelCollations.EMPTY, sort.offset, sort.fetch);
            return project.copy(project.getTraitSet(), List.of(lowered(limited)));
        }
        return rel;
    }

    private static RelNode limited(Sort sort, RexNode goal, long rows) {
        if (sort.fetch == null) {
            return LogicalSort.create(sort.getInput(), sort.getCollation(), sort.offset, goal);
        }
        if (sort.fetch instanceof RexLiteral literal) {
            BigDecimal limit = literal.getValueAs(BigDecimal.class);
            return limit != null && limit.compareTo(BigDecimal.valueOf(rows)) > 0
                    ? LogicalSort.create(sort.getInput(), sort.getCollation(), sort.offset, goal)
                    : sort;
        }
        // A parameter's value is not known yet: both limits hold, in whichever order.
        return sort.offset == null
                ? LogicalSort.create(
                        LogicalSort.create(sort.getInput(), sort.getCollation(), null, goal),
                        RelCollations.EMPTY,
                        null,
                        sort.fetch)
                : LogicalSort.create(sort, RelCollations.EMPTY, null, goal);
    }

    /** Whether only some of the rows are given, so that which they are depends on the order of the reads. */
    static boolean isLimited(RelNode given) {
        RelNode rel = given.stripped();
        return (rel instanceof Sort sort && sort.fetch != null && !isOneRow(sort.getInput()))
                || rel.getInputs().stream().anyMatch(RowGoal::isLimited);
    }

    /** An aggregate without groups. */
    private static boolean isOneRow(RelNode given) {
        RelNode rel = given.stripped();
        if (rel instanceof Project || rel instanceof Filter) {
            return isOneRow(rel.getInput(0));
        }
        return rel instanceof Aggregate aggregate
                && aggregate.getGroupCount() == 0
                && aggregate.getGroupSets().size() == 1;
    }
}
