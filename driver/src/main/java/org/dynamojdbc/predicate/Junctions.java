package org.dynamojdbc.predicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * AND and OR of normalised terms, simplified. Only whether the result is TRUE counts, so UNKNOWN terms are FALSE ones.
 */
final class Junctions {
    private Junctions() {}

    static Predicate and(Collection<Predicate> terms) {
        Set<Predicate> flat = new LinkedHashSet<>();
        for (Predicate term : terms) {
            if (term instanceof Predicate.And and) {
                flat.addAll(and.terms());
            } else if (term instanceof Predicate.Always always) {
                if (always.truth() != Truth.TRUE) {
                    return Predicate.FALSE;
                }
            } else {
                flat.add(term);
            }
        }
        Set<Predicate> unabsorbed = new LinkedHashSet<>();
        for (Predicate term : flat) {
            if (!(term instanceof Predicate.Or or && or.terms().stream().anyMatch(flat::contains))) {
                unabsorbed.add(term);
            }
        }
        List<Predicate> kept = new ArrayList<>();
        for (Predicate term : unabsorbed) {
            if (!impliedByOther(term, unabsorbed)) {
                kept.add(term);
            }
        }
        return kept.isEmpty() ? Predicate.TRUE : kept.size() == 1 ? kept.get(0) : new Predicate.And(kept);
    }

    static Predicate or(Collection<Predicate> terms) {
        Set<Predicate> flat = new LinkedHashSet<>();
        for (Predicate term : terms) {
            if (term instanceof Predicate.Or or) {
                flat.addAll(or.terms());
            } else if (term instanceof Predicate.Always always) {
                if (always.truth() == Truth.TRUE) {
                    return Predicate.TRUE;
                }
            } else {
                flat.add(term);
            }
        }
        Set<Predicate> kept = new LinkedHashSet<>();
        for (Predicate term : flat) {
            if (!(term instanceof Predicate.And and && and.terms().stream().anyMatch(flat::contains))) {
                kept.add(term);
            }
        }
        List<Predicate> merged = mergeEqualities(kept);
        return merged.isEmpty() ? Predicate.FALSE : merged.size() == 1 ? merged.get(0) : new Predicate.Or(merged);
    }

    static Predicate and(Predicate... terms) {
        return and(List.of(terms));
    }

    static Predicate or(Predicate... terms) {
        return or(List.of(terms));
    }

    /** {@code a IS NOT NULL} beside {@code a > 5} says nothing. */
    private static boolean impliedByOther(Predicate term, Set<Predicate> terms) {
        return term instanceof Predicate.Not not
                && not.term() instanceof Predicate.IsNull isNull
                && isNull.value() instanceof Operand.Attribute attribute
                && terms.stream()
                        .anyMatch(t -> !t.equals(term) && Implications.present(t, p -> p.equals(attribute.path())));
    }

    /** {@code values} without those equal to an earlier one. */
    static List<AttributeValue> distinct(Collection<AttributeValue> values) {
        Map<ValueKey, AttributeValue> distinct = new LinkedHashMap<>();
        values.forEach(v -> distinct.putIfAbsent(ValueKey.of(v), v));
        return List.copyOf(distinct.values());
    }

    /** {@code a = 1 OR a = 2} is {@code a IN (1, 2)}: one operator, and a list of keys where a is a key. */
    private static List<Predicate> mergeEqualities(Collection<Predicate> terms) {
        Map<AttributePath, List<AttributeValue>> values = new LinkedHashMap<>();
        Map<AttributePath, Integer> counts = new LinkedHashMap<>();
        for (Predicate term : terms) {
            AttributePath path = equated(term);
            if (path != null) {
                values.computeIfAbsent(path, p -> new ArrayList<>()).addAll(constants(term));
                counts.merge(path, 1, Integer::sum);
            }
        }
        List<Predicate> merged = new ArrayList<>();
        for (Predicate term : terms) {
            AttributePath path = equated(term);
            if (path == null || counts.getOrDefault(path, 0) == 1) {
                merged.add(term);
            } else if (values.containsKey(path)) {
                Operand attribute = new Operand.Attribute(path);
                List<AttributeValue> all = distinct(values.getOrDefault(path, List.of()));
                values.remove(path);
                merged.add(
                        all.size() == 1
                                ? new Predicate.Compare(attribute, CompareOperator.EQ, new Operand.Constant(all.get(0)))
                                : new Predicate.In(attribute, all));
            }
        }
        return merged;
    }

    private static @Nullable AttributePath equated(Predicate term) {
        if (term instanceof Predicate.Compare compare
                && compare.operator() == CompareOperator.EQ
                && compare.left() instanceof Operand.Attribute attribute
                && compare.right() instanceof Operand.Constant) {
            return attribute.path();
        }
        return term instanceof Predicate.In in && in.value() instanceof Operand.Attribute attribute
                ? attribute.path()
                : null;
    }

    private static List<AttributeValue> constants(Predicate term) {
        if (term instanceof Predicate.In in) {
            return in.values();
        }
        return List.of(((Operand.Constant) ((Predicate.Compare) term).right()).value());
    }
}
