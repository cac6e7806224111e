package org.dynamojdbc.type;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sizes as DynamoDB counts them for its limits and its prices (DynamoDB guide, "Item sizes and formats"). */
public final class ItemSize {
    /** Largest item DynamoDB stores, names included. */
    public static final long MAX_ITEM_BYTES = 400 * 1024;

    private static final int MAX_NUMBER_BYTES = 21;

    private ItemSize() {}

    /** Bytes of an item or a key: its attribute names and values. */
    public static long bytes(Map<String, AttributeValue> item) {
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            bytes += utf8(attribute.getKey()) + bytes(attribute.getValue());
        }
        return bytes;
    }

    /** Bytes of one value. */
    public static long bytes(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NULL -> 1;
            case L -> 3 + value.l().stream().mapToLong(e -> 1 + bytes(e)).sum();
            case M -> 3 + value.m().size() + bytes(value.m());
            case SS -> value.ss().stream().mapToLong(ItemSize::utf8).sum();
            case NS -> value.ns().stream().mapToLong(ItemSize::number).sum();
            case BS -> value.bs().stream()
                    .mapToLong(b -> b.asByteArrayUnsafe().length)
                    .sum();
        };
    }

    /** Two significant digits take a byte, and one byte more; zeros before and behind them take none. */
    private static long number(String text) {
        int first = -1;
        int last = -1;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                break;
            }
            if (c >= '0' && c <= '9') {
                digits++;
                if (c != '0') {
                    first = first < 0 ? digits : first;
                    last = digits;
                }
            }
        }
        int significant = first < 0 ? 0 : last - first + 1;
        return Math.min(MAX_NUMBER_BYTES, (significant + 1) / 2 + 1);
    }

    /** Bytes of a text in UTF-8. */
    public static long utf8(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Each half of a surrogate pair stands for two of its four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
