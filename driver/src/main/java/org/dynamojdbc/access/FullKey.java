package org.dynamojdbc.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Recognises the commonest condition of all, {@code =} for every key attribute of the table and nothing else, whose path
 * needs no search. It finds what the search would find: the search is what takes the time of a point read.
 */
final class FullKey {
    private FullKey() {}

    /** The GetItem of such a condition, null for any other. */
    static AccessPath.@Nullable GetItem of(ReadRequest request) {
        List<KeyAttribute> attributes = request.table().key().attributes();
        List<Predicate> terms =
                request.where() instanceof Predicate.And and ? and.terms() : List.<Predicate>of(request.where());
        if (terms.size() != attributes.size() || !mayReadTheTable(request)) {
            return null;
        }
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        int partition = request.table().key().partition().size();
        for (int i = 0; i < attributes.size(); i++) {
            AttributeValue value = value(
                    attributes.get(i), terms, i < partition ? KeyPieces.MAX_PARTITION_BYTES : KeyPieces.MAX_SORT_BYTES);
            if (value == null) {
                return null;
            }
            key.put(attributes.get(i).name(), value);
        }
        Shapes shapes = new Shapes(request, new WantedOrder(request.order(), terms));
        return new AccessPath.GetItem(
                request.table(), key, shapes.byKey(new Source(request.table(), null), List.of(), true));
    }

    private static boolean mayReadTheTable(ReadRequest request) {
        String forced = request.preferences().forcedIndex();
        return request.index() == null
                && (forced == null || forced.isEmpty())
                && request.preferences().segment() == null;
    }

    /** The value that one of the terms gives the attribute, null when none does or it needs a conversion. */
    private static @Nullable AttributeValue value(KeyAttribute attribute, List<Predicate> terms, int maxBytes) {
        for (Predicate term : terms) {
            if (term instanceof Predicate.Compare compare
                    && compare.operator() == CompareOperator.EQ
                    && compare.left() instanceof Operand.Attribute left
                    && left.path().steps().isEmpty()
                    && left.path().root().equals(attribute.name())
                    && compare.right() instanceof Operand.Constant right
                    && AttributeType.of(right.value()) == attribute.type()) {
                KeyValue value = KeyValue.of(right.value());
                return value.isStorable(maxBytes) ? value.attributeValue() : null;
            }
        }
        return null;
    }
}
