package org.dynamojdbc.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
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
public final class FullKey {
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
            AttributeValue value = value(attributes.get(i), terms, i < partition);
            if (value == null) {
                return null;
            }
            key.put(attributes.get(i).name(), value);
        }
        Shapes shapes = new Shapes(request, new WantedOrder(request.order(), terms));
        return new AccessPath.GetItem(
                request.table(), key, shapes.byKey(new Source(request.table(), null), List.of(), true));
    }

    /**
     * The key of these values, one per key attribute in the key's order; null when one of them needs a conversion or can
     * be in no key.
     */
    public static @Nullable Map<String, AttributeValue> of(Table table, List<AttributeValue> values) {
        List<KeyAttribute> attributes = table.key().attributes();
        int partition = table.key().partition().size();
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            AttributeValue value = stored(attributes.get(i), values.get(i), i < partition);
            if (value == null) {
                return null;
            }
            key.put(attributes.get(i).name(), value);
        }
        return key;
    }

    private static @Nullable AttributeValue stored(KeyAttribute attribute, AttributeValue given, boolean partition) {
        if (AttributeType.of(given) != attribute.type()) {
            return null;
        }
        int maxBytes = partition ? KeyPieces.MAX_PARTITION_BYTES : KeyPieces.MAX_SORT_BYTES;
        String text = given.s();
        if (text != null && !text.isEmpty() && text.length() <= maxBytes && isAscii(text)) {
            return given;
        }
        KeyValue value = KeyValue.of(given);
        return value.isStorable(maxBytes) ? value.attributeValue() : null;
    }

    /** Such a text is as long in bytes as in characters and needs no decoding. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayReadTheTable(ReadRequest request) {
        String forced = request.preferences().forcedIndex();
        return request.index() == null
                && (forced == null || forced.isEmpty())
                && request.preferences().segment() == null;
    }

    /** The value that one of the terms gives the attribute, null when none does or it needs a conversion. */
    private static @Nullable AttributeValue value(KeyAttribute attribute, List<Predicate> terms, boolean partition) {
        for (Predicate term : terms) {
            if (term instanceof Predicate.Compare compare
                    && compare.operator() == CompareOperator.EQ
                    && compare.left() instanceof Operand.Attribute left
                    && left.path().steps().isEmpty()
                    && left.path().root().equals(attribute.name())
                    && compare.right() instanceof Operand.Constant right
                    && AttributeType.of(right.value()) == attribute.type()) {
                return stored(attribute, right.value(), partition);
            }
        }
        return null;
    }
}
