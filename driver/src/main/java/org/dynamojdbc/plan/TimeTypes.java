package org.dynamojdbc.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.TemporalKind;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.dynamojdbc.type.TypeNames;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which expressions of a statement over one table are dates and times, as far as that is known without reading data. */
final class TimeTypes {
    private TimeTypes() {}

    /** The type of a date or time; empty for anything else. */
    static Optional<ColumnType> of(Expression expression, @Nullable Scope scope) {
        if (expression instanceof Expression.PathExpression path) {
            return scope == null
                    ? Optional.empty()
                    : scope.knownType(scope.resolve(path)).filter(TimeTypes::isTime);
        }
        if (expression instanceof Expression.TemporalLiteral literal) {
            return Optional.of(type(literal.kind()));
        }
        if (expression instanceof Expression.CurrentTime now) {
            return Optional.of(type(now.kind()));
        }
        if (expression instanceof Expression.Cast cast) {
            return Optional.of(TypeNames.columnType(cast.type())).filter(TimeTypes::isTime);
        }
        if (expression instanceof Expression.Arithmetic arithmetic) {
            return moved(arithmetic, scope);
        }
        if (expression instanceof Expression.FunctionCall call) {
            return chosen(call, scope);
        }
        return Optional.empty();
    }

    /** A constant where a column of a type is to hold it: times come to text as getString shows them. */
    static AttributeValue inColumn(AttributeValue value, Expression expression, Optional<ColumnType> column) {
        if (value.s() == null || column.isEmpty() || !isText(column.get())) {
            return value;
        }
        return of(expression, null)
                .map(time -> AttributeValue.fromS(Conversions.shownTime(value.s(), time)))
                .orElse(value);
    }

    /** Whether the text of a constant is not that of its value alone: 1.10 - 0 has the digits of its operands. */
    static boolean isShownAsComputed(Expression expression, Optional<ColumnType> column) {
        return column.isPresent()
                && isText(column.get())
                && (expression instanceof Expression.Arithmetic || expression instanceof Expression.Negative);
    }

    private static ColumnType type(TemporalKind kind) {
        return ColumnType.of(
                switch (kind) {
                    case DATE -> ColumnType.Kind.DATE;
                    case TIME -> ColumnType.Kind.TIME;
                    case TIMESTAMP -> ColumnType.Kind.TIMESTAMP;
                });
    }

    /** A time moved by an interval. */
    private static Optional<ColumnType> moved(Expression.Arithmetic arithmetic, @Nullable Scope scope) {
        if (arithmetic.right() instanceof Expression.IntervalLiteral) {
            return of(arithmetic.left(), scope);
        }
        return arithmetic.operator() == ArithmeticOperator.ADD
                        && arithmetic.left() instanceof Expression.IntervalLiteral
                ? of(arithmetic.right(), scope)
                : Optional.empty();
    }

    /** The one of several times that a function gives. */
    private static Optional<ColumnType> chosen(Expression.FunctionCall call, @Nullable Scope scope) {
        List<Expression> arguments = call.arguments();
        return switch (call.name().toLowerCase(Locale.ROOT)) {
            case "now" -> arguments.isEmpty() ? Optional.of(type(TemporalKind.TIMESTAMP)) : Optional.empty();
            case "nullif" -> arguments.isEmpty() ? Optional.empty() : of(arguments.get(0), scope);
            case "coalesce", "ifnull", "nvl", "greatest", "least", "if_not_exists" -> {
                List<Optional<ColumnType>> types = arguments.stream()
                        .filter(argument -> !(argument instanceof Expression.NullLiteral))
                        .map(argument -> of(argument, scope))
                        .distinct()
                        .toList();
                yield types.size() == 1 ? types.get(0) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    static boolean isTime(ColumnType type) {
        return type.kind() == ColumnType.Kind.DATE || isKeptInOwnForm(type);
    }

    /** Whether items hold another text than getString shows, or a number. */
    static boolean isKeptInOwnForm(ColumnType type) {
        return switch (type.kind()) {
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> true;
            default -> isEpoch(type);
        };
    }

    static boolean isEpoch(ColumnType type) {
        return type.kind() == ColumnType.Kind.EPOCH_SECONDS || type.kind() == ColumnType.Kind.EPOCH_MILLIS;
    }

    static boolean isText(ColumnType type) {
        return type.kind() == ColumnType.Kind.VARCHAR || type.kind() == ColumnType.Kind.CHAR;
    }
}
