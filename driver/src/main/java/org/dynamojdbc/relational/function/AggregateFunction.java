package org.dynamojdbc.relational.function;

import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Optionality;

/** An aggregate function of the dialect; those that need a window have no accumulator of their own. */
public final class AggregateFunction extends SqlAggFunction {
    private final Supplier<Accumulator> accumulators;
    private final boolean takesNulls;

    /** @param takesNulls false for functions that pass over rows where an argument is NULL */
    AggregateFunction(
            String name,
            int least,
            int most,
            boolean takesNulls,
            boolean needsWindow,
            SqlReturnTypeInference returns,
            Supplier<Accumulator> accumulators) {
        super(
                name,
                null,
                SqlKind.OTHER_FUNCTION,
                returns,
                null,
                OperandTypes.variadic(SqlOperandCountRanges.between(least, most)),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                needsWindow,
                Optionality.OPTIONAL);
        this.accumulators = accumulators;
        this.takesNulls = takesNulls;
    }

    /** An accumulator that knows what to do with NULLs. */
    public Accumulator accumulator() {
        Accumulator inner = accumulators.get();
        return takesNulls ? inner : new NotNull(inner);
    }

    /** Passes over rows where an argument is NULL. */
    private record NotNull(Accumulator inner) implements Accumulator {
        @Override
        public void add(Object[] arguments) {
            for (Object argument : arguments) {
                if (argument == null) {
                    return;
                }
            }
            inner.add(arguments);
        }

        @Override
        public boolean keepsRows() {
            return inner.keepsRows();
        }

        @Override
        @SuppressWarnings("NullAway") // NULL is a value here
        public Object value() {
            return inner.value();
        }
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        return OwnTypes.of(this, validator, scope, call);
    }
}
