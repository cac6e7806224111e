package org.dynamojdbc.relational.rewrite;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;

/**
 * Queries for the first rows of a partition that an outer row names. A Query with a limit gives them; a join would number the
 * rows of all partitions.
 */
public final class FirstRows {
    private static final double LEAST_UNITS = 0.5;

    private FirstRows() {}

    /**
     * Whether asking for the first rows of each outer row's partition reads less than reading the table.
     *
     * @param conditions those above the query, which choose outer rows
     */
    public static boolean areCheaperPerRow(Correlate correlate, List<RexNode> conditions) {
        RelNode rel = correlate.getRight();
        while ((rel instanceof Project project && !project.containsOver()) || rel instanceof Filter) {
            rel = rel.getInput(0);
        }
        if (!(rel instanceof Sort sort) || sort.fetch == null) {
            return false;
        }
        RelNode rows = sort.getInput();
        RelNode scan = rows;
        while (scan instanceof Filter || scan instanceof Project) {
            scan = scan.getInput(0);
        }
        if (!(scan instanceof TableScan) || !isOfOnePartition(sort, rows)) {
            return false;
        }
        double perRow = LEAST_UNITS + CallCost.ofKeys(1, false);
        return Factor.of(outer(correlate, conditions)).rows() * perRow
                <= Factor.of(scan).units();
    }

    private static RelNode outer(Correlate correlate, List<RexNode> conditions) {
        RelNode outer = correlate.getLeft();
        ImmutableBitSet own = ImmutableBitSet.range(outer.getRowType().getFieldCount());
        List<RexNode> known = conditions.stream()
                .filter(c -> own.contains(RelOptUtil.InputFinder.bits(c)))
                .toList();
        return known.isEmpty()
                ? outer
                : LogicalFilter.create(
                        outer, RexUtil.composeConjunction(outer.getCluster().getRexBuilder(), known));
    }

    /** Whether conditions name the partition of the table or an index, and its sort key gives the order. */
    private static boolean isOfOnePartition(Sort sort, RelNode rows) {
        List<RelFieldCollation> order = sort.getCollation().getFieldCollations();
        Factor.Origin first =
                order.isEmpty() ? null : Factor.origin(rows, order.get(0).getFieldIndex());
        if (order.size() > 1 || (!order.isEmpty() && first == null)) {
            return false;
        }
        Set<String> given = equalities(rows).map(Factor.Origin::attribute).collect(Collectors.toSet());
        return equalities(rows).findFirst().stream()
                .flatMap(origin -> Factor.keys(origin.table()).stream())
                .anyMatch(key -> given.containsAll(
                                key.partition().stream().map(KeyAttribute::name).toList())
                        && (first == null || isFirstOf(key, first.attribute())));
    }

    private static boolean isFirstOf(KeySchema key, String attribute) {
        return !key.sort().isEmpty() && key.sort().get(0).name().equals(attribute);
    }

    /** The columns that equal something which is no column of the rows. */
    private static Stream<Factor.Origin> equalities(RelNode rel) {
        if (rel instanceof Project project) {
            return equalities(project.getInput());
        }
        if (!(rel instanceof Filter filter)) {
            return Stream.of();
        }
        Stream<Factor.Origin> own = RelOptUtil.conjunctions(filter.getCondition()).stream()
                .filter(term -> term.getKind() == SqlKind.EQUALS)
                .flatMap(term -> {
                    RexNode a = ((RexCall) term).getOperands().get(0);
                    RexNode b = ((RexCall) term).getOperands().get(1);
                    RexNode column = a instanceof RexInputRef ? a : b;
                    RexNode other = a instanceof RexInputRef ? b : a;
                    return column instanceof RexInputRef ref
                                    && RelOptUtil.InputFinder.bits(other).isEmpty()
                            ? Stream.ofNullable(Factor.origin(filter.getInput(), ref.getIndex()))
                            : Stream.of();
                })
                .filter(Objects::nonNull);
        return Stream.concat(own, equalities(filter.getInput()));
    }
}
