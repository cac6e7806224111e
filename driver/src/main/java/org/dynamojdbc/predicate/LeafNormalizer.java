package org.dynamojdbc.predicate;

import java.util.Map;
import java.util.function.Function;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Normal forms of leaves, for the outcomes asked for. */
class LeafNormalizer {
    private final Outcomes wanted;

    LeafNormalizer(Outcomes wanted) {
        this.wanted = wanted;
    }

    final Outcomes wanted() {
        return wanted;
    }

    Predicate twoValued(Predicate leaf) {
        return outcome(leaf, new Predicate.Not(leaf), Predicate.FALSE);
    }

    /** A leaf whose UNKNOWN has no simpler form. */
    final Predicate opaque(Predicate leaf, Predicate whenFalse) {
        return outcome(leaf, whenFalse, new Predicate.IsTruth(leaf, Truth.UNKNOWN));
    }

    final Predicate always(Truth truth) {
        return wanted.includes(truth) ? Predicate.TRUE : Predicate.FALSE;
    }

    /**
     * Joins the asked-for cases of a leaf.
     *
     * @param unknown where the leaf is UNKNOWN; a normalised predicate that is never UNKNOWN itself
     */
    final Predicate outcome(Predicate whenTrue, Predicate whenFalse, Predicate unknown) {
        if (wanted.includesTrue() && wanted.includesFalse()) {
            return wanted.includesUnknown() ? Predicate.TRUE : known(unknown);
        }
        return Junctions.or(
                wanted.includesTrue() ? whenTrue : Predicate.FALSE,
                wanted.includesFalse() ? whenFalse : Predicate.FALSE,
                wanted.includesUnknown() ? unknown : Predicate.FALSE);
    }

    static Predicate known(Predicate unknown) {
        return unknown instanceof Predicate.IsTruth ? new Predicate.Not(unknown) : Normalizer.opposite(unknown);
    }

    /**
     * A leaf over COALESCE(a, f): the leaf over a where a is known, else the leaf over f.
     *
     * @param leaf the leaf with another operand in COALESCE's place; UNKNOWN when that operand is NULL, or never UNKNOWN
     */
    final Predicate coalesce(Operand.Coalesce operand, Function<Operand, Predicate> leaf) {
        Operand attribute = new Operand.Attribute(operand.path());
        Predicate whenKnown = Normalizer.where(leaf.apply(attribute), wanted);
        if (Operands.isNull(operand.fallback())) {
            return whenKnown;
        }
        Predicate whenNull = Normalizer.where(leaf.apply(new Operand.Constant(operand.fallback())), wanted);
        Predicate isNull = new Predicate.IsNull(attribute);
        if (whenNull.equals(Predicate.TRUE)) {
            return Junctions.or(whenKnown, isNull);
        }
        return Junctions.or(Junctions.and(whenKnown, new Predicate.Not(isNull)), Junctions.and(isNull, whenNull));
    }

    final Predicate folded(Predicate leaf) {
        return always(Evaluator.evaluate(leaf, Map.of()));
    }

    static Predicate hasType(AttributePath path, AttributeType type) {
        return new Predicate.HasType(path, type);
    }

    static Predicate hasNotType(AttributePath path, AttributeType type) {
        return new Predicate.Not(hasType(path, type));
    }

    /** Normalised: the operand is SQL NULL. */
    static Predicate nullness(Operand operand) {
        return Normalizer.where(new Predicate.IsNull(operand), Outcomes.TRUE);
    }

