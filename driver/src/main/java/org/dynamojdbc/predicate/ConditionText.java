package org.dynamojdbc.predicate;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ValueOrder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes normalised predicates in DynamoDB's expression language. That language has two truth values: a comparison is
 * false on missing attributes and its NOT true, so each leaf and each negated leaf has its own form here.
 */
final class ConditionText {
    private static final int MAX_IN = 99;
    private static final int MAX_PATH = 32;
    private static final AttributeValue NULL = AttributeValue.fromNul(true);

    private final RequestExpression request;

    ConditionText(RequestExpression request) {
        this.request = request;
    }

    Fragment render(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return Fragment.and(and.terms().stream().map(this::render).toList());
        }
        if (predicate instanceof Predicate.Or or) {
            return Fragment.or(or.terms().stream().map(this::render).toList());
        }
        return predicate instanceof Predicate.Not not ? negated(not.term()) : leaf(predicate);
    }

    private Fragment leaf(Predicate leaf) {
        if (leaf instanceof Predicate.Compare compare) {
            return compare(compare);
        }
        if (leaf instanceof Predicate.Between between) {
            return between(between);
        }
        if (leaf instanceof Predicate.In in) {
            return isOneOf(attribute(in.value(), leaf), in.values());
        }
        if (leaf instanceof Predicate.Like like) {
            AttributePath path = attribute(like.value(), leaf);
            return Fragment.and(hasType(path, AttributeType.S), contains(path, infix(like)));
        }
        if (leaf instanceof Predicate.IsNull isNull) {
            return isNull(attribute(isNull.value(), leaf));
        }
        if (leaf instanceof Predicate.IsMissing isMissing) {
            return function("attribute_not_exists", path(isMissing.path()));
        }
        if (leaf instanceof Predicate.Distinct distinct) {
            return distinct(distinct);
        }
        if (leaf instanceof Predicate.BeginsWith beginsWith) {
            return beginsWith(beginsWith);
        }
        if (leaf instanceof Predicate.Contains contains) {
            return contains(contains.path(), contains.element());
        }
        if (leaf instanceof Predicate.Member member) {
            return member(member);
        }
        if (leaf instanceof Predicate.HasType hasType) {
            return hasType(hasType.path(), hasType.type());
        }
        throw unsupported(leaf);
    }

    private Fragment negated(Predicate leaf) {
        if (leaf instanceof Predicate.In in) {
            AttributePath path = attribute(in.value(), leaf);
            List<AttributeValue> excluded = new ArrayList<>(in.values());
            excluded.add(NULL);
            return Fragment.and(exists(path), isOneOf(path, excluded).not());
        }
        if (leaf instanceof Predicate.Like like) {
            AttributePath path = attribute(like.value(), leaf);
            return Fragment.and(
                    hasType(path, AttributeType.S), contains(path, infix(like)).not());
        }
        if (leaf instanceof Predicate.IsNull isNull) {
            return isNotNull(attribute(isNull.value(), leaf));
        }
        if (leaf instanceof Predicate.IsMissing isMissing) {
            return exists(isMissing.path());
        }
        if (leaf instanceof Predicate.Distinct distinct) {
            return notDistinct(distinct);
        }
        if (leaf instanceof Predicate.BeginsWith beginsWith) {
            return notBeginsWith(beginsWith);
        }
        if (leaf instanceof Predicate.Contains contains) {
            return Fragment.and(
                    isNotNull(contains.path()),
                    contains(contains.path(), contains.element()).not());
        }
        if (leaf instanceof Predicate.Member member) {
            return notMember(member);
        }
        if (leaf instanceof Predicate.HasType hasType) {
            return hasType(hasType.path(), hasType.type()).not();
        }
        throw unsupported(new Predicate.Not(leaf));
    }

    private Fragment compare(Predicate.Compare compare) {
        CompareOperator operator = compare.operator();
        AttributeValue constant = Operands.constant(compare.right());
        if (constant == null) {
            return compareAttributes(attribute(compare.left(), compare), operator, attribute(compare.right(), compare));
        }
        if (!(compare.left() instanceof Operand.Attribute attribute)) {
            return compareSize(compare, constant);
        }
        AttributePath path = attribute.path();
        boolean equality = operator == CompareOperator.EQ || operator == CompareOperator.NE;
        if (Operands.isNull(constant)
                || (!equality && !AttributeType.of(constant).orderable())) {
            throw unsupported(compare);
        }
        if (operator == CompareOperator.NE) {
            return Fragment.and(
                    exists(path), isOneOf(path, List.of(constant, NULL)).not());
        }
        return comparison(path(path), operator, value(constant));
    }

    private Fragment compareAttributes(AttributePath left, CompareOperator operator, AttributePath right) {
        Fragment comparison = comparison(path(left), operator, path(right));
        if (left.equals(right)) {
            throw new IllegalArgumentException("DynamoDB compares no attribute with itself: " + left);
        }
        return switch (operator) {
            case EQ -> Fragment.and(comparison, comparison(path(left), CompareOperator.NE, value(NULL)));
            case NE -> Fragment.and(comparison, isNotNull(left), isNotNull(right));
            default -> comparison;
        };
    }

    private Fragment compareSize(Predicate.Compare compare, AttributeValue constant) {
        Operand left = compare.left();
        if (AttributeType.of(constant) != AttributeType.N) {
            throw unsupported(compare);
        }
        if (left instanceof Operand.Size size) {
            return size(size.path(), compare.operator(), constant);
        }
        if (left instanceof Operand.CharLength length && Supersets.isExactLength(compare.operator(), constant)) {
            return Fragment.and(
                    hasType(length.path(), AttributeType.S), size(length.path(), compare.operator(), constant));
        }
        if (left instanceof Operand.Cardinality cardinality) {
            return Fragment.and(
                    size(cardinality.path(), compare.operator(), constant),
                    hasType(cardinality.path(), AttributeType.S).not(),
                    hasType(cardinality.path(), AttributeType.B).not());
        }
        throw unsupported(compare);
    }

    /** {@code size(a) <> n} is true where there is no size: two order comparisons say what is meant. */
    private Fragment size(AttributePath path, CompareOperator operator, AttributeValue constant) {
        String size = "size(" + path(path) + ")";
        String number = value(constant);
        if (operator == CompareOperator.NE) {
            return Fragment.or(
                    sizeComparison(size, CompareOperator.LT, number), sizeComparison(size, CompareOperator.GT, number));
        }
        return sizeComparison(size, operator, number);
    }

    private static Fragment sizeComparison(String size, CompareOperator operator, String number) {
        return Fragment.condition(size + " " + operator.symbol() + " " + number, 2);
    }

    private Fragment between(Predicate.Between between) {
        AttributeValue low = Operands.constant(between.low());
        AttributeValue high = Operands.constant(between.high());
        if (low == null || high == null || !ValueOrder.comparable(low, high) || ValueOrder.compare(low, high) > 0) {
            throw unsupported(between);
        }
        String bounds = " BETWEEN " + value(low) + " AND " + value(high);
        if (between.value() instanceof Operand.Size size && AttributeType.of(low) == AttributeType.N) {
            return Fragment.condition("size(" + path(size.path()) + ")" + bounds, 2);
        }
        return Fragment.condition(path(attribute(between.value(), between)) + bounds, 1);
    }

    /** IN, or membership in a list where IN would have too many operands. */
    private Fragment isOneOf(AttributePath path, List<AttributeValue> values) {
        if (values.size() > MAX_IN) {
            return function("contains", value(AttributeValue.fromL(values)), path(path));
        }
        List<String> operands = values.stream().map(this::value).toList();
        return Fragment.condition(path(path) + " IN (" + String.join(", ", operands) + ")", 1);
    }

    private Fragment distinct(Predicate.Distinct distinct) {
        AttributePath left = attribute(distinct.left(), distinct);
        AttributeValue constant = Operands.constant(distinct.right());
        if (constant != null) {
            return comparison(path(left), CompareOperator.NE, value(constant));
        }
        AttributePath right = attribute(distinct.right(), distinct);
        return Fragment.and(
                comparison(path(left), CompareOperator.NE, path(right)),
                Fragment.or(isNotNull(left), isNotNull(right)));
    }

    private Fragment notDistinct(Predicate.Distinct distinct) {
        AttributePath left = attribute(distinct.left(), distinct);
        AttributePath right = attribute(distinct.right(), distinct);
        return Fragment.or(
                comparison(path(left), CompareOperator.EQ, path(right)), Fragment.and(isNull(left), isNull(right)));
    }

    private Fragment beginsWith(Predicate.BeginsWith beginsWith) {
        return function("begins_with", text(beginsWith.value()), text(beginsWith.prefix()));
    }

    private Fragment notBeginsWith(Predicate.BeginsWith beginsWith) {
        AttributeValue value = Operands.constant(beginsWith.value());
        AttributeValue constant = value == null ? Operands.constant(beginsWith.prefix()) : value;
        if (constant == null) {
            throw unsupported(new Predicate.Not(beginsWith));
        }
        AttributePath path = attribute(value == null ? beginsWith.value() : beginsWith.prefix(), beginsWith);
        return Fragment.and(
                hasType(path, AttributeType.of(constant)),
                beginsWith(beginsWith).not());
    }

    private String text(Operand operand) {
        if (operand instanceof Operand.Attribute attribute) {
            return path(attribute.path());
        }
        AttributeValue constant = Operands.constant(operand);
        if (constant == null || (constant.s() == null && constant.b() == null)) {
            throw new IllegalArgumentException("begins_with takes attributes, strings and binary only");
        }
        return value(constant);
    }

    /** contains() also finds substrings, which membership does not. */
    private Fragment member(Predicate.Member member) {
        Fragment contains = contains(member.path(), member.element());
        AttributeType type = AttributeType.of(member.element());
        return type == AttributeType.S || type == AttributeType.B
                ? Fragment.and(contains, hasType(member.path(), type).not())
                : contains;
    }

    private Fragment notMember(Predicate.Member member) {
        AttributePath path = member.path();
        return Fragment.and(
                contains(path, member.element()).not(),
                Fragment.or(
                        hasType(path, AttributeType.L),
                        hasType(path, AttributeType.SS),
                        hasType(path, AttributeType.NS),
                        hasType(path, AttributeType.BS)));
    }

    private Fragment contains(AttributePath path, AttributeValue element) {
        return function("contains", path(path), value(element));
    }

    private Fragment isNull(AttributePath path) {
        return Fragment.or(
                function("attribute_not_exists", path(path)), comparison(path(path), CompareOperator.EQ, value(NULL)));
    }

    private Fragment isNotNull(AttributePath path) {
        return Fragment.and(exists(path), comparison(path(path), CompareOperator.NE, value(NULL)));
    }

    private Fragment exists(AttributePath path) {
        return function("attribute_exists", path(path));
    }

    private Fragment hasType(AttributePath path, AttributeType type) {
        return function("attribute_type", path(path), value(AttributeValue.fromS(type.name())));
    }

    private static Fragment comparison(String left, CompareOperator operator, String right) {
        return Fragment.condition(left + " " + operator.symbol() + " " + right, 1);
    }

    private static Fragment function(String name, String... arguments) {
        return Fragment.condition(name + "(" + String.join(", ", arguments) + ")", 1);
    }

    private String path(AttributePath path) {
        if (path.root().isEmpty() || path.steps().size() >= MAX_PATH) {
            throw new IllegalArgumentException("DynamoDB takes no path of this length: " + path);
        }
        return request.path(path);
    }

    private String value(AttributeValue value) {
        if (!Values.sendable(value)) {
            throw new IllegalArgumentException("DynamoDB takes no such constant");
        }
        return request.value(value);
    }

    private static AttributeValue infix(Predicate.Like like) {
        String infix = LikePattern.of(like).infix();
        if (infix == null) {
            throw unsupported(like);
        }
        return AttributeValue.fromS(infix);
    }

    private static AttributePath attribute(Operand operand, Predicate leaf) {
        if (operand instanceof Operand.Attribute attribute) {
            return attribute.path();
        }
        throw unsupported(leaf);
    }

    private static IllegalArgumentException unsupported(Predicate predicate) {
        return new IllegalArgumentException("DynamoDB has no expression for " + Predicates.text(predicate));
    }
}
