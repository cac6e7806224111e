package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.relational.function.ConstantOperator;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.relational.function.FittedConstant;
import org.dynamojdbc.relational.function.Operators;
import org.dynamojdbc.relational.function.ScalarFunction;
import org.dynamojdbc.relational.function.StoredNumber;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Conversions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Conditions over the columns of a table read, as the {@link Predicate}s that choose how the table is read. Whether one can
 * be such a predicate is known when the statement is planned; its constants when it is run.
 */
final class Conditions {
    private static final Object[] NO_ROW = {};
    private static final int MOST_CONSTANT_LENGTH = 100_000;

    private final List<LeafColumn> columns;

    Conditions(List<LeafColumn> columns) {
        this.columns = columns;
    }

    /** The predicate a condition makes once its constants are known; empty when it has to be computed row by row. */
    interface Bound {
        Predicate in(Frame frame);
    }

    /** A side of a comparison once its constants are known. */
    private interface BoundOperand {
        Operand in(Frame frame);
    }

    /** A constant once the parameters are known. */
    private interface BoundValue {
        AttributeValue in(Frame frame);
    }

    Optional<Bound> of(RexNode condition) {
        return Optional.ofNullable(bound(condition));
    }

    /** Whether an expression has the same value on every row. */
    static boolean isConstant(RexNode node) {
        if (node instanceof RexInputRef) {
            return false;
        }
        if (node instanceof RexFieldAccess) {
            return true;
        }
        return !(node instanceof RexCall call) || call.getOperands().stream().allMatch(Conditions::isConstant);
    }

    private @Nullable Bound bound(RexNode node) {
        if (isConstant(node)) {
            Scalar scalar = ScalarCompiler.compile(node);
            return frame -> scalar.value(NO_ROW, frame) instanceof Boolean truth
                    ? new Predicate.Always(Truth.of(truth))
                    : Predicate.UNKNOWN;
        }
        if (node instanceof RexInputRef ref) {
            LeafColumn column = columns.get(ref.getIndex());
            Predicate predicate =
                    column.condition() == null ? new Predicate.BooleanAttribute(column.path()) : column.condition();
            return frame -> predicate;
        }
        if (!(node instanceof RexCall call)) {
            return null;
        }
        if (call.getOperator() instanceof ScalarFunction function) {
            return function(function.getName(), call.getOperands());
        }
        if (Operators.isCast(call.getOperator())) {
            return bound(call.getOperands().get(0));
        }
        return switch (call.getKind()) {
            case AND, OR -> junction(call);
            case NOT -> {
                Bound inner = bound(call.getOperands().get(0));
                yield inner == null ? null : frame -> new Predicate.Not(inner.in(frame));
            }
            case IS_NULL, IS_NOT_NULL -> isNull(call);
            case IS_TRUE -> truth(call, Truth.TRUE, false);
            case IS_NOT_TRUE -> truth(call, Truth.TRUE, true);
            case IS_FALSE -> truth(call, Truth.FALSE, false);
            case IS_NOT_FALSE -> truth(call, Truth.FALSE, true);
            case IS_UNKNOWN -> truth(call, Truth.UNKNOWN, false);
            case EQUALS -> comparison(call, CompareOperator.EQ);
            case NOT_EQUALS -> comparison(call, CompareOperator.NE);
            case LESS_THAN -> comparison(call, CompareOperator.LT);
            case LESS_THAN_OR_EQUAL -> comparison(call, CompareOperator.LE);
            case GREATER_THAN -> comparison(call, CompareOperator.GT);
            case GREATER_THAN_OR_EQUAL -> comparison(call, CompareOperator.GE);
            case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> distinct(call);
            default -> null;
        };
    }

