package org.dynamojdbc.relational;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

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
        return lowered(
                rel instanceof Sort sort
                        ? limited(sort, goal, rows)
                        : LogicalSort.create(rel, RelCollations.EMPTY, null, goal));
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

    /**
     * An order and a limit go below what is computed of each row alone, a limit into the branches of a UNION ALL, and of two
     * limits the lower one holds.
     */
    private static RelNode lowered(RelNode rel) {
        if (!(rel instanceof Sort sort)) {
            return rel;
        }
        RelNode input = sort.getInput().stripped();
        if (input instanceof Project project && !project.containsOver()) {
            return belowProject(sort, project);
        }
        if (input instanceof Union union && union.all) {
            return intoBranches(sort, union);
        }
        return input instanceof Sort inner ? merged(sort, inner) : sort;
    }

    private static RelNode belowProject(Sort sort, Project project) {
        List<RelFieldCollation> fields = new ArrayList<>();
        for (RelFieldCollation field : sort.getCollation().getFieldCollations()) {
            if (!(project.getProjects().get(field.getFieldIndex()) instanceof RexInputRef source)) {
                return sort;
            }
            fields.add(field.withFieldIndex(source.getIndex()));
        }
        RelNode below =
                LogicalSort.create(project.getInput().stripped(), RelCollations.of(fields), sort.offset, sort.fetch);
        return project.copy(project.getTraitSet(), List.of(lowered(below)));
    }

    /** Each branch gives as many rows as may be wanted of it. */
    private static RelNode intoBranches(Sort sort, Union union) {
        BigDecimal wanted = literal(sort.fetch);
        BigDecimal skipped = sort.offset == null ? BigDecimal.ZERO : literal(sort.offset);
        if (wanted == null || skipped == null) {
            return sort;
        }
        RexNode most = sort.getCluster().getRexBuilder().makeExactLiteral(wanted.add(skipped));
        List<RelNode> branches = new ArrayList<>();
        for (RelNode branch : union.getInputs()) {
            branches.add(
                    isOneRow(branch)
                            ? branch
                            : lowered(LogicalSort.create(branch.stripped(), sort.getCollation(), null, most)));
        }
        return sort.copy(sort.getTraitSet(), List.of(union.copy(union.getTraitSet(), branches, true)));
    }

    /** The first rows of the first rows; a limit that only a parameter tells stays where it is. */
    private static RelNode merged(Sort outer, Sort inner) {
        BigDecimal most = literal(outer.fetch);
        BigDecimal innerMost = literal(inner.fetch);
        if (!outer.getCollation().getFieldCollations().isEmpty()
                || outer.offset != null
                || most == null
                || (inner.fetch != null && innerMost == null)) {
            return outer;
        }
        return innerMost != null && innerMost.compareTo(most) <= 0
                ? inner
                : lowered(LogicalSort.create(
                        inner.getInput().stripped(), inner.getCollation(), inner.offset, outer.fetch));
    }

    private static @Nullable BigDecimal literal(@Nullable RexNode rows) {
        return rows instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
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
