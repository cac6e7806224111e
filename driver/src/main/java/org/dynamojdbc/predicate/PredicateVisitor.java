package org.dynamojdbc.predicate;

/** One method per kind of {@link Predicate}. */
public interface PredicateVisitor<R> {
    R visitAlways(Predicate.Always predicate);

    R visitAnd(Predicate.And predicate);

    R visitOr(Predicate.Or predicate);

    R visitNot(Predicate.Not predicate);

    R visitCompare(Predicate.Compare predicate);

    R visitBetween(Predicate.Between predicate);

    R visitIn(Predicate.In predicate);

    R visitLike(Predicate.Like predicate);

    R visitIsNull(Predicate.IsNull predicate);

    R visitIsMissing(Predicate.IsMissing predicate);

    R visitIsTruth(Predicate.IsTruth predicate);

    R visitBooleanAttribute(Predicate.BooleanAttribute predicate);

    R visitDistinct(Predicate.Distinct predicate);

    R visitBeginsWith(Predicate.BeginsWith predicate);

    R visitContains(Predicate.Contains predicate);

    R visitMember(Predicate.Member predicate);

    R visitHasType(Predicate.HasType predicate);
}
