package org.dynamojdbc.predicate;

import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What follows for the item where a normalised predicate is TRUE. A "no" here only means it is not known. */
final class Implications {
    private Implications() {}

    /** Whether a place among {@code places} is neither missing nor NULL. */
    static boolean present(Predicate predicate, java.util.function.Predicate<AttributePath> places) {
        if (predicate instanceof Predicate.And and) {
            return and.terms().stream().anyMatch(t -> present(t, places));
        }
        if (predicate instanceof Predicate.Or or) {
            return or.terms().stream().allMatch(t -> present(t, places));
        }
        if (predicate instanceof Predicate.Always always) {
            return always.truth() != Truth.TRUE;
        }
        boolean negated = predicate instanceof Predicate.Not;
        Predicate leaf = predicate instanceof Predicate.Not not ? not.term() : predicate;
        if (leaf instanceof Predicate.Compare
                || leaf instanceof Predicate.Between
                || leaf instanceof Predicate.Like
                || leaf instanceof Predicate.BeginsWith
                || leaf instanceof Predicate.Contains
                || leaf instanceof Predicate.Member
                || leaf instanceof Predicate.BooleanAttribute) {
            return reads(leaf, places);
        }
        if (leaf instanceof Predicate.In in) {
            return !in.values().isEmpty() && reads(leaf, places);
        }
        if (leaf instanceof Predicate.IsNull) {
            return negated && reads(leaf, places);
        }
        return leaf instanceof Predicate.HasType hasType
                && !negated
                && hasType.type() != AttributeType.NULL
                && places.test(hasType.path());
    }

    /** Whether the place holds a value of that type. */
    static boolean type(Predicate predicate, AttributePath path, AttributeType type) {
        if (predicate instanceof Predicate.And and) {
            return and.terms().stream().anyMatch(t -> type(t, path, type));
        }
        if (predicate instanceof Predicate.Or or) {
            return or.terms().stream().allMatch(t -> type(t, path, type));
        }
        if (predicate instanceof Predicate.Always always) {
            return always.truth() != Truth.TRUE;
        }
        Operand attribute = new Operand.Attribute(path);
        Predicate leaf = predicate instanceof Predicate.Not not ? not.term() : predicate;
        if (leaf instanceof Predicate.Like like) {
            return like.value().equals(attribute) && type == AttributeType.S;
        }
        if (leaf instanceof Predicate.BeginsWith beginsWith) {
            return (beginsWith.value().equals(attribute) && isOf(beginsWith.prefix(), type))
                    || (beginsWith.prefix().equals(attribute) && isOf(beginsWith.value(), type));
        }
        if (predicate instanceof Predicate.Compare compare) {
            return compare.operator() != CompareOperator.NE
                    && compare.left().equals(attribute)
                    && isOf(compare.right(), type);
        }
        if (predicate instanceof Predicate.Between between) {
            return between.value().equals(attribute) && (isOf(between.low(), type) || isOf(between.high(), type));
        }
        if (predicate instanceof Predicate.In in) {
            return in.value().equals(attribute) && allOf(in.values(), type);
        }
        return predicate instanceof Predicate.HasType hasType && hasType.path().equals(path) && hasType.type() == type;
    }

    private static boolean allOf(List<AttributeValue> values, AttributeType type) {
        return values.stream().allMatch(v -> AttributeType.of(v) == type);
    }

    private static boolean isOf(Operand operand, AttributeType type) {
        @Nullable AttributeValue constant = Operands.constant(operand);
        return constant != null && AttributeType.of(constant) == type;
    }

    /** Whether an operand that is NULL with its place stands at one of the places. */
    private static boolean reads(Predicate leaf, java.util.function.Predicate<AttributePath> places) {
        for (Operand operand : Predicates.operands(leaf)) {
            AttributePath path = operand instanceof Operand.Coalesce ? null : Operands.path(operand);
            if (path != null && places.test(path)) {
                return true;
            }
        }
        return false;
    }
}
