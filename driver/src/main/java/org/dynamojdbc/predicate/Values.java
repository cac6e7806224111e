package org.dynamojdbc.predicate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.DynamoNumber;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which constants DynamoDB accepts, and how large they are. */
final class Values {
    /** Largest value sent in one placeholder, below the service's 400 KB. */
    private static final int MAX_SENT_BYTES = 350 * 1024;

    private static final int MAX_DEPTH = 31;

    private Values() {}

    /** Whether some item can hold this value; no stored value equals one that cannot be. */
    static boolean storable(AttributeValue value) {
        return storable(value, 1);
    }

    /** Whether DynamoDB takes this value as a constant. */
    static boolean sendable(AttributeValue value) {
        return storable(value) && bytes(value) <= MAX_SENT_BYTES;
    }

    /** Size as DynamoDB counts it, rounded up. */
    static long bytes(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case S -> utf8(value.s());
            case N -> value.n().length();
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NULL -> 1;
            case L -> 3 + value.l().stream().mapToLong(e -> 1 + bytes(e)).sum();
            case M -> 3
                    + value.m().entrySet().stream()
                            .mapToLong(e -> 1 + utf8(e.getKey()) + bytes(e.getValue()))
                            .sum();
            case SS -> value.ss().stream().mapToLong(Values::utf8).sum();
            case NS -> value.ns().stream().mapToLong(String::length).sum();
            case BS -> value.bs().stream()
                    .mapToLong(b -> b.asByteArrayUnsafe().length)
                    .sum();
        };
    }

    static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean storable(AttributeValue value, int depth) {
        return switch (AttributeType.of(value)) {
            case S -> encodable(value.s());
            case N -> fits(value.n());
            case B, BOOL, NULL -> true;
            case L -> depth <= MAX_DEPTH && value.l().stream().allMatch(e -> storable(e, depth + 1));
            case M -> depth <= MAX_DEPTH
                    && value.m().entrySet().stream()
                            .allMatch(e -> !e.getKey().isEmpty()
                                    && encodable(e.getKey())
                                    && storable(e.getValue(), depth + 1));
            case SS -> distinct(value.ss()) && value.ss().stream().allMatch(Values::encodable);
            case NS -> value.ns().stream().allMatch(Values::fits)
                    && distinct(value.ns().stream()
                            .map(n -> new BigDecimal(n).stripTrailingZeros())
                            .toList());
            case BS -> distinct(value.bs());
        };
    }

    private static boolean fits(String number) {
        return DynamoNumber.fits(new BigDecimal(number));
    }

    private static boolean distinct(List<?> elements) {
        Set<Object> unique = new HashSet<>(elements);
        return !elements.isEmpty() && unique.size() == elements.size();
    }

    /** False for text with half a surrogate pair, which UTF-8 cannot carry. */
    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
