package org.dynamojdbc.relational.sql;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/**
 * Columns of an outer query beside aggregates: they have one value for all groups. Calcite asks for them in GROUP BY, unless
 * they stand in a query of their own, {@code (SELECT outer.column)}.
 */
final class BesideAggregates extends SqlShuttle {
    private final List<String> own;

    /** @param sources what FROM holds beside the aggregates */
    BesideAggregates(Collection<Source> sources) {
        this.own = sources.stream().map(Source::relation).toList();
    }

    /** Whether there is an aggregate, not one over a window nor in a sub-query. */
    static boolean aggregates(SqlNode node) {
        AtomicBoolean found = new AtomicBoolean();
        node.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlCall call) {
                if (isAggregate(call)) {
                    found.set(true);
                }
                return isWhole(call) ? null : super.visit(call);
            }
        });
        return found.get();
    }

    /** Refuses aggregates and windows in WHERE, of which there is nothing to compute yet. */
    static void refuseInWhere(SqlNode where) {
        where.accept(new SqlBasicVisitor<Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call.getKind() == SqlKind.OVER) {
                    throw At.failure(
                            SqlState.WINDOWING_ERROR,
                            At.position(call.getParserPosition()),
                            "a window function has no place in WHERE, which chooses the rows that it looks at; compute it"
                                    + " in a sub-query of FROM");
                }
                if (isAggregate(call)) {
                    throw At.failure(
                            SqlState.GROUPING_ERROR,
                            At.position(call.getParserPosition()),
                            "an aggregate has no place in WHERE, which chooses rows before they are grouped; put the"
                                    + " condition into HAVING");
                }
                return call.isA(SqlKind.QUERY) ? null : super.visit(call);
            }
        });
    }

    /** Whether there is a sub-query. */
    static boolean asks(SqlNode node) {
        AtomicBoolean found = new AtomicBoolean();
        node.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlCall call) {
                if (call.isA(SqlKind.QUERY)) {
                    found.set(true);
                }
                return super.visit(call);
            }
        });
        return found.get();
    }

    static boolean isAggregate(SqlCall call) {
        return call.getKind() == SqlKind.FILTER
                || call.getKind() == SqlKind.WITHIN_GROUP
                || call.getOperator().isAggregator();
    }

    private static boolean isWhole(SqlCall call) {
        return isAggregate(call) || call.getKind() == SqlKind.OVER || call.isA(SqlKind.QUERY);
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        return isWhole(call) ? call : super.visit(call);
    }

    @Override
    public SqlNode visit(SqlIdentifier column) {
        if (column.names.size() != 2 || own.contains(column.names.get(0))) {
            return column;
        }
        var at = column.getParserPosition();
        SqlNode named = SqlStdOperatorTable.AS.createCall(at, column, new SqlIdentifier("c0", at));
        return SqlStdOperatorTable.SCALAR_QUERY.createCall(
                at, QueryTranslator.select(new SqlNodeList(List.of(named), at), null, null));
    }
}
