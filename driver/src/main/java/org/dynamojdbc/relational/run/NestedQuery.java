package org.dynamojdbc.relational.run;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.rewrite.QueryPerRow;
import org.jspecify.annotations.Nullable;

/** A {@link QueryPerRow} with the operators that compute its rows. */
final class NestedQuery extends SqlSpecialOperator {
    private final QueryPerRow query;
    private final Node rows;

    NestedQuery(QueryPerRow query, Node rows) {
        super(
                query.getName(),
                SqlKind.OTHER_FUNCTION,
                0,
                false,
                ReturnTypes.BOOLEAN,
                InferTypes.RETURN_TYPE,
                OperandTypes.VARIADIC);
        this.query = query;
        this.rows = rows;
    }

    @Override
    public boolean isDeterministic() {
        return query.isDeterministic();
    }

    String text(List<String> operands) {
        return query.text(operands);
    }

    /** The value of a call. */
    Scalar of(RexCall call) {
        List<Scalar> operands = ScalarCompiler.compile(call.getOperands());
        Scalar[] outer = query.outer(operands).toArray(Scalar[]::new);
        Scalar[] compared = query.compared(operands).toArray(Scalar[]::new);
        List<SqlTypeName> types = query.compared(call.getOperands()).stream()
                .map(operand -> operand.getType().getSqlTypeName())
                .toList();
        List<SqlTypeName> columns = query.rel().getRowType().getFieldList().stream()
                .map(RelDataTypeField::getType)
                .map(type -> type.getSqlTypeName())
                .toList();
        List<ScalarCompiler.Comparing> comparing = IntStream.range(0, compared.length)
                .mapToObj(i -> ScalarCompiler.comparing(query.comparison(), types.get(i), columns.get(i)))
                .toList();
        return (row, frame) -> {
            if (frame.isToldOf()) {
                throw new Frame.NoOuterRow(query.outerRow());
            }
            Object[] values = Computing.computed(compared, row, frame);
            frame.correlate(query.outerRow(), Computing.computed(outer, row, frame));
            long before = frame.held();
            Rows opened = rows.open(frame);
            try {
                return switch (query.test()) {
                    case EXISTS -> opened.next() != null;
                    case VALUE -> only(opened);
                    case ANY -> any(opened, values, comparing, frame);
                };
            } finally {
                opened.close();
                // What the query kept for this row it keeps no longer.
                frame.release(frame.held() - before);
            }
        };
    }

    private static @Nullable Object only(Rows rows) {
        Object[] first = rows.next();
        if (first != null && rows.next() != null) {
            throw new SqlFailure(
                    SqlState.CARDINALITY_VIOLATION,
                    "a sub-query used as a value gave more than one row; add a condition, LIMIT 1 or an aggregate");
        }
        return first == null ? null : first[0];
    }

    /** All rows are read, also behind the first that compares so: then they are known for the next outer row. */
    private static @Nullable Object any(
            Rows rows, Object[] values, List<ScalarCompiler.Comparing> comparing, Frame frame) {
        boolean found = false;
        boolean unknown = false;
        for (Object[] row = rows.next(); row != null; row = rows.next()) {
            frame.step();
            Boolean same = true;
            for (int i = 0; i < values.length && !Boolean.FALSE.equals(same); i++) {
                Object one = comparing.get(i).of(values[i], row[i]);
                same = Boolean.FALSE.equals(one) ? Boolean.FALSE : one == null ? null : same;
            }
            found |= Boolean.TRUE.equals(same);
            unknown |= same == null;
        }
        return found ? Boolean.TRUE : unknown ? null : Boolean.FALSE;
    }
}
