package org.dynamojdbc.predicate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Conditions DynamoDB can test that hold wherever a leaf it cannot test is TRUE. */
final class Supersets {
    /** A character takes at most this many of the units size() may count: 2 in UTF-16, 4 in UTF-8. */
    private static final BigDecimal UNITS = BigDecimal.valueOf(4);

    private Supersets() {}

    /** Whether comparing size() with the constant is comparing CHAR_LENGTH with it, on every string. */
    static boolean isExactLength(CompareOperator operator, AttributeValue constant) {
        BigDecimal number = new BigDecimal(constant.n());
        boolean nonEmpty = operator == CompareOperator.GE || operator == CompareOperator.LT;
        return number.signum() <= 0 || (nonEmpty && number.compareTo(BigDecimal.ONE) == 0);
    }

    /** The condition, null when none helps. */
    static @Nullable Predicate of(Predicate leaf) {
        if (leaf instanceof Predicate.Like like && like.value() instanceof Operand.Attribute attribute) {
            return like(like, attribute);
        }
        if (leaf instanceof Predicate.Not not
                && not.term() instanceof Predicate.Like like
                && like.value() instanceof Operand.Attribute attribute) {
            return new Predicate.HasType(attribute.path(), AttributeType.S);
        }
        if (leaf instanceof Predicate.Compare compare
                && compare.left() instanceof Operand.CharLength length
                && compare.right() instanceof Operand.Constant constant
                && AttributeType.of(constant.value()) == AttributeType.N) {
            return length(length.path(), compare.operator(), constant);
        }
        return null;
    }

    private static Predicate like(Predicate.Like like, Operand.Attribute attribute) {
        LikePattern pattern = LikePattern.of(like);
        List<Predicate> parts = new ArrayList<>();
        if (pattern.start().isEmpty()) {
            parts.add(new Predicate.HasType(attribute.path(), AttributeType.S));
        } else {
            parts.add(new Predicate.BeginsWith(attribute, new Operand.Constant(AttributeValue.fromS(pattern.start()))));
        }
        for (String part : pattern.laterParts()) {
            parts.add(new Predicate.Contains(attribute.path(), AttributeValue.fromS(part)));
        }
        return Junctions.and(parts);
    }

    private static Predicate length(AttributePath path, CompareOperator operator, Operand.Constant constant) {
        Operand size = new Operand.Size(path);
        AttributeValue scaled = AttributeValue.fromN(
                new BigDecimal(constant.value().n()).multiply(UNITS).toString());
        Predicate atLeast = new Predicate.Compare(
                size, operator == CompareOperator.GT ? CompareOperator.GT : CompareOperator.GE, constant);
        Predicate atMost = new Predicate.Compare(
                size,
                operator == CompareOperator.LT ? CompareOperator.LT : CompareOperator.LE,
                new Operand.Constant(scaled));
        Predicate string = new Predicate.HasType(path, AttributeType.S);
        return switch (operator) {
            case EQ -> Junctions.and(string, atLeast, atMost);
            case NE -> string;
            case LT, LE -> Junctions.and(string, atMost);
            case GT, GE -> Junctions.and(string, atLeast);
        };
    }
}
