package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;

/**
 * Tells which conditions every row of a key piece satisfies, so that they need neither filter nor residual. Rows of an
 * index hold all its key attributes, in their declared types and never empty.
 */
final class Implication {
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, AttributeType> types = new HashMap<>();

    Implication(List<KeyAttribute> key) {
        for (KeyAttribute attribute : key) {
            places.put(attribute.name(), places.size());
            types.put(attribute.name(), attribute.type());
        }
    }

    /** The terms that some row of some piece may not satisfy. */
    List<Predicate> open(List<Predicate> terms, List<KeyPiece> pieces) {
        List<Predicate> open = new ArrayList<>();
        for (Predicate term : terms) {
            Test test = test(term);
            if (!pieces.stream().allMatch(test::holds)) {
                open.add(term);
            }
        }
        return open;
    }

    /** Whether a condition is TRUE for every row of a piece; false when that is not known. */
    private interface Test {
        boolean holds(KeyPiece piece);
    }

    private Test test(Predicate predicate) {
        if (predicate instanceof Predicate.Always always) {
            boolean holds = always.truth() == Truth.TRUE;
            return piece -> holds;
        }
        if (predicate instanceof Predicate.And and) {
            List<Test> tests = and.terms().stream().map(this::test).toList();
            return piece -> tests.stream().allMatch(t -> t.holds(piece));
        }
        if (predicate instanceof Predicate.Or or) {
            return new AnyOf(or.terms());
        }
        KeyLeaf leaf = leaf(predicate);
        if (leaf == null) {
            return piece -> false;
        }
        return inside(place(leaf), leaf.constraint().domain());
    }

    private static Test inside(int place, Domain domain) {
        Domain keys = domain.withoutEmptyValue();
        return piece -> keys.contains(piece.at(place));
    }

    private @Nullable KeyLeaf leaf(Predicate predicate) {
        KeyLeaf leaf = KeyLeaf.of(predicate, types);
        return leaf != null && leaf.exact() ? leaf : null;
    }

    private int place(KeyLeaf leaf) {
        return places.getOrDefault(leaf.attribute(), 0);
    }

    /**
     * Terms on one attribute alone count together, because a piece may span several. Terms that fix the first key
     * attribute to one value are found by that value: lists of keys can be long.
     */
    private final class AnyOf implements Test {
        private final Map<KeyValue, List<Test>> byFirst = new HashMap<>();
        private final List<Test> others = new ArrayList<>();

        AnyOf(List<Predicate> terms) {
            Map<Integer, List<Interval>> alone = new HashMap<>();
            for (Predicate term : terms) {
                KeyLeaf leaf = leaf(term);
                KeyValue first = first(term);
                if (leaf != null) {
                    alone.computeIfAbsent(place(leaf), p -> new ArrayList<>())
                            .addAll(leaf.constraint().domain().intervals());
                } else if (first == null) {
                    others.add(test(term));
                } else {
                    byFirst.computeIfAbsent(first, v -> new ArrayList<>()).add(test(term));
                }
            }
            alone.forEach((place, intervals) -> others.add(inside(place, Domain.of(intervals))));
        }

        private @Nullable KeyValue first(Predicate term) {
            for (Predicate part : Conjunction.terms(term)) {
                KeyLeaf leaf = leaf(part);
                if (leaf != null && place(leaf) == 0) {
                    List<Interval> intervals = leaf.constraint().domain().intervals();
                    if (intervals.size() == 1 && intervals.get(0).isPoint()) {
                        return intervals.get(0).low();
                    }
                }
            }
            return null;
        }

        @Override
        public boolean holds(KeyPiece piece) {
            Interval interval = piece.at(0);
            KeyValue first = interval.low();
            List<Test> likely =
                    first != null && interval.isPoint() ? byFirst.getOrDefault(first, List.of()) : List.of();
            return likely.stream().anyMatch(t -> t.holds(piece))
                    || others.stream().anyMatch(t -> t.holds(piece));
        }
    }
}
