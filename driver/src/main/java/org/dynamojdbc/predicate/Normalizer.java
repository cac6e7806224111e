package org.dynamojdbc.predicate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Negation normal form for WHERE: AND and OR of leaves, {@code Not} only above a leaf, constants folded. The result is
 * TRUE on exactly the items where the original is; where the original is FALSE or UNKNOWN it is either of them.
 */
public final class Normalizer implements PredicateVisitor<Predicate> {
    private final Outcomes wanted;

    private Normalizer(Outcomes wanted) {
        this.wanted = wanted;
    }

    public static Predicate toNegationNormalForm(Predicate predicate) {
        return where(predicate, Outcomes.TRUE);
    }

    /** A normalised predicate that is TRUE exactly where {@code predicate} has one of the outcomes. */
    static Predicate where(Predicate predicate, Outcomes wanted) {
        return predicate.accept(new Normalizer(wanted));
    }

    /** The normalised opposite of a predicate that is never UNKNOWN. */
    static Predicate opposite(Predicate twoValued) {
        return where(twoValued, Outcomes.FALSE);
    }

    @Override
    public Predicate visitAlways(Predicate.Always predicate) {
        return wanted.includes(predicate.truth()) ? Predicate.TRUE : Predicate.FALSE;
    }

    @Override
    public Predicate visitAnd(Predicate.And predicate) {
        return conjunction(predicate.terms(), wanted, Function.identity());
    }

    /** By De Morgan, which holds in three-valued logic. */
    @Override
    public Predicate visitOr(Predicate.Or predicate) {
        return conjunction(predicate.terms(), wanted.negated(), Outcomes::negated);
    }

    @Override
    public Predicate visitNot(Predicate.Not predicate) {
        return where(predicate.term(), wanted.negated());
    }

    @Override
    public Predicate visitIsTruth(Predicate.IsTruth predicate) {
        Outcomes inner = Outcomes.of(predicate.truth());
        if (wanted.includesTrue() == wanted.includesFalse()) {
            return wanted.includesTrue() ? Predicate.TRUE : Predicate.FALSE;
        }
        return where(predicate.term(), wanted.includesTrue() ? inner : inner.complement());
    }

    @Override
    public Predicate visitCompare(Predicate.Compare predicate) {
        return new ComparisonNormalizer(wanted).compare(predicate);
    }

    @Override
    public Predicate visitBetween(Predicate.Between predicate) {
        return new ComparisonNormalizer(wanted).between(predicate);
    }

    @Override
    public Predicate visitIn(Predicate.In predicate) {
        return new ComparisonNormalizer(wanted).in(predicate);
    }

    @Override
    public Predicate visitDistinct(Predicate.Distinct predicate) {
        return new ComparisonNormalizer(wanted).distinct(predicate);
    }

    @Override
    public Predicate visitLike(Predicate.Like predicate) {
        return new LeafNormalizer(wanted).like(predicate);
    }

    @Override
    public Predicate visitIsNull(Predicate.IsNull predicate) {
        return new LeafNormalizer(wanted).isNull(predicate);
    }

    @Override
    public Predicate visitIsMissing(Predicate.IsMissing predicate) {
        return new LeafNormalizer(wanted).twoValued(predicate);
    }

    @Override
    public Predicate visitBooleanAttribute(Predicate.BooleanAttribute predicate) {
        return new LeafNormalizer(wanted).booleanAttribute(predicate);
    }

    @Override
    public Predicate visitBeginsWith(Predicate.BeginsWith predicate) {
        return new LeafNormalizer(wanted).beginsWith(predicate);
    }

    @Override
    public Predicate visitContains(Predicate.Contains predicate) {
        return new LeafNormalizer(wanted).contains(predicate);
    }

    @Override
    public Predicate visitMember(Predicate.Member predicate) {
        return new LeafNormalizer(wanted).member(predicate);
    }

    @Override
    public Predicate visitHasType(Predicate.HasType predicate) {
        return new LeafNormalizer(wanted).twoValued(predicate);
    }

    /**
     * Where the AND of the terms has one of the outcomes.
     *
     * @param each what an outcome of a term of that AND is for the predicate at hand (its negation under OR)
     */
    private static Predicate conjunction(List<Predicate> terms, Outcomes wanted, Function<Outcomes, Outcomes> each) {
        if (wanted.includesTrue() && wanted.includesFalse()) {
            return wanted.includesUnknown()
                    ? Predicate.TRUE
                    : Junctions.or(all(terms, each.apply(Outcomes.TRUE)), any(terms, each.apply(Outcomes.FALSE)));
        }
        if (wanted.includesTrue()) {
            return all(terms, each.apply(wanted.includesUnknown() ? Outcomes.NOT_FALSE : Outcomes.TRUE));
        }
        if (wanted.includesFalse()) {
            return any(terms, each.apply(wanted.includesUnknown() ? Outcomes.NOT_TRUE : Outcomes.FALSE));
        }
        return wanted.includesUnknown()
                ? Junctions.and(all(terms, each.apply(Outcomes.NOT_FALSE)), any(terms, each.apply(Outcomes.NOT_TRUE)))
                : Predicate.FALSE;
    }

    private static Predicate all(List<Predicate> terms, Outcomes wanted) {
        return Junctions.and(each(terms, wanted));
    }

    private static Predicate any(List<Predicate> terms, Outcomes wanted) {
        return Junctions.or(each(terms, wanted));
    }

    private static List<Predicate> each(List<Predicate> terms, Outcomes wanted) {
        List<Predicate> normalised = new ArrayList<>();
        terms.forEach(t -> normalised.add(where(t, wanted)));
        return normalised;
    }
}
