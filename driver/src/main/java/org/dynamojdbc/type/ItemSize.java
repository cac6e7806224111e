package org.dynamojdbc.type;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sizes as DynamoDB counts them for its limits and its prices (DynamoDB guide, "Item sizes and formats"), rounded up. */
public final class ItemSize {
    /** Largest item DynamoDB stores, names included. */
    public static final long MAX_ITEM_BYTES = 400 * 1024;

    private ItemSize() {}

    /** Bytes of an item or a key: its attribute names and values. */
    public static long bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToLong(e -> utf8(e.getKey()) + bytes(e.getValue()))
                .sum();
    }

    /** Bytes of one value. */
    public static long bytes(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NULL -> 1;
            case L -> 3 + value.l().stream().mapToLong(e -> 1 + bytes(e)).sum();
            case M -> 3
                    + value.m().entrySet().stream()
                            .mapToLong(e -> 1 + utf8(e.getKey()) + bytes(e.getValue()))
                            .sum();
            case SS -> value.ss().stream().mapToLong(ItemSize::utf8).sum();
            case NS -> value.ns().stream().mapToLong(ItemSize::number).sum();
            case BS -> value.bs().stream()
                    .mapToLong(b -> b.asByteArrayUnsafe().length)
                    .sum();
        };
    }

    /** Two digits take a byte, and one byte more; a minus sign counts too. */
    private static long number(String text) {
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        return Math.min(21, (digits + 1) / 2 + 1 + (text.startsWith("-") ? 1 : 0));
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
