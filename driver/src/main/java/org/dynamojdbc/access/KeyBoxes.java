package org.dynamojdbc.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.type.AttributeType;

/**
 * What a condition asks of key attributes: a union of boxes that holds every item for which the condition is TRUE. No box
 * at all means that it is never TRUE.
 */
final class KeyBoxes {
    /** Alternatives that are followed apart; beyond, part of the condition is left to the residual. */
    private static final int MAX_BOXES = 10_000;

    private final Map<String, AttributeType> keyTypes;
    private final Map<String, Integer> tableKeys = new HashMap<>();

    private KeyBoxes(Table table) {
        keyTypes = KeyTypes.of(table);
        table.key().partition().forEach(a -> tableKeys.put(a.name(), KeyPieces.MAX_PARTITION_BYTES));
        table.key().sort().forEach(a -> tableKeys.put(a.name(), KeyPieces.MAX_SORT_BYTES));
    }

    /** @param where as {@link KeyTypes#rewrite} leaves it */
    static List<KeyBox> of(Predicate where, Table table) {
        KeyBoxes boxes = new KeyBoxes(table);
        return boxes.possible(boxes.read(where));
    }

    private List<KeyBox> read(Predicate predicate) {
        if (predicate instanceof Predicate.Always always) {
            return always.truth() == Truth.TRUE ? List.of(KeyBox.FREE) : List.of();
        }
        if (predicate instanceof Predicate.And and) {
            List<KeyBox> all = List.of(KeyBox.FREE);
            for (Predicate term : and.terms()) {
                all = product(all, read(term));
            }
            return all;
        }
        if (predicate instanceof Predicate.Or or) {
            List<KeyBox> any = new ArrayList<>();
            for (Predicate term : or.terms()) {
                any.addAll(possible(read(term)));
                if (any.size() > MAX_BOXES) {
                    return List.of(KeyBox.FREE);
                }
            }
            return joined(any);
        }
        KeyLeaf leaf = KeyLeaf.of(predicate, keyTypes);
        return List.of(leaf == null ? KeyBox.FREE : new KeyBox(Map.of(leaf.attribute(), leaf.constraint())));
    }

    private static List<KeyBox> product(List<KeyBox> left, List<KeyBox> right) {
        if (left.size() > 1 && (long) left.size() * right.size() > MAX_BOXES) {
            return left;
        }
        List<KeyBox> product = new ArrayList<>(left.size() * right.size());
        for (KeyBox a : left) {
            for (KeyBox b : right) {
                product.add(a.and(b));
            }
        }
        return product;
    }

    /** Alternatives for one and the same attribute are one box. */
    private static List<KeyBox> joined(List<KeyBox> boxes) {
        Set<String> attributes = new HashSet<>();
        List<Interval> intervals = new ArrayList<>();
        boolean typed = true;
        for (KeyBox box : boxes) {
            if (box.constraints().isEmpty()) {
                return List.of(KeyBox.FREE);
            }
            attributes.addAll(box.constraints().keySet());
            if (box.constraints().size() == 1 && attributes.size() == 1) {
                KeyConstraint constraint = box.constraints().values().iterator().next();
                intervals.addAll(constraint.domain().intervals());
                typed &= constraint.typed();
            }
        }
        boolean sameAttribute = attributes.size() == 1;
        return sameAttribute
                ? List.of(new KeyBox(
                        Map.of(attributes.iterator().next(), new KeyConstraint(Domain.of(intervals), typed))))
                : boxes;
    }

    private List<KeyBox> possible(List<KeyBox> boxes) {
        return boxes.stream().filter(this::possible).toList();
    }

    private boolean possible(KeyBox box) {
        for (Map.Entry<String, KeyConstraint> entry : box.constraints().entrySet()) {
            Domain domain = entry.getValue().domain();
            Integer maxBytes = tableKeys.get(entry.getKey());
            boolean never = maxBytes != null
                    ? domain.asKeys(maxBytes).isEmpty()
                    : entry.getValue().typed() && domain.isEmpty();
            if (never) {
                return false;
            }
        }
        return true;
    }
}