    private @Nullable Bound junction(RexCall call) {
        List<Bound> terms = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            Bound term = bound(operand);
            if (term == null) {
                return null;
            }
            terms.add(term);
        }
        boolean and = call.getKind() == SqlKind.AND;
        return frame -> {
            List<Predicate> predicates = terms.stream().map(t -> t.in(frame)).toList();
            return and ? new Predicate.And(predicates) : new Predicate.Or(predicates);
        };
    }

    private @Nullable Bound isNull(RexCall call) {
        BoundOperand operand = operand(call.getOperands().get(0), null);
        if (operand == null) {
            return null;
        }
        return call.getKind() == SqlKind.IS_NULL
                ? frame -> new Predicate.IsNull(operand.in(frame))
                : frame -> new Predicate.Not(new Predicate.IsNull(operand.in(frame)));
    }

    private @Nullable Bound truth(RexCall call, Truth truth, boolean negated) {
        Bound inner = bound(call.getOperands().get(0));
        if (inner == null) {
            return null;
        }
        return frame -> {
            Predicate test = new Predicate.IsTruth(inner.in(frame), truth);
            return negated ? new Predicate.Not(test) : test;
        };
    }

    private @Nullable Bound comparison(RexCall call, CompareOperator operator) {
        BoundOperand left =
                operand(call.getOperands().get(0), column(call.getOperands().get(1)));
        BoundOperand right =
                operand(call.getOperands().get(1), column(call.getOperands().get(0)));
        return left == null || right == null || epochs(call)
                ? null
                : frame -> new Predicate.Compare(left.in(frame), operator, right.in(frame));
    }

    private @Nullable Bound distinct(RexCall call) {
        BoundOperand left =
                operand(call.getOperands().get(0), column(call.getOperands().get(1)));
        BoundOperand right =
                operand(call.getOperands().get(1), column(call.getOperands().get(0)));
        if (left == null || right == null || epochs(call)) {
            return null;
        }
        return call.getKind() == SqlKind.IS_DISTINCT_FROM
                ? frame -> new Predicate.Distinct(left.in(frame), right.in(frame))
                : frame -> new Predicate.Not(new Predicate.Distinct(left.in(frame), right.in(frame)));
    }

    /** Stored epoch numbers compare with encoded constants only; two columns of different types not at all. */
    private boolean epochs(RexCall call) {
        LeafColumn left = column(call.getOperands().get(0));
        LeafColumn right = column(call.getOperands().get(1));
        return left != null
                && right != null
                && (left.isEpoch() || right.isEpoch() || temporal(left.type()) || temporal(right.type()))
                && !left.type().equals(right.type());
    }

    private @Nullable LeafColumn column(RexNode node) {
        RexNode inner = stripped(node);
        return inner instanceof RexInputRef ref ? columns.get(ref.getIndex()) : null;
    }

    /** Without what only changes the type Calcite sees. */
    static RexNode stripped(RexNode node) {
        RexNode inner = node;
        while (inner instanceof RexCall call
                && (Operators.isCast(call.getOperator())
                        || (call.getOperator() instanceof ScalarFunction f
                                && f.getName().equals("any")))) {
            inner = call.getOperands().get(0);
        }
        return inner;
    }

    private @Nullable BoundOperand operand(RexNode node, @Nullable LeafColumn beside) {
        RexNode inner = stripped(node);
        if (isConstant(inner)) {
            BoundValue constant = constant(inner, beside);
            return constant == null ? null : frame -> new Operand.Constant(constant.in(frame));
        }
        if (inner instanceof RexInputRef ref) {
            LeafColumn column = columns.get(ref.getIndex());
            Operand attribute = new Operand.Attribute(column.path());
            return column.condition() == null ? frame -> attribute : null;
        }
        if (inner instanceof RexCall call && call.getOperator() instanceof StoredNumber) {
            LeafColumn column = column(call.getOperands().get(0));
            return column == null ? null : frame -> new Operand.Attribute(column.path());
        }
        if (inner instanceof RexCall call
                && call.getOperator() instanceof ScalarFunction function
                && stripped(call.getOperands().get(0)) instanceof RexInputRef ref
                && columns.get(ref.getIndex()).isStored()) {
            LeafColumn column = columns.get(ref.getIndex());
            return switch (function.getName()) {
                case "size" -> frame -> new Operand.Size(column.path());
                case "char_length" -> isKeptAsShown(column) ? frame -> new Operand.CharLength(column.path()) : null;
                case "cardinality" -> frame -> new Operand.Cardinality(column.path());
                case "coalesce" -> coalesce(column, call);
                default -> null;
            };
        }
        return null;
    }

    private @Nullable BoundOperand coalesce(LeafColumn column, RexCall call) {
        if (call.getOperands().size() != 2 || !isConstant(call.getOperands().get(1))) {
            return null;
        }
        Scalar fallback = ScalarCompiler.compile(call.getOperands().get(1));
        return frame -> new Operand.Coalesce(column.path(), Datum.toAttribute(fallback.value(NO_ROW, frame)));
    }

    /**
     * A constant as it is compared with what items hold: in the column's type when the statement compares it with that
     * column, else by its value alone. Null when only the driver can compare it.
     */
    private static @Nullable BoundValue constant(RexNode node, @Nullable LeafColumn beside) {
        BoundValue value = value(node, beside);
        if (value == null || beside == null) {
            return value;
        }
        return frame -> {
            try {
                return value.in(frame);
            } catch (Frame.NoOuterRow absent) {
                // EXPLAIN has no row of the outer query: it tells of the read by the name of the value.
                if (!frame.isToldOf()) {
                    throw absent;
                }
                return frame.outerValues().beside(beside, RexText.of(node, List.of()));
            }
        };
    }

    private static @Nullable BoundValue value(RexNode node, @Nullable LeafColumn beside) {
        if (node instanceof RexCall call && call.getOperator() instanceof FittedConstant fitted) {
            Scalar scalar = ScalarCompiler.compile(call.getOperands().get(0));
            return frame -> fitted.stored(scalar.value(NO_ROW, frame));
        }
        Scalar scalar = ScalarCompiler.compile(node);
        if (beside == null) {
            return frame -> Datum.toAttribute(scalar.value(NO_ROW, frame));
        }
        if (beside.isEpoch()
                || (isTemporal(node.getType())
                        && isTemporal(beside.calciteType())
                        && node.getType().getSqlTypeName()
                                != beside.calciteType().getSqlTypeName())) {
            return null;
        }
        return frame -> FittedConstant.unfitted(Datum.toAttribute(scalar.value(NO_ROW, frame)), beside.key());
    }

    private static boolean isTemporal(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> true;
            default -> false;
        };
    }

    private static boolean temporal(ColumnType type) {
        return switch (type.kind()) {
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, EPOCH_SECONDS, EPOCH_MILLIS -> true;
            default -> false;
        };
    }

    /** Whether functions of text see what the item holds. */
    private static boolean isKeptAsShown(LeafColumn column) {
        return column.isStored()
                && switch (column.type().kind()) {
                    case TIME, TIMESTAMP, TIMESTAMP_TZ -> false;
                    default -> true;
                };
    }

    private static boolean likesAsShown(LeafColumn column, List<RexNode> operands) {
        return isKeptAsShown(column)
                || (column.isStored()
                        && operands.size() == 2
                        && operands.get(1) instanceof RexCall call
                        && call.getOperator() instanceof ConstantOperator constant
                        && constant.literal() instanceof String pattern
                        && Conversions.isLikeAsShown(pattern, column.type()));
    }

    private @Nullable Bound function(String name, List<RexNode> operands) {
        LeafColumn first = operands.isEmpty() ? null : column(operands.get(0));
        boolean constantRest = operands.stream().skip(1).allMatch(Conditions::isConstant);
        switch (name) {
            case "truth":
                return bound(operands.get(0));
            case "in_list":
                return first != null && first.condition() == null && constantRest ? in(first, operands) : null;
            case "like":
                return first != null && constantRest && likesAsShown(first, operands) ? like(first, operands) : null;
            case "begins_with":
                if (first == null || !first.isStored() || !constantRest) {
                    return null;
                }
                Scalar prefix = ScalarCompiler.compile(operands.get(1));
                return frame -> new Predicate.BeginsWith(
                        new Operand.Attribute(first.path()),
                        new Operand.Constant(Datum.toAttribute(prefix.value(NO_ROW, frame))));
            case "contains":
                if (first == null || !first.isStored() || !constantRest) {
                    return null;
                }
                Scalar element = ScalarCompiler.compile(operands.get(1));
                return frame -> new Predicate.Contains(first.path(), Datum.toAttribute(element.value(NO_ROW, frame)));
            case "member_of":
                LeafColumn list = column(operands.get(1));
                if (list == null || !list.isStored() || !isConstant(operands.get(0))) {
                    return null;
                }
                Scalar member = ScalarCompiler.compile(operands.get(0));
                return frame -> new Predicate.Member(Datum.toAttribute(member.value(NO_ROW, frame)), list.path());
            default:
                return null;
        }
    }

    private static @Nullable Bound in(LeafColumn column, List<RexNode> operands) {
        List<BoundValues> items = new ArrayList<>();
        for (RexNode operand : operands.subList(1, operands.size())) {
            BoundValues item = candidates(stripped(operand), column);
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return frame -> {
            List<AttributeValue> values = new ArrayList<>();
            items.forEach(item -> values.addAll(item.in(frame)));
            return new Predicate.In(new Operand.Attribute(column.path()), values);
        };
    }

    /** What one item of an IN list stands for: a parameter that holds a list or set gives its elements. */
    private interface BoundValues {
        List<AttributeValue> in(Frame frame);
    }

    private static @Nullable BoundValues candidates(RexNode node, LeafColumn column) {
        FittedConstant fitted =
                node instanceof RexCall call && call.getOperator() instanceof FittedConstant fitting ? fitting : null;
        RexNode inner = fitted == null ? node : ((RexCall) node).getOperands().get(0);
        if (inner instanceof RexCall call
                && call.getOperator() instanceof ScalarFunction function
                && function.getName().equals("spread")) {
            if (fitted == null && column.isEpoch()) {
                return null;
            }
            Scalar scalar = ScalarCompiler.compile(inner);
            return frame -> {
                Object value = scalar.value(NO_ROW, frame);
                List<AttributeValue> values = new ArrayList<>();
                for (Object element : value instanceof List<?> elements ? elements : Arrays.asList(value)) {
                    values.add(
                            fitted == null
                                    ? FittedConstant.unfitted(Datum.toAttribute(element), column.key())
                                    : fitted.stored(element));
                }
                return values;
            };
        }
        BoundValue constant = constant(node, column);
        return constant == null ? null : frame -> List.of(constant.in(frame));
    }

    private static Bound like(LeafColumn column, List<RexNode> operands) {
        Scalar pattern = ScalarCompiler.compile(operands.get(1));
        Scalar escape = operands.size() < 3 ? null : ScalarCompiler.compile(operands.get(2));
        return frame -> {
            Object text = pattern.value(NO_ROW, frame);
            Object given = escape == null ? "" : escape.value(NO_ROW, frame);
            if (text == null || given == null) {
                return Predicate.UNKNOWN;
            }
            String like = Datum.text(text, "LIKE");
            String character = Datum.text(given, "ESCAPE");
            if (like.length() > MOST_CONSTANT_LENGTH
                    || (escape != null && character.codePointCount(0, character.length()) != 1)) {
                throw new SqlFailure(
                        org.dynamojdbc.error.SqlState.INVALID_PARAMETER_VALUE,
                        "ESCAPE takes one character, as in ESCAPE '\\'");
            }
            return new Predicate.Like(
                    new Operand.Attribute(column.path()), like, escape == null ? null : character.codePointAt(0));
        };
    }
}
