package org.dynamojdbc.relational.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * A value that needs no row: a literal, a parameter, the present time. Calcite sees a function without arguments, so that it
 * neither rounds, pads nor re-encodes the value. Two operators are the same to Calcite when their names are.
 */
public final class ConstantOperator extends SqlFunction {
    /** Where the value comes from. */
    public enum Source {
        LITERAL,
        PARAMETER,
        NOW_DATE,
        NOW_TIME,
        NOW_TIMESTAMP
    }

    private final Source source;
    private final @Nullable Object literal;
    private final int index;

    private ConstantOperator(String name, Source source, @Nullable Object literal, int index, RelDataType type) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.explicit(type),
                null,
                OperandTypes.NILADIC,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.source = source;
        this.literal = literal;
        this.index = index;
    }

    /**
     * A value written in the statement.
     *
     * @param number tells literals of a statement apart
     */
    public static ConstantOperator literal(int number, @Nullable Object value, RelDataType type) {
        return new ConstantOperator("literal" + number, Source.LITERAL, value, number, type);
    }

    public static ConstantOperator parameter(int index, RelDataType type) {
        return new ConstantOperator("parameter" + index, Source.PARAMETER, null, index, type);
    }

    /**
     * The present time.
     *
     * @param digits of the second's fraction
     */
    public static ConstantOperator now(Source source, int digits, RelDataType type) {
        return new ConstantOperator(source.name() + digits, source, null, digits, type);
    }

    public Source source() {
        return source;
    }

    /** The value of a literal. */
    public @Nullable Object literal() {
        return literal;
    }

    /** Number of a parameter, from 0; of the present time the digits of the second's fraction. */
    public int index() {
        return index;
    }

    /** As EXPLAIN shows it. */
    public String text() {
        return switch (source) {
            case LITERAL -> literal == null ? "NULL" : Datum.shown(literal);
            case PARAMETER -> "?" + (index + 1);
            default -> "CURRENT_" + source.name().substring("NOW_".length());
        };
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        return OwnTypes.of(this, validator, scope, call);
    }
}
