package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.scalar.Scalar;
import org.dynamojdbc.scalar.ScalarVisitor;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.ColumnType.Kind;

/** The column type that a computed value has, as the relational engine types the same expression. */
final class ScalarTypes implements ScalarVisitor<ColumnType> {
    private static final ColumnType ANY = ColumnType.of(Kind.ANY);

    private final Scope scope;

    private ScalarTypes(Scope scope) {
        this.scope = scope;
    }

    static ColumnType of(Scalar scalar, Scope scope) {
        ColumnType type = scalar.accept(new ScalarTypes(scope));
        return type == null ? ANY : type;
    }

    private ColumnType of(Scalar scalar) {
        return of(scalar, scope);
    }

    @Override
    public ColumnType visitConstant(Scalar.Constant scalar) {
        return AttributeType.of(scalar.value()) == AttributeType.NULL
                ? ColumnType.of(Kind.VARCHAR)
                : ColumnType.of(AttributeType.of(scalar.value()));
    }

    @Override
    public ColumnType visitAttribute(Scalar.Attribute scalar) {
        return scope.knownType(scalar.path()).orElse(ANY);
    }

    @Override
    public ColumnType visitCall(Scalar.Call scalar) {
        List<Scalar> arguments = scalar.arguments();
        return switch (scalar.function()) {
            case ADD, SUBTRACT, MULTIPLY, MOD -> arithmetic(arguments);
            case DIVIDE -> ColumnType.of(
                    arguments.stream().anyMatch(a -> isApproximate(of(a))) ? Kind.DOUBLE : Kind.NUMERIC);
            case POWER, SQRT -> ColumnType.of(Kind.NUMERIC);
            case NEGATE, ABS, ROUND, TRUNCATE, FLOOR, CEIL, CEILING -> sameNumber(of(arguments.get(0)));
            case SIGN, LENGTH, CHAR_LENGTH, CHARACTER_LENGTH, POSITION, SIZE, CARDINALITY -> ColumnType.of(
                    Kind.INTEGER);
            case EQ, NE, LT, LE, GT, GE, LIKE, AND, OR, NOT, IS_NULL, IS_TRUE, IS_FALSE, DISTINCT -> ColumnType.of(
                    Kind.BOOLEAN);
            case JOIN,
                    CONCAT,
                    UPPER,
                    UCASE,
                    LOWER,
                    LCASE,
                    TRIM,
                    LTRIM,
                    RTRIM,
                    SUBSTRING,
                    SUBSTR,
                    REPLACE,
                    LEFT,
                    RIGHT,
                    REVERSE,
                    UUID -> ColumnType.of(Kind.VARCHAR);
            case LIST_APPEND -> ColumnType.of(Kind.LIST);
            case NULLIF -> of(arguments.get(0));
            case GREATEST, LEAST, COALESCE, IFNULL, NVL -> common(arguments);
        };
    }

    private ColumnType arithmetic(List<Scalar> arguments) {
        boolean whole = true;
        boolean approximate = false;
        for (Scalar argument : arguments) {
            ColumnType type = of(argument);
            whole &= isWhole(type);
            approximate |= isApproximate(type);
        }
        return ColumnType.of(approximate ? Kind.DOUBLE : whole ? Kind.BIGINT : Kind.NUMERIC);
    }

    private static ColumnType sameNumber(ColumnType type) {
        return isWhole(type) || isApproximate(type) ? type : ColumnType.of(Kind.NUMERIC);
    }

    private static boolean isWhole(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT -> true;
            default -> false;
        };
    }

    private static boolean isApproximate(ColumnType type) {
        return type.kind() == Kind.REAL || type.kind() == Kind.DOUBLE;
    }

    private static boolean isNumber(ColumnType type) {
        return isWhole(type) || isApproximate(type) || type.kind() == Kind.NUMERIC || type.kind() == Kind.DECIMAL;
    }

    /** One type where all agree, numbers in a number, else ANY: each value is what it is. */
    private ColumnType common(List<Scalar> alternatives) {
        List<ColumnType> types = new ArrayList<>();
        for (Scalar alternative : alternatives) {
            boolean isNull = alternative instanceof Scalar.Constant constant
                    && AttributeType.of(constant.value()) == AttributeType.NULL;
            if (!isNull && !types.contains(of(alternative))) {
                types.add(of(alternative));
            }
        }
        if (types.size() == 1) {
            return types.get(0);
        }
        if (types.isEmpty() || !types.stream().allMatch(ScalarTypes::isNumber)) {
            return types.isEmpty() ? ColumnType.of(Kind.VARCHAR) : ANY;
        }
        return ColumnType.of(
                types.stream().anyMatch(ScalarTypes::isApproximate)
                        ? Kind.DOUBLE
                        : types.stream().allMatch(ScalarTypes::isWhole) ? Kind.BIGINT : Kind.NUMERIC);
    }

    @Override
    public ColumnType visitCase(Scalar.Case scalar) {
        List<Scalar> results = new ArrayList<>();
        scalar.branches().forEach(branch -> results.add(branch.value()));
        results.add(scalar.otherwise());
        return common(results);
    }

    @Override
    public ColumnType visitCast(Scalar.Cast scalar) {
        return scalar.type();
    }

    @Override
    public ColumnType visitShown(Scalar.Shown scalar) {
        return ColumnType.of(Kind.VARCHAR);
    }

    @Override
    public ColumnType visitMoment(Scalar.Moment scalar) {
        return ColumnType.of(Kind.TIMESTAMP_TZ);
    }

    @Override
    public ColumnType visitShift(Scalar.Shift scalar) {
        ColumnType type = of(scalar.value());
        return type.kind() == Kind.DATE && !scalar.by().exact().isZero() ? ColumnType.of(Kind.TIMESTAMP) : type;
    }

    @Override
    public ColumnType visitTest(Scalar.Test scalar) {
        return ColumnType.of(Kind.BOOLEAN);
    }
}
