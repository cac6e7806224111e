package org.dynamojdbc.relational.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.ConstantOperator;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.relational.function.ScalarFunction;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.relational.function.Times;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.dynamojdbc.type.FractionDigits;
import org.jspecify.annotations.Nullable;

/** Makes expressions computable. Comparisons follow DynamoDB: different types are unequal and unordered. */
final class ScalarCompiler {
    private ScalarCompiler() {}

    static List<Scalar> compile(List<? extends RexNode> nodes) {
        List<Scalar> scalars = new ArrayList<>();
        nodes.forEach(n -> scalars.add(compile(n)));
        return scalars;
    }

    static Scalar compile(RexNode node) {
        if (node instanceof RexInputRef ref) {
            int index = ref.getIndex();
            return (row, frame) -> row[index];
        }
        if (node instanceof RexLiteral literal) {
            Object value = literal(literal);
            return (row, frame) -> value;
        }
        if (node instanceof RexDynamicParam parameter) {
            int index = parameter.getIndex();
            return (row, frame) -> frame.parameter(index);
        }
        if (node instanceof RexFieldAccess access && access.getReferenceExpr() instanceof RexCorrelVariable variable) {
            int id = variable.id.getId();
            int field = access.getField().getIndex();
            return (row, frame) -> frame.correlated(id)[field];
        }
        if (node instanceof RexCall call) {
            return call(call);
        }
        throw unsupported(node);
    }

    private static SqlFailure unsupported(RexNode node) {
        return new SqlFailure(
                SqlState.FEATURE_NOT_SUPPORTED,
                "the relational engine made an expression this driver does not compute: " + node.getKind());
    }

    /** Literals that Calcite itself makes; those of the statement are {@link ConstantOperator}s. */
    static @Nullable Object literal(RexLiteral literal) {
        if (literal.isNull()) {
            return null;
        }
        if (literal.getTypeName() == SqlTypeName.BOOLEAN) {
            return literal.getValueAs(Boolean.class);
        }
        if (literal.getTypeName().getFamily() == org.apache.calcite.sql.type.SqlTypeFamily.NUMERIC
                || literal.getTypeName() == SqlTypeName.DECIMAL) {
            return literal.getValueAs(BigDecimal.class);
        }
        return literal.getValueAs(String.class);
    }

    private static Scalar call(RexCall call) {
        if (call.getOperator() instanceof ConstantOperator constant) {
            return constant(constant);
        }
        if (call.getOperator() instanceof ScalarFunction function) {
            List<Scalar> operands = compile(call.getOperands());
            return function(function, function.takesShownTimes() ? shown(call.getOperands(), operands) : operands);
        }
        if (call.getOperator() instanceof NestedQuery query) {
            return query.of(call);
        }
        if (Operators.isCast(call.getOperator())) {
            return compile(call.getOperands().get(0));
        }
        List<Scalar> operands = compile(call.getOperands());
        return switch (call.getKind()) {
            case AND -> and(operands);
            case OR -> or(operands);
            case NOT -> (row, frame) -> operands.get(0).value(row, frame) instanceof Boolean truth ? !truth : null;
            case IS_NULL -> (row, frame) -> operands.get(0).value(row, frame) == null;
            case IS_NOT_NULL -> (row, frame) -> operands.get(0).value(row, frame) != null;
            case IS_TRUE -> (row, frame) -> Boolean.TRUE.equals(operands.get(0).value(row, frame));
            case IS_NOT_TRUE -> (row, frame) ->
                    !Boolean.TRUE.equals(operands.get(0).value(row, frame));
            case IS_FALSE -> (row, frame) ->
                    Boolean.FALSE.equals(operands.get(0).value(row, frame));
            case IS_NOT_FALSE -> (row, frame) ->
                    !Boolean.FALSE.equals(operands.get(0).value(row, frame));
            case IS_UNKNOWN -> (row, frame) -> !(operands.get(0).value(row, frame) instanceof Boolean);
            case CASE -> choice(operands);
            case COALESCE -> coalesce(operands);
            case EQUALS,
                    NOT_EQUALS,
                    LESS_THAN,
                    LESS_THAN_OR_EQUAL,
                    GREATER_THAN,
                    GREATER_THAN_OR_EQUAL,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM -> comparison(call, operands);
            default -> other(call, operands);
        };
    }

