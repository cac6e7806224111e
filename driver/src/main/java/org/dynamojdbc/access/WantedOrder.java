package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;

/** Finds out which reads deliver the wanted order. Attributes that the condition fixes to one value do not count. */
final class WantedOrder {
    private final List<ReadRequest.Order> wanted = new ArrayList<>();

    /**
     * How Queries deliver the order.
     *
     * @param pieces in the order in which they are to be read
     */
    record Delivery(List<KeyPiece> pieces, boolean forward, AccessPath.Combination combination) {}

    WantedOrder(List<ReadRequest.Order> order, List<Predicate> terms) {
        Set<AttributePath> settled = fixed(terms);
        for (ReadRequest.Order item : order) {
            if (settled.add(item.path())) {
                wanted.add(item);
            }
        }
    }

    private static Set<AttributePath> fixed(List<Predicate> terms) {
        Set<AttributePath> fixed = new HashSet<>();
        for (Predicate term : terms) {
            if (term instanceof Predicate.Compare compare && compare.operator() == CompareOperator.EQ) {
                fix(compare.left(), compare.right(), fixed);
                fix(compare.right(), compare.left(), fixed);
            }
        }
        return fixed;
    }

    /** Only types with an order: equal values of these are the same value. */
    private static void fix(Operand side, Operand other, Set<AttributePath> fixed) {
        if (side instanceof Operand.Attribute attribute
                && other instanceof Operand.Constant constant
                && AttributeType.of(constant.value()).orderable()) {
            fixed.add(attribute.path());
        }
    }

    boolean isNone() {
        return wanted.isEmpty();
    }

    /** The attributes a caller that has to sort needs. */
    List<AttributePath> paths() {
        return wanted.stream().map(ReadRequest.Order::path).toList();
    }

    /** The order in which to deliver items of full keys, null when keys do not tell. */
    @Nullable
    List<KeyPiece> keysInOrder(Source source, List<KeyPiece> keys) {
        List<ReadRequest.Order> counting = counting(source, keys);
        Map<String, Integer> places = places(source);
        List<Comparator<KeyPiece>> levels = new ArrayList<>();
        for (ReadRequest.Order item : counting) {
            Integer place = place(item, places);
            if (place == null) {
                return null;
            }
            levels.add(byPoint(place, item.descending()));
        }
        List<KeyPiece> sorted = new ArrayList<>(keys);
        sort(sorted, levels);
        return sorted;
    }

    /** How to send Queries so that their rows come in the wanted order, null when they cannot. */
    @Nullable
    Delivery deliver(Source source, List<KeyPiece> pieces) {
        List<ReadRequest.Order> counting = counting(source, pieces);
        Map<String, Integer> places = places(source);
        int partitionAttributes = source.key().partition().size();
        Set<Integer> openPartition = varying(pieces, partitionAttributes);
        List<Comparator<KeyPiece>> levels = new ArrayList<>();
        int next = 0;
        boolean byPartition = false;
        for (; next < counting.size(); next++) {
            ReadRequest.Order item = counting.get(next);
            Integer place = place(item, places);
            if (place == null) {
                return null;
            }
            if (place >= partitionAttributes) {
                break;
            }
            byPartition |= openPartition.remove(place);
            levels.add(byPoint(place, item.descending()));
        }
        List<ReadRequest.Order> bySort = counting.subList(next, counting.size());
        if (!bySort.isEmpty() && !isSortPrefix(bySort, places, partitionAttributes, pieces)) {
            return null;
        }
        boolean forward = bySort.isEmpty() || !bySort.get(0).descending();
        boolean oneByOne = bySort.isEmpty() || openPartition.isEmpty();
        if (!oneByOne && byPartition) {
            return null;
        }
        List<KeyPiece> directed = new ArrayList<>(pieces);
        if (!forward) {
            Collections.reverse(directed);
        }
        sort(directed, levels);
        return new Delivery(
                directed, forward, oneByOne ? AccessPath.Combination.CONCATENATED : AccessPath.Combination.MERGED);
    }

    /** Whether the items go through the sort attributes from the first that is not fixed, in one direction. */
    private static boolean isSortPrefix(
            List<ReadRequest.Order> items, Map<String, Integer> places, int firstSort, List<KeyPiece> pieces) {
        boolean descending = items.get(0).descending();
        int expected = firstSort;
        for (ReadRequest.Order item : items) {
            Integer place = place(item, places);
            while (place != null && expected < place && isFixed(pieces, expected)) {
                expected++;
            }
            if (place == null || place != expected || item.descending() != descending) {
                return false;
            }
            expected++;
        }
        return true;
    }

    /** The items that decide: not those with one value in all pieces, nor those behind a complete key of the table. */
    private List<ReadRequest.Order> counting(Source source, List<KeyPiece> pieces) {
        Map<String, Integer> places = places(source);
        Set<Integer> open = varying(pieces, places.size());
        List<ReadRequest.Order> counting = new ArrayList<>();
        for (ReadRequest.Order item : wanted) {
            if (open.isEmpty() && source.index() == null) {
                break;
            }
            Integer place = place(item, places);
            if (place == null || open.remove(place)) {
                counting.add(item);
            }
        }
        return counting;
    }

    private static Set<Integer> varying(List<KeyPiece> pieces, int attributes) {
        Set<Integer> varying = new HashSet<>();
        for (int place = 0; place < attributes; place++) {
            if (!isFixed(pieces, place)) {
                varying.add(place);
            }
        }
        return varying;
    }

    private static boolean isFixed(List<KeyPiece> pieces, int place) {
        Interval first = pieces.get(0).at(place);
        return first.isPoint() && pieces.stream().allMatch(p -> p.at(place).equals(first));
    }

    private static Map<String, Integer> places(Source source) {
        Map<String, Integer> places = new HashMap<>();
        for (KeyAttribute attribute : source.key().attributes()) {
            places.put(attribute.name(), places.size());
        }
        return places;
    }

    private static @Nullable Integer place(ReadRequest.Order item, Map<String, Integer> places) {
        return item.path().steps().isEmpty() ? places.get(item.path().root()) : null;
    }

    /** Sorting is stable, so the last level goes first. */
    private static void sort(List<KeyPiece> pieces, List<Comparator<KeyPiece>> levels) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            pieces.sort(levels.get(i));
        }
    }

    private static Comparator<KeyPiece> byPoint(int place, boolean descending) {
        Comparator<KeyPiece> ascending = Comparator.comparing(p -> p.points().get(place));
        return descending ? ascending.reversed() : ascending;
    }
}
