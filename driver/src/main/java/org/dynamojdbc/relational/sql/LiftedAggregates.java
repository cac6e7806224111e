package org.dynamojdbc.relational.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Position;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of a SELECT that stand in its sub-queries: an aggregate belongs to the innermost query whose columns its
 * argument names. Calcite computes aggregates only where they stand, so that such a SELECT becomes one over its groups:
 * {@code SELECT g, (SELECT .. SUM(o.x) ..) FROM o GROUP BY g} reads
 * {@code FROM (SELECT g AS c0, SUM(o.x) AS c1 FROM o GROUP BY g) AS groups}.
 */
final class LiftedAggregates {
    private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

    private final Supplier<String> names;
    private final List<SqlNode> columns = new ArrayList<>();
    private @Nullable String relation;
    private boolean built;

    /** @param names gives a name for the groups, unique in the statement */
    LiftedAggregates(Supplier<String> names) {
        this.names = names;
    }

    /** Whether no sub-query has an aggregate of this SELECT. */
    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** No aggregate can be added from now on. */
    void close() {
        built = true;
    }

    /** The column of the groups that an aggregate in a sub-query is. */
    SqlNode lift(SqlNode aggregate, Position position) {
        if (built) {
            throw At.failure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    position,
                    "an aggregate of the outer query is not computed in a sub-query of ORDER BY; put the sub-query into"
                            + " the SELECT list under a name, and order by that");
        }
        return column(aggregate);
    }

    private SqlIdentifier column(SqlNode node) {
        if (relation == null) {
            relation = names.get();
        }
        int at = indexOf(node);
        if (at < 0) {
            at = columns.size();
            columns.add(node);
        }
        return new SqlIdentifier(List.of(relation, "c" + at), node.getParserPosition());
    }

    private int indexOf(SqlNode node) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsDeep(node, Litmus.IGNORE)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * What makes expressions over FROM expressions over the groups.
     *
     * @param sources what FROM holds
     */
    SqlShuttle overGroups(Collection<Source> sources, @Nullable SqlNodeList groupBy) {
        List<SqlNode> keys = new ArrayList<>();
        if (groupBy != null) {
            addKeys(groupBy, keys);
        }
        return new OverGroups(keys, sources.stream().map(Source::relation).collect(Collectors.toSet()));
    }

    private static void addKeys(SqlNode element, List<SqlNode> keys) {
        if (element instanceof SqlNodeList list) {
            list.forEach(e -> addKeys(e, keys));
        } else if (element.getKind() == SqlKind.ROLLUP
                || element.getKind() == SqlKind.CUBE
                || element.getKind() == SqlKind.GROUPING_SETS
                || element.getKind() == SqlKind.ROW) {
            ((SqlCall) element).getOperandList().forEach(e -> addKeys(e, keys));
        } else {
            keys.add(element);
        }
    }

    /** SELECT keys and aggregates FROM .. GROUP BY .., under its name. */
    SqlNode groups(@Nullable SqlNode from, @Nullable SqlNode where, @Nullable SqlNodeList groupBy) {
        SqlNodeList list = new SqlNodeList(NOWHERE);
        for (int i = 0; i < columns.size(); i++) {
            SqlNode column = columns.get(i);
            refuseNested(column);
            list.add(SqlStdOperatorTable.AS.createCall(NOWHERE, column, new SqlIdentifier("c" + i, NOWHERE)));
        }
        SqlSelect groups = QueryTranslator.select(list, from, where);
        groups.setGroupBy(groupBy);
        return SqlStdOperatorTable.AS.createCall(NOWHERE, groups, new SqlIdentifier(String.valueOf(relation), NOWHERE));
    }

    private void refuseNested(SqlNode column) {
        column.accept(new SqlBasicVisitor<Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier id) {
                if (id.names.size() == 2 && id.names.get(0).equals(relation)) {
                    throw At.failure(
                            SqlState.GROUPING_ERROR,
                            At.position(column.getParserPosition()),
                            "aggregates cannot be nested; compute the inner one in a sub-query of FROM");
                }
                return null;
            }
        });
    }

    /** Replaces keys and aggregates by the columns of the groups. */
    private final class OverGroups extends SqlShuttle {
        private final List<SqlNode> keys;
        private final Set<String> own;
        private int depth;

        OverGroups(List<SqlNode> keys, Set<String> own) {
            this.keys = keys;
            this.own = own;
        }

        private boolean isKey(SqlNode node) {
            return keys.stream().anyMatch(k -> k.equalsDeep(node, Litmus.IGNORE));
        }

        @Override
        public @Nullable SqlNode visit(SqlCall call) {
            if (isKey(call)) {
                return column(call);
            }
            if (call.isA(SqlKind.QUERY)) {
                depth++;
                SqlNode query = super.visit(call);
                depth--;
                return query;
            }
            if (depth == 0 && call.getKind() == SqlKind.OVER) {
                return new SqlBasicCall(
                        call.getOperator(),
                        List.of(overWindow(call.operand(0)), rewritten(call.operand(1))),
                        call.getParserPosition());
            }
            return depth == 0 && BesideAggregates.isAggregate(call) ? column(call) : super.visit(call);
        }

        private SqlNode rewritten(SqlNode node) {
            return java.util.Objects.requireNonNull(node.accept(this));
        }

        /** A function over a window is no aggregate of the groups; what it is given may hold some. */
        private SqlNode overWindow(SqlCall function) {
            if (function.getKind() == SqlKind.FILTER) {
                return new SqlBasicCall(
                        function.getOperator(),
                        List.of(overWindow(function.operand(0)), rewritten(function.operand(1))),
                        function.getParserPosition());
            }
            return java.util.Objects.requireNonNull(super.visit(function));
        }

        @Override
        public SqlNode visit(SqlIdentifier id) {
            if (id.names.size() != 2 || !own.contains(id.names.get(0))) {
                return id;
            }
            if (isKey(id)) {
                return column(id);
            }
            String name = id.names.get(1);
            throw At.failure(
                    SqlState.GROUPING_ERROR,
                    At.position(id.getParserPosition()),
                    "'" + name + "' stands neither in GROUP BY nor in an aggregate such as MAX(" + name + ")");
        }
    }
}
