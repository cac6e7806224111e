package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.predicate.Truth;

/** Takes conditions in negation normal form apart and puts them together, where UNKNOWN counts as FALSE. */
final class Conjunction {
    private Conjunction() {}

    /** The terms that must all hold; none for TRUE. */
    static List<Predicate> terms(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.terms().stream().flatMap(t -> terms(t).stream()).toList();
        }
        return predicate.equals(Predicate.TRUE) ? List.of() : List.of(predicate);
    }

    /** The top-level attributes that any of the terms reads. */
    static Set<String> attributes(List<Predicate> terms) {
        Set<String> attributes = new LinkedHashSet<>();
        terms.forEach(t -> attributes.addAll(Predicates.attributes(t)));
        return attributes;
    }

    static Predicate and(List<Predicate> terms) {
        List<Predicate> kept = new ArrayList<>();
        for (Predicate term : terms) {
            if (term instanceof Predicate.Always always) {
                if (always.truth() != Truth.TRUE) {
                    return Predicate.FALSE;
                }
            } else {
                kept.add(term);
            }
        }
        return kept.isEmpty() ? Predicate.TRUE : kept.size() == 1 ? kept.get(0) : new Predicate.And(kept);
    }

    static Predicate or(List<Predicate> terms) {
        List<Predicate> kept = new ArrayList<>();
        for (Predicate term : terms) {
            if (term instanceof Predicate.Always always) {
                if (always.truth() == Truth.TRUE) {
                    return Predicate.TRUE;
                }
            } else {
                kept.add(term);
            }
        }
        return kept.isEmpty() ? Predicate.FALSE : kept.size() == 1 ? kept.get(0) : new Predicate.Or(kept);
    }
}