    Predicate isNull(Predicate.IsNull predicate) {
        Operand operand = predicate.value();
        if (operand instanceof Operand.Constant) {
            return folded(predicate);
        }
        if (operand instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, Predicate.IsNull::new);
        }
        if (operand instanceof Operand.CharLength length) {
            return new LeafNormalizer(wanted.negated()).twoValued(hasType(length.path(), AttributeType.S));
        }
        if (operand instanceof Operand.Cardinality cardinality) {
            AttributePath path = cardinality.path();
            Predicate collection = Junctions.or(
                    hasType(path, AttributeType.L),
                    hasType(path, AttributeType.M),
                    hasType(path, AttributeType.SS),
                    hasType(path, AttributeType.NS),
                    hasType(path, AttributeType.BS));
            return Normalizer.where(collection, wanted.negated());
        }
        if (operand instanceof Operand.Size size) {
            AttributePath path = size.path();
            Predicate none = Junctions.or(
                    new Predicate.IsNull(new Operand.Attribute(path)),
                    hasType(path, AttributeType.N),
                    hasType(path, AttributeType.BOOL));
            return Normalizer.where(none, wanted);
        }
        return twoValued(predicate);
    }

    Predicate booleanAttribute(Predicate.BooleanAttribute predicate) {
        Operand attribute = new Operand.Attribute(predicate.path());
        Operand yes = new Operand.Constant(AttributeValue.fromBool(true));
        Operand no = new Operand.Constant(AttributeValue.fromBool(false));
        if (wanted.equals(Outcomes.NOT_TRUE)) {
            return new Predicate.Distinct(attribute, yes);
        }
        if (wanted.equals(Outcomes.NOT_FALSE)) {
            return new Predicate.Distinct(attribute, no);
        }
        return outcome(
                new Predicate.Compare(attribute, CompareOperator.EQ, yes),
                new Predicate.Compare(attribute, CompareOperator.EQ, no),
                hasNotType(predicate.path(), AttributeType.BOOL));
    }

    Predicate like(Predicate.Like like) {
        Operand value = like.value();
        LikePattern pattern = LikePattern.of(like);
        if (value instanceof Operand.Constant) {
            return folded(like);
        }
        if (value instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, v -> new Predicate.Like(v, like.pattern(), like.escapeCodePoint()));
        }
        if (!(value instanceof Operand.Attribute attribute)) {
            return always(Truth.UNKNOWN);
        }
        Predicate isString = hasType(attribute.path(), AttributeType.S);
        Predicate unknown = new Predicate.Not(isString);
        String literal = pattern.literal();
        String prefix = pattern.prefix();
        if (literal != null) {
            Operand text = new Operand.Constant(AttributeValue.fromS(literal));
            return outcome(
                    new Predicate.Compare(value, CompareOperator.EQ, text),
                    Junctions.and(isString, new Predicate.Compare(value, CompareOperator.NE, text)),
                    unknown);
        }
        if (prefix != null && prefix.isEmpty()) {
            return outcome(isString, Predicate.FALSE, unknown);
        }
        if (prefix != null) {
            Predicate begins = new Predicate.BeginsWith(value, new Operand.Constant(AttributeValue.fromS(prefix)));
            return outcome(begins, new Predicate.Not(begins), unknown);
        }
        return outcome(like, new Predicate.Not(like), unknown);
    }

    Predicate beginsWith(Predicate.BeginsWith predicate) {
        Operand value = predicate.value();
        Operand prefix = predicate.prefix();
        if (value instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, v -> new Predicate.BeginsWith(v, prefix));
        }
        if (prefix instanceof Operand.Coalesce coalesce) {
            return coalesce(coalesce, p -> new Predicate.BeginsWith(value, p));
        }
        if (value instanceof Operand.Constant && prefix instanceof Operand.Constant) {
            return folded(predicate);
        }
        if (!text(value) || !text(prefix)) {
            return always(Truth.UNKNOWN);
        }
        if (value.equals(prefix)) {
            AttributePath path = ((Operand.Attribute) value).path();
            Predicate text = Junctions.or(hasType(path, AttributeType.S), hasType(path, AttributeType.B));
            return outcome(text, Predicate.FALSE, Normalizer.opposite(text));
        }
        AttributeValue constant = Operands.constant(value);
        constant = constant == null ? Operands.constant(prefix) : constant;
        if (constant == null) {
            return opaque(predicate, new Predicate.Not(predicate));
        }
        Operand other = value instanceof Operand.Attribute ? value : prefix;
        AttributePath path = ((Operand.Attribute) other).path();
        AttributeType type = AttributeType.of(constant);
        return outcome(predicate, new Predicate.Not(predicate), hasNotType(path, type));
    }

    /** An attribute, or a constant that begins_with takes. */
    private static boolean text(Operand operand) {
        AttributeValue constant = Operands.constant(operand);
        return constant == null ? operand instanceof Operand.Attribute : textual(constant);
    }

    private static boolean textual(@Nullable AttributeValue value) {
        return value != null && (value.s() != null || value.b() != null);
    }

    Predicate contains(Predicate.Contains predicate) {
        if (Operands.isNull(predicate.element())) {
            return always(Truth.UNKNOWN);
        }
        return outcome(
                predicate, new Predicate.Not(predicate), new Predicate.IsNull(new Operand.Attribute(predicate.path())));
    }

    Predicate member(Predicate.Member predicate) {
        if (Operands.isNull(predicate.element())) {
            return always(Truth.UNKNOWN);
        }
        AttributePath path = predicate.path();
        return outcome(
                predicate,
                new Predicate.Not(predicate),
                Junctions.and(
                        hasNotType(path, AttributeType.L),
                        hasNotType(path, AttributeType.SS),
                        hasNotType(path, AttributeType.NS),
                        hasNotType(path, AttributeType.BS)));
    }
}
