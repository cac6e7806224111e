package org.dynamojdbc.predicate;

import java.util.Map;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ValueOrder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Evaluates a predicate on one item under SQL's three-valued logic. */
public final class Evaluator implements PredicateVisitor<Truth> {
    private final Map<String, AttributeValue> item;

    private Evaluator(Map<String, AttributeValue> item) {
        this.item = item;
    }

    public static Truth evaluate(Predicate predicate, Map<String, AttributeValue> item) {
        return predicate.accept(new Evaluator(item));
    }

    @Override
    public Truth visitAlways(Predicate.Always predicate) {
        return predicate.truth();
    }

    @Override
    public Truth visitAnd(Predicate.And predicate) {
        Truth result = Truth.TRUE;
        for (Predicate term : predicate.terms()) {
            Truth truth = term.accept(this);
            if (truth == Truth.FALSE) {
                return truth;
            }
            result = truth == Truth.UNKNOWN ? truth : result;
        }
        return result;
    }

    @Override
    public Truth visitOr(Predicate.Or predicate) {
        Truth result = Truth.FALSE;
        for (Predicate term : predicate.terms()) {
            Truth truth = term.accept(this);
            if (truth == Truth.TRUE) {
                return truth;
            }
            result = truth == Truth.UNKNOWN ? truth : result;
        }
        return result;
    }

    @Override
    public Truth visitNot(Predicate.Not predicate) {
        return predicate.term().accept(this).not();
    }

    @Override
    public Truth visitCompare(Predicate.Compare predicate) {
        return compare(value(predicate.left()), predicate.operator(), value(predicate.right()));
    }

    @Override
    public Truth visitBetween(Predicate.Between predicate) {
        AttributeValue value = value(predicate.value());
        Truth low = compare(value, CompareOperator.GE, value(predicate.low()));
        Truth high = compare(value, CompareOperator.LE, value(predicate.high()));
        if (low == Truth.FALSE || high == Truth.FALSE) {
            return Truth.FALSE;
        }
        return low == Truth.TRUE ? high : low;
    }

    @Override
    public Truth visitIn(Predicate.In predicate) {
        if (predicate.values().isEmpty()) {
            return Truth.FALSE;
        }
        AttributeValue value = value(predicate.value());
        if (value == null) {
            return Truth.UNKNOWN;
        }
        Truth result = Truth.FALSE;
        for (AttributeValue candidate : predicate.values()) {
            if (Operands.isNull(candidate)) {
                result = Truth.UNKNOWN;
            } else if (ValueOrder.equal(value, candidate)) {
                return Truth.TRUE;
            }
        }
        return result;
    }

    @Override
    public Truth visitLike(Predicate.Like predicate) {
        LikePattern pattern = LikePattern.of(predicate);
        AttributeValue value = value(predicate.value());
        return value == null || value.s() == null ? Truth.UNKNOWN : Truth.of(pattern.matches(value.s()));
    }

    @Override
    public Truth visitIsNull(Predicate.IsNull predicate) {
        return Truth.of(value(predicate.value()) == null);
    }

    @Override
    public Truth visitIsMissing(Predicate.IsMissing predicate) {
        return Truth.of(predicate.path().in(item) == null);
    }

    @Override
    public Truth visitIsTruth(Predicate.IsTruth predicate) {
        return Truth.of(predicate.term().accept(this) == predicate.truth());
    }

    @Override
    public Truth visitBooleanAttribute(Predicate.BooleanAttribute predicate) {
        AttributeValue value = predicate.path().in(item);
        return value == null || value.bool() == null ? Truth.UNKNOWN : Truth.of(value.bool());
    }

    @Override
    public Truth visitDistinct(Predicate.Distinct predicate) {
        AttributeValue left = value(predicate.left());
        AttributeValue right = value(predicate.right());
        if (left == null || right == null) {
            return Truth.of((left == null) != (right == null));
        }
        return Truth.of(!ValueOrder.equal(left, right));
    }

    @Override
    public Truth visitBeginsWith(Predicate.BeginsWith predicate) {
        AttributeValue value = value(predicate.value());
        AttributeValue prefix = value(predicate.prefix());
        if (value == null || prefix == null) {
            return Truth.UNKNOWN;
        }
        if (value.s() != null && prefix.s() != null) {
            return Truth.of(value.s().startsWith(prefix.s()));
        }
        if (value.b() != null && prefix.b() != null) {
            return Truth.of(matchesAt(value.b(), prefix.b(), 0));
        }
        return Truth.UNKNOWN;
    }

    @Override
    public Truth visitContains(Predicate.Contains predicate) {
        AttributeValue value = predicate.path().in(item);
        AttributeValue element = predicate.element();
        if (value == null || Operands.isNull(value) || Operands.isNull(element)) {
            return Truth.UNKNOWN;
        }
        if (value.s() != null) {
            return Truth.of(element.s() != null && value.s().contains(element.s()));
        }
        if (value.b() != null) {
            return Truth.of(element.b() != null && contains(value.b(), element.b()));
        }
        return Truth.of(hasElement(value, element));
    }

    @Override
    public Truth visitMember(Predicate.Member predicate) {
        AttributeValue value = predicate.path().in(item);
        if (value == null || Operands.isNull(predicate.element())) {
            return Truth.UNKNOWN;
        }
        return switch (AttributeType.of(value)) {
            case L, SS, NS, BS -> Truth.of(hasElement(value, predicate.element()));
            default -> Truth.UNKNOWN;
        };
    }

    @Override
    public Truth visitHasType(Predicate.HasType predicate) {
        AttributeValue value = predicate.path().in(item);
        return Truth.of(value != null && AttributeType.of(value) == predicate.type());
    }

    private @Nullable AttributeValue value(Operand operand) {
        return Operands.value(operand, item);
    }

    private static Truth compare(
            @Nullable AttributeValue left, CompareOperator operator, @Nullable AttributeValue right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        if (operator == CompareOperator.EQ) {
            return Truth.of(ValueOrder.equal(left, right));
        }
        if (operator == CompareOperator.NE) {
            return Truth.of(!ValueOrder.equal(left, right));
        }
        if (!ValueOrder.comparable(left, right)) {
            return Truth.UNKNOWN;
        }
        int order = ValueOrder.compare(left, right);
        return Truth.of(
                switch (operator) {
                    case LT -> order < 0;
                    case LE -> order <= 0;
                    case GT -> order > 0;
                    default -> order >= 0;
                });
    }

    private static boolean hasElement(AttributeValue collection, AttributeValue element) {
        return switch (AttributeType.of(collection)) {
            case L -> collection.l().stream().anyMatch(e -> ValueOrder.equal(e, element));
            case SS -> element.s() != null && collection.ss().contains(element.s());
            case NS -> element.n() != null
                    && collection.ns().stream().anyMatch(n -> ValueOrder.equal(AttributeValue.fromN(n), element));
            case BS -> element.b() != null && collection.bs().contains(element.b());
            default -> false;
        };
    }

    private static boolean contains(SdkBytes bytes, SdkBytes part) {
        int last = bytes.asByteArrayUnsafe().length - part.asByteArrayUnsafe().length;
        for (int i = 0; i <= last; i++) {
            if (matchesAt(bytes, part, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAt(SdkBytes bytes, SdkBytes part, int offset) {
        byte[] whole = bytes.asByteArrayUnsafe();
        byte[] wanted = part.asByteArrayUnsafe();
        if (offset + wanted.length > whole.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (whole[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
