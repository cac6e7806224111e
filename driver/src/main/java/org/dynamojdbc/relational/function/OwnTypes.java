package org.dynamojdbc.relational.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Types of calls whose operator is decided already: Calcite would look for one of the same name in its own table. */
final class OwnTypes {
    private OwnTypes() {}

    static RelDataType of(SqlOperator operator, SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        for (SqlNode operand : call.getOperandList()) {
            if (!(operand instanceof org.apache.calcite.sql.SqlIdentifier star && star.isStar())) {
                validator.deriveType(scope, operand);
            }
        }
        return operator.validateOperands(validator, scope, call);
    }
}
