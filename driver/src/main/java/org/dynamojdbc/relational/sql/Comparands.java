package org.dynamojdbc.relational.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.dynamojdbc.relational.function.FittedConstant;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.relational.function.StoredNumber;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;

/** Which columns of a statement give their type to the constants they are compared with. */
final class Comparands {
    private final Map<String, LeafTable> tables = new HashMap<>();
    private final Map<String, List<Column>> queries = new HashMap<>();

    /** The column of a table that a column is, through however many queries; {@link #COMPUTED} when it is none. */
    record Column(ColumnType type, @Nullable AttributeType key, boolean isOfTable) {
        private boolean isEpoch() {
            return type.kind() == ColumnType.Kind.EPOCH_SECONDS || type.kind() == ColumnType.Kind.EPOCH_MILLIS;
        }

        private boolean isMoment() {
            return isEpoch()
                    || switch (type.kind()) {
                        case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> true;
                        default -> false;
                    };
        }
    }

    /** Compared by value alone. */
    static final Column COMPUTED = new Column(ColumnType.of(ColumnType.Kind.ANY), null, false);

    void table(LeafTable leaf) {
        tables.put(leaf.name(), leaf);
    }

    /** @param columns of c0, c1, ... */
    void query(String relation, List<Column> columns) {
        queries.put(relation, List.copyOf(columns));
    }

    /** What is known of the columns of a SELECT list. */
    List<Column> of(List<SqlNode> nodes) {
        return nodes.stream().map(this::of).toList();
    }

    Column of(SqlNode node) {
        if (!(node instanceof SqlIdentifier identifier) || identifier.names.size() != 2) {
            return COMPUTED;
        }
        String relation = identifier.names.get(0);
        String name = identifier.names.get(1);
        LeafTable leaf = tables.get(relation);
        if (leaf != null) {
            return leaf.columns().stream()
                    .filter(c -> c.name().equals(name) && c.condition() == null)
                    .findFirst()
                    .map(c -> new Column(c.type(), c.key(), true))
                    .orElse(COMPUTED);
        }
        List<Column> columns = queries.getOrDefault(relation, List.of());
        int position = name.startsWith("c") ? Integer.parseInt(name.substring(1)) : columns.size();
        return position < columns.size() ? columns.get(position) : COMPUTED;
    }

    /** Columns of a set operation: what both sides agree on. */
    static List<Column> common(List<Column> left, List<Column> right) {
        return java.util.stream.IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i).equals(right.get(i)) ? left.get(i) : COMPUTED)
                .collect(Collectors.toList());
    }

    /**
     * A side of a comparison: a constant takes the type of the column on the other side. A moment that is kept as a number
     * is that number for columns that keep no moments.
     */
    SqlNode beside(SqlNode side, SqlNode other) {
        Column own = of(side);
        Column column = of(other);
        return own.isEpoch() && column.isOfTable() && !column.isMoment()
                ? StoredNumber.of(own.type()).createCall(side.getParserPosition(), side)
                : fitted(side, column);
    }

    /** A side of a comparison with a column. */
    SqlNode fitted(SqlNode side, Column column) {
        return !column.isOfTable() || !isConstant(side)
                ? side
                : FittedConstant.to(column.type(), column.key()).createCall(side.getParserPosition(), side);
    }

    /** Whether a node has the same value on every row. */
    static boolean isConstant(SqlNode node) {
        if (node instanceof SqlCall call) {
            return !call.getKind().belongsTo(SqlKind.QUERY)
                    && call.getKind() != SqlKind.OVER
                    && !call.isA(SqlKind.AGGREGATE)
                    && !(call.getOperator() instanceof org.apache.calcite.sql.SqlAggFunction)
                    && call.getOperandList().stream().allMatch(o -> o == null || isConstant(o));
        }
        return !(node instanceof SqlIdentifier)
                && (!(node instanceof org.apache.calcite.sql.SqlNodeList list)
                        || list.stream().allMatch(o -> o == null || isConstant(o)));
    }

    /** A parameter that holds a list or set and stands in IN (?) gives its elements. */
    static SqlNode spread(SqlNode parameter) {
        return FunctionTable.get("spread").createCall(parameter.getParserPosition(), parameter);
    }
}
