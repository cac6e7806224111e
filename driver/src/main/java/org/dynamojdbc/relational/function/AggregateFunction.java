package org.dynamojdbc.relational.function;

import java.util.Objects;
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
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.tree.Position;
import org.jspecify.annotations.Nullable;

/** An aggregate function of the dialect; those that need a window have no accumulator of their own. */
public final class AggregateFunction extends SqlAggFunction {
    private static final String OVER_GROUPS = " groups";

    private final Supplier<Accumulator> accumulators;
    private final boolean takesNulls;
    private final @Nullable Position position;

    /** @param takesNulls false for functions that pass over rows where an argument is NULL */
    AggregateFunction(
            String name,
            int least,
            int most,
            boolean takesNulls,
            boolean needsWindow,
            SqlReturnTypeInference returns,
            Supplier<Accumulator> accumulators) {
        this(name, least, most, takesNulls, needsWindow, returns, accumulators, null);
    }

    private AggregateFunction(
            String name,
            int least,
            int most,
            boolean takesNulls,
            boolean needsWindow,
            SqlReturnTypeInference returns,
            Supplier<Accumulator> accumulators,
            @Nullable Position position) {
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
        this.position = position;
    }

    /** The same function where a statement calls it, so that its failures say where; to Calcite it is the same. */
    public AggregateFunction at(Position place) {
        return new AggregateFunction(
                getName(),
                getOperandCountRange().getMin(),
                getOperandCountRange().getMax(),
                takesNulls,
                requiresOver(),
                Objects.requireNonNull(getReturnTypeInference()),
                accumulators,
                place);
    }

    /**
     * The same function over a frame that is counted in groups of rows equal in order. Calcite knows frames by rows and by values
     * only: to it this is another function over a frame by rows.
     */
    public AggregateFunction overGroups() {
        return new AggregateFunction(
                getName() + OVER_GROUPS,
                getOperandCountRange().getMin(),
                getOperandCountRange().getMax(),
                takesNulls,
                requiresOver(),
                Objects.requireNonNull(getReturnTypeInference()),
                accumulators,
                position);
    }

    public boolean isOverGroups() {
        return getName().endsWith(OVER_GROUPS);
    }

    /** The name the dialect has for it. */
    public String called() {
        return isOverGroups() ? getName().substring(0, getName().length() - OVER_GROUPS.length()) : getName();
    }

    /** A failure with the place of the call before its message. */
    public SqlFailure placed(SqlFailure failed) {
        return position == null ? failed : ScalarFunction.placed(failed, position);
    }

    /** An accumulator that knows what to do with NULLs. */
    public Accumulator accumulator() {
        Accumulator inner = accumulators.get();
        Accumulator given = takesNulls ? inner : new NotNull(inner);
        return position == null ? given : new Placed(given, position);
    }

    /** Tells where in the statement the function stands when it fails. */
    private record Placed(Accumulator inner, Position position) implements Accumulator {
        @Override
        public void add(Object[] arguments) {
            try {
                inner.add(arguments);
            } catch (SqlFailure failed) {
                throw ScalarFunction.placed(failed, position);
            }
        }

        @Override
        public boolean keepsRows() {
            return inner.keepsRows();
        }

        @Override
        @SuppressWarnings("NullAway") // NULL is a value here
        public Object value() {
            try {
                return inner.value();
            } catch (SqlFailure failed) {
                throw ScalarFunction.placed(failed, position);
            }
        }
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
