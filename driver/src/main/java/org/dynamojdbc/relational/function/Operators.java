package org.dynamojdbc.relational.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Comparisons that take any two values: values of different types are unequal and unordered, which is no error. */
public final class Operators {
    private static final int PRECEDENCE = 30;

    public static final SqlBinaryOperator EQUAL = comparison("=", SqlKind.EQUALS);
    public static final SqlBinaryOperator NOT_EQUAL = comparison("<>", SqlKind.NOT_EQUALS);
    public static final SqlBinaryOperator LESS = comparison("<", SqlKind.LESS_THAN);
    public static final SqlBinaryOperator LESS_OR_EQUAL = comparison("<=", SqlKind.LESS_THAN_OR_EQUAL);
    public static final SqlBinaryOperator GREATER = comparison(">", SqlKind.GREATER_THAN);
    public static final SqlBinaryOperator GREATER_OR_EQUAL = comparison(">=", SqlKind.GREATER_THAN_OR_EQUAL);
    public static final SqlBinaryOperator DISTINCT = comparison("IS DISTINCT FROM", SqlKind.IS_DISTINCT_FROM);
    public static final SqlBinaryOperator NOT_DISTINCT =
            comparison("IS NOT DISTINCT FROM", SqlKind.IS_NOT_DISTINCT_FROM);

    private Operators() {}

    /** A comparison of any two values. */
    private static final class Comparison extends SqlBinaryOperator {
        Comparison(String name, SqlKind kind, SqlReturnTypeInference returns) {
            super(name, kind, PRECEDENCE, true, returns, null, OperandTypes.ANY_ANY);
        }

        @Override
        public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
            return OwnTypes.of(this, validator, scope, call);
        }
    }

    private static SqlBinaryOperator comparison(String name, SqlKind kind) {
        return new Comparison(
                name,
                kind,
                kind == SqlKind.IS_DISTINCT_FROM || kind == SqlKind.IS_NOT_DISTINCT_FROM
                        ? ReturnTypes.BOOLEAN
                        : Returns.TRUTH);
    }

    /** Whether an operator only changes what Calcite thinks the type is; values carry their own. */
    public static boolean isCast(SqlOperator operator) {
        return operator.getKind() == SqlKind.CAST;
    }
}
