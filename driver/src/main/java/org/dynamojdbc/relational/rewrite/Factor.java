package org.dynamojdbc.relational.rewrite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.relational.sql.LeafTable;
import org.jspecify.annotations.Nullable;

/** One input of several inner joins: how many rows it gives, what reading it costs, and what looking it up by key costs. */
final class Factor {
    private static final double UNKNOWN_ROWS = 1000;
    private static final double UNKNOWN_BYTES = 400;
    private static final double UNIT_BYTES = 8192;
    private static final double UNITS_PER_KEY = 0.5;

    private final RelNode rel;
    private final double rows;
    private final double units;

    private Factor(RelNode rel, double rows, double units) {
        this.rel = rel;
        this.rows = rows;
        this.units = units;
    }

    static Factor of(RelNode rel) {
        return new Factor(rel, Math.max(1, estimatedRows(rel)), readUnits(rel, List.of()));
    }

    int width() {
        return rel.getRowType().getFieldCount();
    }

    double rows() {
        return rows;
    }

    /** Items of the table it reads, without conditions. */
    double items() {
        RelNode input = rel;
        while (input.getInputs().size() == 1) {
            input = input.getInput(0);
        }
        return estimatedRows(input);
    }

    /** Units of reading it as a whole, its pages included. */
    double units() {
        return units + CallCost.ofPages(units);
    }

    /** A column of a table read. */
    record Origin(LeafTable table, LeafColumn column) {
        String attribute() {
            return column.path().root();
        }

        boolean isAttribute() {
            return column.isStored() && column.path().steps().isEmpty();
        }
    }

    /** The table column that an output column is, such that choosing rows by it chooses what the table is read for. */
    static @Nullable Origin origin(RelNode rel, int column) {
        if (rel instanceof TableScan scan) {
            LeafTable leaf = scan.getTable().unwrap(LeafTable.class);
            Origin origin =
                    leaf == null ? null : new Origin(leaf, leaf.columns().get(column));
            return origin != null && origin.isAttribute() ? origin : null;
        }
        if (rel instanceof Filter filter) {
            return origin(filter.getInput(), column);
        }
        if (rel instanceof Project project) {
            return project.getProjects().get(column) instanceof RexInputRef ref
                    ? origin(project.getInput(), ref.getIndex())
                    : null;
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate.getGroupType() == Aggregate.Group.SIMPLE && column < aggregate.getGroupCount()
                    ? origin(aggregate.getInput(), aggregate.getGroupSet().nth(column))
                    : null;
        }
        if (rel instanceof Join join) {
            int left = join.getLeft().getRowType().getFieldCount();
            if (column < left) {
                return join.getJoinType().generatesNullsOnLeft() ? null : origin(join.getLeft(), column);
            }
            return join.getJoinType() == JoinRelType.INNER ? origin(join.getRight(), column - left) : null;
        }
        return null;
    }

    /** Whether values of the column occur once only; no column of an index or of a partition with several items. */
    boolean isUnique(int column) {
        if (rel instanceof Aggregate aggregate) {
            return aggregate.getGroupCount() == 1 && column == 0;
        }
        Origin origin = origin(rel, column);
        return origin != null
                && !(rel instanceof Join)
                && origin.table().index() == null
                && origin.table().table().key().attributes().size() == 1
                && origin.table().table().key().contains(origin.attribute());
    }

    /** About how many different values the column has in its table, -1 when nothing tells. */
    double distinct(int column) {
        Origin origin = origin(rel, column);
        if (isUnique(column)) {
            return origin == null ? rows : items(origin.table());
        }
        return -1;
    }

    /**
     * Units of finding its rows by the values of some columns, -1 when they are no key.
     *
     * @param keys number of values
     * @param matches rows found for each, so far as known; -1 for unknown
     */
    double lookupUnits(Collection<Integer> columns, double keys, double matches) {
        double best = -1;
        for (int column : columns) {
            Origin origin = origin(rel, column);
            if (origin == null) {
                continue;
            }
            Set<String> given = new java.util.HashSet<>();
            for (int other : columns) {
                Origin known = origin(rel, other);
                if (known != null && known.table() == origin.table()) {
                    given.add(known.attribute());
                }
            }
            for (KeySchema key : keys(origin.table())) {
                if (key.partition().stream().allMatch(a -> given.contains(a.name()))) {
                    double units = keys * unitsPerKey(origin.table(), key, given, matches)
                            + CallCost.ofKeys(keys, isWhole(origin.table(), key, given));
                    best = best < 0 ? units : Math.min(best, units);
                }
            }
        }
        return best;
    }

    static List<KeySchema> keys(LeafTable leaf) {
        List<KeySchema> keys = new ArrayList<>();
        if (leaf.index() == null) {
            keys.add(leaf.table().key());
        }
        for (Index index : leaf.table().indexes()) {
            if (index.usable() && (leaf.index() == null || leaf.index().equals(index.name()))) {
                keys.add(index.key());
            }
        }
        return keys;
    }

