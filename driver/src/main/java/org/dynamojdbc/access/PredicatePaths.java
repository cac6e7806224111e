package org.dynamojdbc.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.PredicateVisitor;
import org.dynamojdbc.row.AttributePath;

/** Collects the places in an item that a condition looks at. */
final class PredicatePaths implements PredicateVisitor<Set<AttributePath>> {
    private final Set<AttributePath> paths = new LinkedHashSet<>();

    private PredicatePaths() {}

    static Set<AttributePath> of(Predicate predicate) {
        return predicate.accept(new PredicatePaths());
    }

    static Set<String> roots(List<Predicate> predicates) {
        Set<String> roots = new LinkedHashSet<>();
        predicates.forEach(p -> of(p).forEach(path -> roots.add(path.root())));
        return roots;
    }

    private Set<AttributePath> add(AttributePath path) {
        paths.add(path);
        return paths;
    }

    private Set<AttributePath> add(Operand operand) {
        if (operand instanceof Operand.Attribute attribute) {
            return add(attribute.path());
        }
        if (operand instanceof Operand.Size size) {
            return add(size.path());
        }
        if (operand instanceof Operand.CharLength length) {
            return add(length.path());
        }
        if (operand instanceof Operand.Cardinality cardinality) {
            return add(cardinality.path());
        }
        return operand instanceof Operand.Coalesce coalesce ? add(coalesce.path()) : paths;
    }

    private Set<AttributePath> add(List<Predicate> terms) {
        terms.forEach(t -> t.accept(this));
        return paths;
    }

    @Override
    public Set<AttributePath> visitAlways(Predicate.Always predicate) {
        return paths;
    }

    @Override
    public Set<AttributePath> visitAnd(Predicate.And predicate) {
        return add(predicate.terms());
    }

    @Override
    public Set<AttributePath> visitOr(Predicate.Or predicate) {
        return add(predicate.terms());
    }

    @Override
    public Set<AttributePath> visitNot(Predicate.Not predicate) {
        return predicate.term().accept(this);
    }

    @Override
    public Set<AttributePath> visitCompare(Predicate.Compare predicate) {
        add(predicate.left());
        return add(predicate.right());
    }

    @Override
    public Set<AttributePath> visitBetween(Predicate.Between predicate) {
        add(predicate.value());
        add(predicate.low());
        return add(predicate.high());
    }

    @Override
    public Set<AttributePath> visitIn(Predicate.In predicate) {
        return add(predicate.value());
    }

    @Override
    public Set<AttributePath> visitLike(Predicate.Like predicate) {
        return add(predicate.value());
    }

    @Override
    public Set<AttributePath> visitIsNull(Predicate.IsNull predicate) {
        return add(predicate.value());
    }

    @Override
    public Set<AttributePath> visitIsMissing(Predicate.IsMissing predicate) {
        return add(predicate.path());
    }

    @Override
    public Set<AttributePath> visitIsTruth(Predicate.IsTruth predicate) {
        return predicate.term().accept(this);
    }

    @Override
    public Set<AttributePath> visitBooleanAttribute(Predicate.BooleanAttribute predicate) {
        return add(predicate.path());
    }

    @Override
    public Set<AttributePath> visitDistinct(Predicate.Distinct predicate) {
        add(predicate.left());
        return add(predicate.right());
    }

    @Override
    public Set<AttributePath> visitBeginsWith(Predicate.BeginsWith predicate) {
        add(predicate.value());
        return add(predicate.prefix());
    }

    @Override
    public Set<AttributePath> visitContains(Predicate.Contains predicate) {
        return add(predicate.path());
    }

    @Override
    public Set<AttributePath> visitMember(Predicate.Member predicate) {
        return add(predicate.path());
    }

    @Override
    public Set<AttributePath> visitHasType(Predicate.HasType predicate) {
        return add(predicate.path());
    }
}
