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
     * Terms on one attribute alone count together, because a piece may span several. Terms that fix leading key attributes
     * to one value each are found by those values: lists of keys can be long.
     */
    private final class AnyOf implements Test {
        private final Map<List<KeyValue>, List<Test>> byPoints = new HashMap<>();
        private final List<Test> others = new ArrayList<>();

        AnyOf(List<Predicate> terms) {
            Map<Integer, List<Interval>> alone = new HashMap<>();
            for (Predicate term : terms) {
                KeyLeaf leaf = leaf(term);
                if (leaf != null) {
                    alone.computeIfAbsent(place(leaf), p -> new ArrayList<>())
                            .addAll(leaf.constraint().domain().intervals());
                    continue;
                }
                List<KeyValue> points = points(term);
                if (points.isEmpty()) {
                    others.add(test(term));
                } else {
                    byPoints.computeIfAbsent(points, v -> new ArrayList<>()).add(test(term));
                }
            }
            alone.forEach((place, intervals) -> others.add(inside(place, Domain.of(intervals))));
        }

        /** The values to which the term fixes the first key attribute, the second, and so on. */
        private List<KeyValue> points(Predicate term) {
            Map<Integer, KeyValue> fixed = new HashMap<>();
            for (Predicate part : Conjunction.terms(term)) {
                KeyLeaf leaf = leaf(part);
                List<Interval> intervals =
                        leaf == null ? List.of() : leaf.constraint().domain().intervals();
                KeyValue value = intervals.size() == 1 && intervals.get(0).isPoint()
                        ? intervals.get(0).low()
                        : null;
                if (leaf != null && value != null) {
                    fixed.putIfAbsent(place(leaf), value);
                }
            }
            List<KeyValue> points = new ArrayList<>();
            for (KeyValue value = fixed.get(0); value != null; value = fixed.get(points.size())) {
                points.add(value);
            }
            return points;
        }

        @Override
        public boolean holds(KeyPiece piece) {
            List<KeyValue> points = new ArrayList<>();
            for (int place = 0; place < places.size() && !byPoints.isEmpty(); place++) {
                Interval interval = piece.at(place);
                KeyValue value = interval.low();
                if (value == null || !interval.isPoint()) {
                    break;
                }
                points.add(value);
                if (byPoints.getOrDefault(points, List.of()).stream().anyMatch(t -> t.holds(piece))) {
                    return true;
                }
            }
            return others.stream().anyMatch(t -> t.holds(piece));
        }
    }
}
