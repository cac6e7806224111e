package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.util.Optional;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.execute.write.ItemWrite.SetValue;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.ColumnType;

/**
 * Which values DynamoDB may compute into a column itself: it converts nothing and checks no type, so that they have to be in
 * the form of the column already.
 */
final class StoredForms {
    private final Scope scope;

    StoredForms(Scope scope) {
        this.scope = scope;
    }

    /** Whether a value that DynamoDB computes is surely in the form of a column. */
    boolean fits(SetValue value, Column target) {
        ColumnType type = target.type();
        if (value instanceof SetValue.Constant) {
            return true;
        }
        if (value instanceof SetValue.Attribute attribute) {
            return fits(attribute.path(), target);
        }
        if (value instanceof SetValue.IfNotExists choice) {
            return fits(choice.path(), target) && fits(choice.fallback(), target);
        }
        if (value instanceof SetValue.ListAppend) {
            return switch (type.kind()) {
                case LIST, JSON, ANY, UNSAMPLED -> true;
                default -> false;
            };
        }
        return switch (type.kind()) {
            case NUMERIC, REAL, DOUBLE, ANY, UNSAMPLED -> true;
            case DECIMAL, SMALLINT, INTEGER, BIGINT -> keepsScale(value, type);
            default -> false;
        };
    }

    private boolean fits(AttributePath source, Column target) {
        Optional<Column> known = scope.known(source);
        if (known.isEmpty()) {
            // DynamoDB itself checks the keys of its indexes.
            return target.origin() == Column.Origin.KEY || isAny(target.type());
        }
        return fits(known.get().type(), target.type());
    }

    private static boolean isAny(ColumnType type) {
        return type.kind() == ColumnType.Kind.ANY || type.kind() == ColumnType.Kind.UNSAMPLED;
    }

    /** Whether every value of a type is, as it is kept, a value of another. */
    static boolean fits(ColumnType source, ColumnType target) {
        if (source.equals(target) || isAny(target)) {
            return true;
        }
        return switch (target.kind()) {
            case VARCHAR -> target.precision() == 0
                    ? isText(source)
                    : source.kind() == ColumnType.Kind.VARCHAR
                            && source.precision() > 0
                            && source.precision() <= target.precision();
            case NUMERIC, REAL, DOUBLE, EPOCH_SECONDS, EPOCH_MILLIS -> isNumber(source);
            case DECIMAL -> source.kind() == ColumnType.Kind.DECIMAL
                    && source.precision() > 0
                    && source.scale() <= target.scale()
                    && source.precision() - source.scale() <= target.precision() - target.scale();
            case INTEGER -> source.kind() == ColumnType.Kind.SMALLINT;
            case BIGINT -> source.kind() == ColumnType.Kind.SMALLINT || source.kind() == ColumnType.Kind.INTEGER;
            case JSON -> source.kind() == ColumnType.Kind.MAP || source.kind() == ColumnType.Kind.LIST;
            default -> false;
        };
    }

    private static boolean isText(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR, CHAR, UUID, DATE -> true;
            default -> false;
        };
    }

    private static boolean isNumber(ColumnType type) {
        return isWhole(type)
                || switch (type.kind()) {
                    case NUMERIC, DECIMAL, REAL, DOUBLE -> true;
                    default -> false;
                };
    }

    private static boolean isWhole(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT -> true;
            default -> false;
        };
    }

    /** Whether a sum has no more digits behind the point than the type keeps. */
    private boolean keepsScale(SetValue value, ColumnType target) {
        if (value instanceof SetValue.Constant constant) {
            return constant.value().n() != null
                    && new BigDecimal(constant.value().n()).stripTrailingZeros().scale() <= target.scale();
        }
        if (value instanceof SetValue.Attribute attribute) {
            return keepsScale(attribute.path(), target);
        }
        if (value instanceof SetValue.IfNotExists choice) {
            return keepsScale(choice.path(), target) && keepsScale(choice.fallback(), target);
        }
        if (value instanceof SetValue.Plus plus) {
            return keepsScale(plus.left(), target) && keepsScale(plus.right(), target);
        }
        return value instanceof SetValue.Minus minus
                && keepsScale(minus.left(), target)
                && keepsScale(minus.right(), target);
    }

    private boolean keepsScale(AttributePath path, ColumnType target) {
        Optional<ColumnType> source = scope.knownType(path);
        return source.isPresent()
                && (isWhole(source.get())
                        || (source.get().kind() == ColumnType.Kind.DECIMAL
                                && source.get().precision() > 0
                                && source.get().scale() <= target.scale()));
    }
}