    /** Times as getString shows them, not as they are kept. */
    private static List<Scalar> shown(List<RexNode> nodes, List<Scalar> operands) {
        List<Scalar> shown = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Scalar kept = operands.get(i);
            ColumnType type = SqlTypes.columnType(nodes.get(i).getType());
            shown.add(
                    switch (type.kind()) {
                        case TIME, TIMESTAMP, TIMESTAMP_TZ, EPOCH_SECONDS, EPOCH_MILLIS -> (row, frame) -> {
                            Object value = kept.value(row, frame);
                            return value instanceof String text ? Conversions.shownTime(text, type) : value;
                        };
                        default -> kept;
                    });
        }
        return shown;
    }

    private static Scalar other(RexCall call, List<Scalar> operands) {
        if (call.getOperator().getName().equals("IS NOT UNKNOWN")) {
            return (row, frame) -> operands.get(0).value(row, frame) instanceof Boolean;
        }
        if (call.getKind() == SqlKind.SEARCH) {
            return compile(org.apache.calcite.rex.RexUtil.expandSearch(
                    new org.apache.calcite.rex.RexBuilder(new org.dynamojdbc.relational.function.SqlTypes()),
                    null,
                    call));
        }
        String arithmetic =
                switch (call.getKind()) {
                    case PLUS -> "+";
                    case MINUS -> "-";
                    case TIMES -> "*";
                    case DIVIDE -> "/";
                    default -> throw unsupported(call);
                };
        return function(org.dynamojdbc.relational.function.FunctionTable.get(arithmetic), operands);
    }

    private static Scalar constant(ConstantOperator constant) {
        switch (constant.source()) {
            case LITERAL:
                Object value = constant.literal();
                return (row, frame) -> value;
            case PARAMETER:
                int index = constant.index();
                return (row, frame) -> frame.parameter(index);
            case NOW_DATE:
                return (row, frame) -> Times.text(Times.local(frame.now()).toLocalDate());
            case NOW_TIME:
                return (row, frame) -> Times.text(Times.local(FractionDigits.cut(frame.now(), constant.index()))
                        .toLocalTime());
            default:
                return (row, frame) -> Times.text(FractionDigits.cut(frame.now(), constant.index()));
        }
    }

    private static Scalar function(ScalarFunction function, List<Scalar> operands) {
        if (function.getName().equals("any")) {
            return operands.get(0);
        }
        Scalar[] arguments = operands.toArray(Scalar[]::new);
        if (function.getName().equals("coalesce")) {
            return coalesce(operands);
        }
        return (row, frame) -> {
            Object[] values = new Object[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].value(row, frame);
            }
            return function.apply(values);
        };
    }

    /** Later arguments are not computed once one has a value. */
    private static Scalar coalesce(List<Scalar> operands) {
        return (row, frame) -> {
            for (Scalar operand : operands) {
                Object value = operand.value(row, frame);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    private static Scalar and(List<Scalar> operands) {
        return (row, frame) -> {
            boolean unknown = false;
            for (Scalar operand : operands) {
                Object value = operand.value(row, frame);
                if (Boolean.FALSE.equals(value)) {
                    return false;
                }
                unknown |= !(value instanceof Boolean);
            }
            return unknown ? null : true;
        };
    }

    private static Scalar or(List<Scalar> operands) {
        return (row, frame) -> {
            boolean unknown = false;
            for (Scalar operand : operands) {
                Object value = operand.value(row, frame);
                if (Boolean.TRUE.equals(value)) {
                    return true;
                }
                unknown |= !(value instanceof Boolean);
            }
            return unknown ? null : false;
        };
    }

    private static Scalar choice(List<Scalar> operands) {
        return (row, frame) -> {
            for (int i = 0; i + 1 < operands.size(); i += 2) {
                if (operands.get(i).holds(row, frame)) {
                    return operands.get(i + 1).value(row, frame);
                }
            }
            return operands.get(operands.size() - 1).value(row, frame);
        };
    }

    /** How two values compare; null for unknown. */
    @FunctionalInterface
    interface Comparing {
        @Nullable
        Object of(@Nullable Object left, @Nullable Object right);
    }

    /** @param kind one of SQL's comparisons */
    static Comparing comparing(SqlKind kind, SqlTypeName leftType, SqlTypeName rightType) {
        return leftType != rightType && isDated(leftType) && isDated(rightType)
                ? (left, right) -> Moments.compare(kind, left, right)
                : (left, right) -> compare(kind, left, right);
    }

    private static Scalar comparison(RexCall call, List<Scalar> operands) {
        Scalar left = operands.get(0);
        Scalar right = operands.get(1);
        Comparing comparing = comparing(
                call.getKind(),
                call.getOperands().get(0).getType().getSqlTypeName(),
                call.getOperands().get(1).getType().getSqlTypeName());
        return (row, frame) -> comparing.of(left.value(row, frame), right.value(row, frame));
    }

    private static boolean isDated(SqlTypeName type) {
        return type == SqlTypeName.DATE
                || type == SqlTypeName.TIMESTAMP
                || type == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }

    static @Nullable Object compare(SqlKind kind, @Nullable Object a, @Nullable Object b) {
        if (kind == SqlKind.IS_DISTINCT_FROM) {
            return !same(a, b);
        }
        if (kind == SqlKind.IS_NOT_DISTINCT_FROM) {
            return same(a, b);
        }
        if (a == null || b == null) {
            return null;
        }
        if (kind == SqlKind.EQUALS) {
            return Datum.equal(a, b);
        }
        if (kind == SqlKind.NOT_EQUALS) {
            return !Datum.equal(a, b);
        }
        if (!Datum.comparable(a, b)) {
            return null;
        }
        int order = Datum.compare(a, b);
        return switch (kind) {
            case LESS_THAN -> order < 0;
            case LESS_THAN_OR_EQUAL -> order <= 0;
            case GREATER_THAN -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return (a == null || b == null) ? a == b : Datum.equal(a, b);
    }
}
