package org.dynamojdbc.relational.function;

import java.util.Objects;
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
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.tree.Position;
import org.jspecify.annotations.Nullable;

/** A function of the dialect and how it is computed. */
public class ScalarFunction extends SqlFunction {
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
    private final boolean takesShownTimes;
    private final @Nullable Position position;

    /**
     * @param most -1 for any number of arguments
     * @param takesNulls false for functions that are NULL when an argument is
     */
    public ScalarFunction(
            String name, int least, int most, boolean takesNulls, SqlReturnTypeInference returns, Body body) {
        this(name, least, most, takesNulls, returns, body, false, false, null);
    }

    private ScalarFunction(
            String name,
            int least,
            int most,
            boolean takesNulls,
            SqlReturnTypeInference returns,
            Body body,
            boolean isVolatile,
            boolean takesShownTimes,
            @Nullable Position position) {
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
        this.isVolatile = isVolatile;
        this.takesShownTimes = takesShownTimes;
        this.position = position;
    }

    /** A function that gives another value each time, of any number of arguments up to {@code most}. */
    ScalarFunction(String name, int most, SqlReturnTypeInference returns, Body body) {
        this(name, 0, most, true, returns, body, true, false, null);
    }

    @Override
    public final boolean isDeterministic() {
        return !isVolatile;
    }

    /** The same function where a statement calls it, so that its failures say where; to Calcite it is the same. */
    public final ScalarFunction at(Position place) {
        return new ScalarFunction(
                getName(),
                least,
                most,
                takesNulls,
                Objects.requireNonNull(getReturnTypeInference()),
                body,
                isVolatile,
                takesShownTimes,
                place);
    }

    /** The same function for arguments that become text: times come to it as getString shows them. */
    final ScalarFunction ofShownTimes() {
        return new ScalarFunction(
                getName(),
                least,
                most,
                takesNulls,
                Objects.requireNonNull(getReturnTypeInference()),
                body,
                isVolatile,
                true,
                position);
    }

    /** Whether arguments that are times come as getString shows them, not as they are kept. */
    public final boolean takesShownTimes() {
        return takesShownTimes;
    }

    public final int least() {
        return least;
    }

    /** -1 for any number of arguments. */
    public final int most() {
        return most;
    }

    public final @Nullable Object apply(Object[] arguments) {
        if (!takesNulls) {
            for (Object argument : arguments) {
                if (argument == null) {
                    return null;
                }
            }
        }
        try {
            return body.apply(arguments);
        } catch (SqlFailure failed) {
            throw position == null ? failed : placed(failed, position);
        }
    }

    static SqlFailure placed(SqlFailure failed, Position place) {
        return new SqlFailure(
                failed.state(),
                "line " + place + " " + failed.getMessage(),
                failed.getCause() == null ? failed : failed.getCause(),
                failed.vendorCode());
    }

    @Override
    public final RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        return OwnTypes.of(this, validator, scope, call);
    }
}
