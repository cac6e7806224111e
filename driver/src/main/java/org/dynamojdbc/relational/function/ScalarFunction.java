package org.dynamojdbc.relational.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/** A function of the dialect and how it is computed. */
public final class ScalarFunction extends SqlFunction {
    /** Computes the function; arguments are never null unless the function takes NULLs. */
    @FunctionalInterface
    public interface Body {
        @Nullable
        Object apply(Object[] arguments);
    }

    private final int least;
    private final int most;
    private final boolean takesNulls;
    private final Body body;
    private final boolean isVolatile;

    /**
     * @param most -1 for any number of arguments
     * @param takesNulls false for functions that are NULL when an argument is
     */
    public ScalarFunction(
            String name, int least, int most, boolean takesNulls, SqlReturnTypeInference returns, Body body) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                returns,
                null,
                OperandTypes.variadic(
                        most < 0 ? SqlOperandCountRanges.from(least) : SqlOperandCountRanges.between(least, most)),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.least = least;
        this.most = most;
        this.takesNulls = takesNulls;
        this.body = body;
        this.isVolatile = false;
    }

    /** A function without arguments that gives another value each time. */
    ScalarFunction(String name, SqlReturnTypeInference returns, Body body) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                returns,
                null,
                OperandTypes.NILADIC,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.least = 0;
        this.most = 0;
        this.takesNulls = true;
        this.body = body;
        this.isVolatile = true;
    }

    @Override
    public boolean isDeterministic() {
        return !isVolatile;
    }

    public int least() {
        return least;
    }

    /** -1 for any number of arguments. */
    public int most() {
        return most;
    }

    public @Nullable Object apply(Object[] arguments) {
        if (!takesNulls) {
            for (Object argument : arguments) {
                if (argument == null) {
                    return null;
                }
            }
        }
        return body.apply(arguments);
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        return OwnTypes.of(this, validator, scope, call);
    }
}
