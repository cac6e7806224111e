package org.dynamojdbc.relational.function;

import java.util.List;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeMappingRules;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * The driver's column types as Calcite knows them. NUMERIC, exact and of any scale, is a DECIMAL of a precision that no
 * declared column has. Where values of several types meet, the type is ANY: values carry their own.
 */
public final class SqlTypes extends JavaTypeFactoryImpl {
    private static final int NUMERIC_PRECISION = 1000;
    private static final int NUMERIC_SCALE = 500;

    /** Points in time that are kept as numbers are shown as local times: a precision that no declared column has tells them. */
    private static final int EPOCH_SECONDS_PRECISION = 1;

    private static final int EPOCH_MILLIS_PRECISION = 2;

    /** Numbers of any length. */
    private static final class TypeSystem extends RelDataTypeSystemImpl {
        @Override
        public int getMaxPrecision(SqlTypeName type) {
            return type == SqlTypeName.DECIMAL ? NUMERIC_PRECISION : super.getMaxPrecision(type);
        }

        @Override
        public int getMaxScale(SqlTypeName type) {
            return type == SqlTypeName.DECIMAL ? NUMERIC_PRECISION : super.getMaxScale(type);
        }

        @Override
        public int getDefaultPrecision(SqlTypeName type) {
            return type == SqlTypeName.DECIMAL ? NUMERIC_PRECISION : super.getDefaultPrecision(type);
        }
    }

    public SqlTypes() {
        super(new TypeSystem());
    }

    /** The nullable type of a name. */
    public RelDataType of(SqlTypeName name) {
        RelDataType type =
                switch (name) {
                    case DECIMAL -> createSqlType(SqlTypeName.DECIMAL, NUMERIC_PRECISION, NUMERIC_SCALE);
                    case TIMESTAMP, TIME -> createSqlType(name, 3);
                    default -> createSqlType(name);
                };
        return createTypeWithNullability(type, true);
    }

    /** The nullable Calcite type of a column type. */
    public RelDataType of(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR, CHAR, UUID -> of(SqlTypeName.VARCHAR);
            case NUMERIC -> of(SqlTypeName.DECIMAL);
            case DECIMAL -> createTypeWithNullability(
                    createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale()), true);
            case SMALLINT -> of(SqlTypeName.SMALLINT);
            case INTEGER -> of(SqlTypeName.INTEGER);
            case BIGINT -> of(SqlTypeName.BIGINT);
            case REAL -> of(SqlTypeName.REAL);
            case DOUBLE -> of(SqlTypeName.DOUBLE);
            case BOOLEAN -> of(SqlTypeName.BOOLEAN);
            case VARBINARY -> of(SqlTypeName.VARBINARY);
            case DATE -> of(SqlTypeName.DATE);
            case TIME -> of(SqlTypeName.TIME);
            case TIMESTAMP -> of(SqlTypeName.TIMESTAMP);
            case TIMESTAMP_TZ -> of(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
            case EPOCH_SECONDS -> instant(EPOCH_SECONDS_PRECISION);
            case EPOCH_MILLIS -> instant(EPOCH_MILLIS_PRECISION);
            default -> of(SqlTypeName.ANY);
        };
    }

    private RelDataType instant(int precision) {
        return createTypeWithNullability(createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, precision), true);
    }

    /** The column type that results of a Calcite type have. */
    public static ColumnType columnType(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case CHAR, VARCHAR, NULL -> ColumnType.of(ColumnType.Kind.VARCHAR);
            case DECIMAL -> type.getPrecision() == NUMERIC_PRECISION
                    ? ColumnType.of(ColumnType.Kind.NUMERIC)
                    : new ColumnType(ColumnType.Kind.DECIMAL, type.getPrecision(), type.getScale());
            case TINYINT, SMALLINT -> ColumnType.of(ColumnType.Kind.SMALLINT);
            case INTEGER -> ColumnType.of(ColumnType.Kind.INTEGER);
            case BIGINT -> ColumnType.of(ColumnType.Kind.BIGINT);
            case REAL -> ColumnType.of(ColumnType.Kind.REAL);
            case FLOAT, DOUBLE -> ColumnType.of(ColumnType.Kind.DOUBLE);
            case BOOLEAN -> ColumnType.of(ColumnType.Kind.BOOLEAN);
            case BINARY, VARBINARY -> ColumnType.of(ColumnType.Kind.VARBINARY);
            case DATE -> ColumnType.of(ColumnType.Kind.DATE);
            case TIME -> ColumnType.of(ColumnType.Kind.TIME);
            case TIMESTAMP -> ColumnType.of(ColumnType.Kind.TIMESTAMP);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> ColumnType.of(
                    switch (type.getPrecision()) {
                        case EPOCH_SECONDS_PRECISION -> ColumnType.Kind.EPOCH_SECONDS;
                        case EPOCH_MILLIS_PRECISION -> ColumnType.Kind.EPOCH_MILLIS;
                        default -> ColumnType.Kind.TIMESTAMP_TZ;
                    });
            case ARRAY -> ColumnType.of(ColumnType.Kind.LIST);
            default -> ColumnType.of(ColumnType.Kind.UNSAMPLED);
        };
    }

    /** Never null: types that have nothing in common meet in ANY, numbers in NUMERIC. */
    @Override
    public RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule rule) {
        return common(types);
    }

    private RelDataType common(List<RelDataType> types) {
        RelDataType first = null;
        boolean nullable = false;
        boolean same = true;
        boolean numeric = true;
        boolean approximate = false;
        boolean whole = true;
        for (RelDataType type : types) {
            nullable |= type.isNullable();
            if (type.getSqlTypeName() == SqlTypeName.NULL) {
                nullable = true;
                continue;
            }
            if (first == null) {
                first = type;
            }
            same &= SqlTypeUtil.equalSansNullability(this, first, type);
            numeric &= SqlTypeUtil.isNumeric(type);
            approximate |= SqlTypeUtil.isApproximateNumeric(type);
            whole &= SqlTypeUtil.isIntType(type);
        }
        return createTypeWithNullability(combined(first, same, numeric, approximate, whole, types), nullable);
    }

    private RelDataType combined(
            @Nullable RelDataType first,
            boolean same,
            boolean numeric,
            boolean approximate,
            boolean whole,
            List<RelDataType> types) {
        if (first == null) {
            return types.get(0);
        }
        if (same) {
            return first;
        }
        if (first.isStruct()) {
            RelDataType struct = super.leastRestrictive(types, SqlTypeMappingRules.instance(false));
            return struct == null ? of(SqlTypeName.ANY) : struct;
        }
        if (numeric) {
            return of(approximate ? SqlTypeName.DOUBLE : whole ? SqlTypeName.BIGINT : SqlTypeName.DECIMAL);
        }
        if (types.stream().allMatch(SqlTypes::isInstant)) {
            return types.stream().allMatch(SqlTypes::isEpoch)
                    ? instant(EPOCH_MILLIS_PRECISION)
                    : of(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
        }
        boolean text =
                types.stream().allMatch(t -> SqlTypeUtil.isCharacter(t) || t.getSqlTypeName() == SqlTypeName.NULL);
        return of(text ? SqlTypeName.VARCHAR : SqlTypeName.ANY);
    }

    private static boolean isInstant(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE
                || type.getSqlTypeName() == SqlTypeName.NULL;
    }

    private static boolean isEpoch(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.NULL
                || type.getPrecision() == EPOCH_SECONDS_PRECISION
                || type.getPrecision() == EPOCH_MILLIS_PRECISION;
    }
}
