package org.dynamojdbc.relational;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.relational.sql.LeafTable;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;

/** Where the values of computed columns come from: what their own type does not tell. */
final class ColumnSources {
    /** Aggregate and window functions that give one of the values they are given. */
    private static final Set<String> CHOOSING = Set.of(
            "min", "max", "any_value", "mode", "mode desc", "first_value", "last_value", "nth_value", "single_value");

    /** Those of other rows, whose third argument stands in where there is none. */
    private static final Set<String> NEIGHBOURS = Set.of("lag", "lead");

    private static final Set<String> ALTERNATIVES = Set.of("coalesce", "nvl2", "iif", "greatest", "least", "any");

    private ColumnSources() {}

    /** The attribute that all values of a column are values of, null where they are anything else. */
    static OutputColumn.@Nullable Source attribute(RelNode rel, int column) {
        RelNode node = rel.stripped();
        if (node instanceof TableScan scan) {
            return stored(scan, column);
        }
        if (node instanceof Project project) {
            return attribute(project.getProjects().get(column), project.getInput());
        }
        if (node instanceof Filter || node instanceof Sort) {
            return attribute(node.getInput(0), column);
        }
        if (node instanceof Aggregate aggregate) {
            return attribute(aggregate, column);
        }
        if (node instanceof Join || node instanceof Correlate) {
            int left = node.getInput(0).getRowType().getFieldCount();
            return column < left ? attribute(node.getInput(0), column) : attribute(node.getInput(1), column - left);
        }
        if (node instanceof Union) {
            List<Optional<OutputColumn.Source>> sources = node.getInputs().stream()
                    .map(input -> Optional.ofNullable(attribute(input, column)))
                    .distinct()
                    .toList();
            return sources.size() == 1 ? sources.get(0).orElse(null) : null;
        }
        return null;
    }

    private static OutputColumn.@Nullable Source stored(TableScan scan, int column) {
        LeafTable table = scan.getTable().unwrap(LeafTable.class);
        if (table == null) {
            return null;
        }
        LeafColumn leaf = table.columns().get(column);
        return leaf.isStored() && leaf.path().steps().isEmpty()
                ? new OutputColumn.Source(table.table().name(), leaf.path().root())
                : null;
    }

    private static OutputColumn.@Nullable Source attribute(Aggregate aggregate, int column) {
        int groups = aggregate.getGroupCount();
        if (column < groups) {
            return attribute(aggregate.getInput(), aggregate.getGroupSet().nth(column));
        }
        AggregateCall call = aggregate.getAggCallList().get(column - groups);
        String name = call.getAggregation().getName().toLowerCase(java.util.Locale.ROOT);
        if (name.startsWith("percentile_disc")) {
            return attribute(aggregate.getInput(), call.getArgList().get(1));
        }
        return CHOOSING.contains(name)
                ? attribute(aggregate.getInput(), call.getArgList().get(0))
                : null;
    }

    private static OutputColumn.@Nullable Source attribute(RexNode node, RelNode input) {
        if (node instanceof RexInputRef reference) {
            return attribute(input, reference.getIndex());
        }
        return node instanceof RexCall call && keepsItsFirst(call)
                ? attribute(call.getOperands().get(0), input)
                : null;
    }

    private static boolean keepsItsFirst(RexCall call) {
        String name = call.getOperator().getName().toLowerCase(java.util.Locale.ROOT);
        if (call instanceof RexOver) {
            return CHOOSING.contains(name)
                    || (NEIGHBOURS.contains(name) && call.getOperands().size() < 3);
        }
        return Operators.isCast(call.getOperator()) || name.equals("nullif") || name.equals("any");
    }

    /**
     * What times meet values of other types in a column, so that its type does not tell of them: a TIMESTAMP_TZ where one is, an
     * epoch where points in time are of such columns alone; empty when there are no times.
     */
    static Optional<ColumnType> timesAmongOthers(RelNode rel, int column) {
        Set<ColumnType.Kind> times = EnumSet.noneOf(ColumnType.Kind.class);
        addTimesAmongOthers(rel, column, times);
        if (times.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ColumnType.of(
                times.contains(ColumnType.Kind.TIMESTAMP_TZ)
                        ? ColumnType.Kind.TIMESTAMP_TZ
                        : ColumnType.Kind.EPOCH_MILLIS));
    }

    private static void addTimesAmongOthers(RelNode rel, int column, Set<ColumnType.Kind> times) {
        RelNode node = rel.stripped();
        if (type(node, column).getSqlTypeName() != SqlTypeName.ANY) {
            return;
        }
        if (node instanceof Project project) {
            addTimesAmongOthers(project.getProjects().get(column), project.getInput(), times);
        } else if (node instanceof Filter || node instanceof Sort) {
            addTimesAmongOthers(node.getInput(0), column, times);
        } else if (node instanceof Union) {
            for (RelNode input : node.getInputs()) {
                addTime(type(input, column), times);
                addTimesAmongOthers(input, column, times);
            }
        }
    }

    private static RelDataType type(RelNode node, int column) {
        return node.getRowType().getFieldList().get(column).getType();
    }

    private static void addTimesAmongOthers(RexNode node, RelNode input, Set<ColumnType.Kind> times) {
        if (node instanceof RexInputRef reference) {
            addTimesAmongOthers(input, reference.getIndex(), times);
            return;
        }
        if (!(node instanceof RexCall call)
                || call.getType().getSqlTypeName() != SqlTypeName.ANY
                || call instanceof RexOver) {
            return;
        }
        boolean alternatives = call.getKind() == SqlKind.CASE
                || call.getKind() == SqlKind.COALESCE
                || ALTERNATIVES.contains(call.getOperator().getName().toLowerCase(java.util.Locale.ROOT));
        if (alternatives) {
            for (RexNode operand : call.getOperands()) {
                addTime(operand.getType(), times);
                addTimesAmongOthers(operand, input, times);
            }
        }
    }

    private static void addTime(RelDataType type, Set<ColumnType.Kind> times) {
        switch (type.getSqlTypeName()) {
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> times.add(
                    SqlTypes.columnType(type).kind());
            default -> {}
        }
    }
}
