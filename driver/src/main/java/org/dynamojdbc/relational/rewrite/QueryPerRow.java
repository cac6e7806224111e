package org.dynamojdbc.relational.rewrite;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * A sub-query that is run for each row where its value is wanted. Its operands are the values of outer rows that it looks at,
 * then those that it is compared with; to rules it is a function of them like any other, which they can move.
 */
public final class QueryPerRow extends SqlSpecialOperator {
    private final Test test;
    private final SqlKind comparison;
    private final RelNode rel;
    private final CorrelationId outerRow;
    private final int outerValues;
    private final boolean deterministic;

    /** What is wanted of the rows of a sub-query. */
    public enum Test {
        /** The value of the only row. */
        VALUE,
        /** Whether there is a row. */
        EXISTS,
        /** Whether a row compares so with the operands. */
        ANY
    }

    /**
     * @param comparison how ANY compares, EQUALS for the others
     * @param outerRow stands in the query for the row of its outer values
     * @param outerValues how many of the operands are outer values
     */
    QueryPerRow(
            Test test,
            SqlKind comparison,
            RelNode rel,
            CorrelationId outerRow,
            int outerValues,
            boolean deterministic) {
        super(
                "query " + outerRow.getId(),
                SqlKind.OTHER_FUNCTION,
                0,
                false,
                ReturnTypes.BOOLEAN,
                InferTypes.RETURN_TYPE,
                OperandTypes.VARIADIC);
        this.test = test;
        this.comparison = comparison;
        this.rel = rel;
        this.outerRow = outerRow;
        this.outerValues = outerValues;
        this.deterministic = deterministic;
    }

    public Test test() {
        return test;
    }

    /** How the operands behind the outer values are compared with a row. */
    public SqlKind comparison() {
        return comparison;
    }

    public RelNode rel() {
        return rel;
    }

    /** The variable that stands in the query for the row of its outer values. */
    public int outerRow() {
        return outerRow.getId();
    }

    /** Of the operands of a call, those that the query looks at. */
    public <T> List<T> outer(List<T> operands) {
        return operands.subList(0, outerValues);
    }

    /** Of the operands of a call, those that its rows are compared with. */
    public <T> List<T> compared(List<T> operands) {
        return operands.subList(outerValues, operands.size());
    }

    /** As EXPLAIN shows a call whose operands are shown so. */
    public String text(List<String> operands) {
        String query =
                "(query for each row" + (outerValues == 0 ? "" : ": " + String.join(", ", outer(operands))) + ")";
        return switch (test) {
            case VALUE -> query;
            case EXISTS -> "exists " + query;
            case ANY -> "(" + String.join(", ", compared(operands)) + ") " + comparison.sql + " any " + query;
        };
    }

    @Override
    public boolean isDeterministic() {
        return deterministic;
    }

    /** Whether an expression holds such a query. */
    public static boolean isIn(RexNode node) {
        return node instanceof org.apache.calcite.rex.RexCall call
                && (call.getOperator() instanceof QueryPerRow
                        || call.getOperands().stream().anyMatch(QueryPerRow::isIn));
    }
}
