package org.dynamojdbc.relational.function;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** What type a function's result has. Results are always nullable. */
public final class Returns {
    public static final SqlReturnTypeInference TEXT = of(SqlTypeName.VARCHAR);
    public static final SqlReturnTypeInference NUMBER = of(SqlTypeName.DECIMAL);
    public static final SqlReturnTypeInference WHOLE = of(SqlTypeName.BIGINT);
    public static final SqlReturnTypeInference INTEGER = of(SqlTypeName.INTEGER);
    public static final SqlReturnTypeInference DOUBLE = of(SqlTypeName.DOUBLE);
    public static final SqlReturnTypeInference TRUTH = of(SqlTypeName.BOOLEAN);
    public static final SqlReturnTypeInference DATE = of(SqlTypeName.DATE);
    public static final SqlReturnTypeInference TIME = of(SqlTypeName.TIME);
    public static final SqlReturnTypeInference TIMESTAMP = of(SqlTypeName.TIMESTAMP);
    public static final SqlReturnTypeInference INSTANT = of(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
    public static final SqlReturnTypeInference ANY = of(SqlTypeName.ANY);
    public static final SqlReturnTypeInference LIST =
            b -> nullable(b, b.getTypeFactory().createArrayType(types(b).of(SqlTypeName.ANY), -1));

    /** The first argument's type. */
    public static final SqlReturnTypeInference FIRST = b -> nullable(b, b.getOperandType(0));

    /** The second argument's type. */
    public static final SqlReturnTypeInference SECOND = b -> nullable(b, b.getOperandType(1));

    /** What all arguments have in common. */
    public static final SqlReturnTypeInference COMMON = b -> nullable(b, types(b).leastRestrictive(operands(b, 0)));

    /** What the arguments from the second on have in common. */
    public static final SqlReturnTypeInference COMMON_OF_REST =
            b -> nullable(b, types(b).leastRestrictive(operands(b, 1)));

    /** The first argument's type when it is a number's, else NUMERIC; whole numbers stay whole. */
    public static final SqlReturnTypeInference SAME_NUMBER = b -> nullable(
            b,
            SqlTypeUtil.isNumeric(b.getOperandType(0)) && b.getOperandType(0).getSqlTypeName() != SqlTypeName.DECIMAL
                    ? b.getOperandType(0)
                    : types(b).of(SqlTypeName.DECIMAL));

    /** Whole of whole numbers, DOUBLE when one is, else NUMERIC. */
    public static final SqlReturnTypeInference ARITHMETIC = b -> {
        boolean whole = true;
        boolean approximate = false;
        for (RelDataType type : b.collectOperandTypes()) {
            whole &= SqlTypeUtil.isIntType(type);
            approximate |= SqlTypeUtil.isApproximateNumeric(type);
        }
        return types(b).of(approximate ? SqlTypeName.DOUBLE : whole ? SqlTypeName.BIGINT : SqlTypeName.DECIMAL);
    };

    /** Exact unless an argument is DOUBLE. */
    public static final SqlReturnTypeInference QUOTIENT = b -> types(b).of(
                    b.collectOperandTypes().stream().anyMatch(SqlTypeUtil::isApproximateNumeric)
                            ? SqlTypeName.DOUBLE
                            : SqlTypeName.DECIMAL);

    /** A date or time moved by hours, minutes or seconds, which make a DATE a TIMESTAMP. */
    public static final SqlReturnTypeInference MOVED_IN_TIME =
            b -> switch (b.getOperandType(0).getSqlTypeName()) {
                case DATE -> types(b).of(SqlTypeName.TIMESTAMP);
                case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> nullable(b, b.getOperandType(0));
                default -> types(b).of(SqlTypeName.ANY);
            };

    /** A date or time moved by days or longer. */
    public static final SqlReturnTypeInference MOVED =
            b -> switch (b.getOperandType(0).getSqlTypeName()) {
                case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> nullable(b, b.getOperandType(0));
                default -> types(b).of(SqlTypeName.ANY);
            };

    /** The type of a time that is cut or moved; a DATE may become a TIMESTAMP by it, and other values are of any type. */
    static SqlReturnTypeInference time(int operand) {
        return b -> switch (b.getOperandType(operand).getSqlTypeName()) {
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> nullable(b, b.getOperandType(operand));
            default -> types(b).of(SqlTypeName.ANY);
        };
    }

    private Returns() {}

    public static SqlReturnTypeInference of(SqlTypeName name) {
        return binding -> types(binding).of(name);
    }

    static SqlTypes types(SqlOperatorBinding binding) {
        return (SqlTypes) binding.getTypeFactory();
    }

    private static RelDataType nullable(SqlOperatorBinding binding, RelDataType type) {
        return binding.getTypeFactory().createTypeWithNullability(type, true);
    }

    private static List<RelDataType> operands(SqlOperatorBinding binding, int from) {
        List<RelDataType> types = new ArrayList<>(binding.collectOperandTypes());
        return types.subList(Math.min(from, types.size() - 1), types.size());
    }
}
