package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.util.Arrays;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How DynamoDB compares values: numbers by value, strings by their UTF-8 bytes, binary by unsigned bytes. */
public final class ValueOrder {
    private ValueOrder() {}

    /** Whether DynamoDB calls the values equal; values of different types never are. */
    public static boolean equal(AttributeValue a, AttributeValue b) {
        AttributeType type = AttributeType.of(a);
        if (type != AttributeType.of(b)) {
            return false;
        }
        return switch (type) {
            case S -> a.s().equals(b.s());
            case N -> a.n().equals(b.n()) || new BigDecimal(a.n()).compareTo(new BigDecimal(b.n())) == 0;
            case B -> a.b().equals(b.b());
            case BOOL -> a.bool().equals(b.bool());
            case NULL -> true;
            default -> ValueKey.of(a).equals(ValueKey.of(b));
        };
    }

    /** Whether {@link #compare} may be called: both strings, both numbers or both binary. */
    public static boolean comparable(AttributeValue a, AttributeValue b) {
        AttributeType type = AttributeType.of(a);
        return type.orderable() && type == AttributeType.of(b);
    }

    /** Order of two values of one orderable type. */
    public static int compare(AttributeValue a, AttributeValue b) {
        return switch (AttributeType.of(a)) {
            case S -> compareStrings(a.s(), b.s());
            case N -> new BigDecimal(a.n()).compareTo(new BigDecimal(b.n()));
            case B -> Arrays.compareUnsigned(a.b().asByteArrayUnsafe(), b.b().asByteArrayUnsafe());
            default -> throw new IllegalArgumentException("values of type " + AttributeType.of(a) + " have no order");
        };
    }

    /** An order of all values: numbers, then strings, binary, booleans (false first), documents (by their text). */
    public static int total(AttributeValue a, AttributeValue b) {
        int rank = Integer.compare(rank(a), rank(b));
        if (rank != 0) {
            return rank;
        }
        return switch (AttributeType.of(a)) {
            case N, S, B -> compare(a, b);
            case BOOL -> Boolean.compare(a.bool(), b.bool());
            default -> equal(a, b) ? 0 : compareStrings(a.toString(), b.toString());
        };
    }

    private static int rank(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case N -> 0;
            case S -> 1;
            case B -> 2;
            case BOOL -> 3;
            default -> 4;
        };
    }

    /**
     * UTF-8 byte order is code point order, which String.compareTo is not: surrogates sort below U+E000..U+FFFF there.
     */
    public static int compareStrings(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean highX = Character.isSurrogate(x);
                boolean highY = Character.isSurrogate(y);
                return highX == highY ? Character.compare(x, y) : highX ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