    private static boolean isWhole(LeafTable leaf, KeySchema key, Set<String> given) {
        return key.equals(leaf.table().key())
                && key.attributes().stream().map(KeyAttribute::name).allMatch(given::contains);
    }

    private static double unitsPerKey(LeafTable leaf, KeySchema key, Set<String> given, double matches) {
        double found = isWhole(leaf, key, given) ? 1 : matches < 0 ? Math.sqrt(items(leaf)) : matches;
        return Math.max(UNITS_PER_KEY, found * bytes(leaf) / UNIT_BYTES);
    }

    private static double items(LeafTable leaf) {
        return leaf.table().itemCount() > 0 ? (double) leaf.table().itemCount() : UNKNOWN_ROWS;
    }

    private static double bytes(LeafTable leaf) {
        return leaf.table().itemCount() > 0 && leaf.table().sizeBytes() > 0
                ? (double) leaf.table().sizeBytes() / (double) leaf.table().itemCount()
                : UNKNOWN_BYTES;
    }

    private static double estimatedRows(RelNode rel) {
        if (rel instanceof TableScan scan) {
            LeafTable leaf = scan.getTable().unwrap(LeafTable.class);
            return leaf == null ? UNKNOWN_ROWS : items(leaf);
        }
        if (rel instanceof Filter filter) {
            List<RexNode> terms = RelOptUtil.conjunctions(filter.getCondition());
            double rows = estimatedRows(filter.getInput());
            double points = terms.stream()
                    .mapToDouble(t -> points(filter.getInput(), t))
                    .min()
                    .orElse(Double.MAX_VALUE);
            return Math.min(points, rows * Selectivity.of(terms));
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate.getGroupCount() == 0 ? 1 : Math.max(1, estimatedRows(aggregate.getInput()) / 5);
        }
        if (rel instanceof Join join) {
            double left = estimatedRows(join.getLeft());
            double right = estimatedRows(join.getRight());
            return join.getJoinType().projectsRight() ? Math.max(left, right) : left / 2;
        }
        return rel.getInputs().stream().mapToDouble(Factor::estimatedRows).sum();
    }

    /** How many items a condition on a whole key chooses at the most, without end when it is none. */
    private static double points(RelNode input, RexNode term) {
        Origin origin = equalColumn(input, term);
        return origin != null
                        && origin.table().index() == null
                        && origin.table().table().key().attributes().size() == 1
                        && origin.table().table().key().contains(origin.attribute())
                ? values(term)
                : Double.MAX_VALUE;
    }

    /** How many values a column equals under a condition that {@link #equalColumn} has a column for. */
    private static double values(RexNode term) {
        return isInList(term) ? ((RexCall) term).getOperands().size() - 1 : 1;
    }

    private static boolean isInList(RexNode term) {
        return term instanceof RexCall call && call.getOperator().getName().equals("in_list");
    }

    /** The column of {@code column = constant} or {@code column IN (constants)}. */
    private static @Nullable Origin equalColumn(RelNode input, RexNode term) {
        if (isInList(term)) {
            return ((RexCall) term).getOperands().get(0) instanceof RexInputRef ref
                    ? origin(input, ref.getIndex())
                    : null;
        }
        if (!(term instanceof RexCall call) || call.getKind() != SqlKind.EQUALS) {
            return null;
        }
        RexNode first = call.getOperands().get(0);
        RexNode second = call.getOperands().get(1);
        return first instanceof RexInputRef ? equalColumn(input, first, second) : equalColumn(input, second, first);
    }

    private static @Nullable Origin equalColumn(RelNode input, RexNode column, RexNode constant) {
        return column instanceof RexInputRef ref
                        && RelOptUtil.InputFinder.bits(constant).isEmpty()
                ? origin(input, ref.getIndex())
                : null;
    }

    private static double readUnits(RelNode rel, List<RexNode> conditions) {
        if (rel instanceof TableScan scan) {
            LeafTable leaf = scan.getTable().unwrap(LeafTable.class);
            if (leaf == null) {
                return 0;
            }
            double all = Math.max(UNITS_PER_KEY, items(leaf) * bytes(leaf) / UNIT_BYTES);
            for (RexNode condition : conditions) {
                Origin origin = equalColumn(scan, condition);
                if (origin != null
                        && keys(leaf).stream()
                                .anyMatch(k -> k.partition().size() == 1
                                        && k.partition().get(0).name().equals(origin.attribute()))) {
                    double points = points(scan, condition);
                    return Math.max(
                            UNITS_PER_KEY,
                            points < Double.MAX_VALUE ? points * UNITS_PER_KEY : all * Selectivity.of(condition));
                }
            }
            return all;
        }
        if (rel instanceof Filter filter) {
            return readUnits(filter.getInput(), RelOptUtil.conjunctions(filter.getCondition()));
        }
        return rel.getInputs().stream()
                .mapToDouble(input -> readUnits(input, List.of()))
                .sum();
    }
}
