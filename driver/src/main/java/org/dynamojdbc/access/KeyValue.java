package org.dynamojdbc.access;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dynamojdbc.type.AttributeType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A value a key attribute may have, ordered as DynamoDB orders keys: numbers by value, strings by their UTF-8 bytes,
 * binary by unsigned bytes. Only values of one type are compared with each other.
 */
final class KeyValue implements Comparable<KeyValue> {
    private static final int MAX_DIGITS = 38;
    private static final BigDecimal LEAST_MAGNITUDE = new BigDecimal("1E-130");
    private static final BigDecimal TOO_LARGE = new BigDecimal("1E126");

    private final AttributeType type;
    private final byte[] bytes;
    private final @Nullable BigDecimal number;

    private KeyValue(AttributeType type, byte[] bytes, @Nullable BigDecimal number) {
        this.type = type;
        this.bytes = bytes;
        this.number = number;
    }

    /** The value of an attribute of type S, N or B. */
    static KeyValue of(AttributeValue value) {
        AttributeType type = AttributeType.of(value);
        return switch (type) {
            case S -> new KeyValue(type, value.s().getBytes(StandardCharsets.UTF_8), null);
            case B -> new KeyValue(type, value.b().asByteArray(), null);
            case N -> {
                BigDecimal number = new BigDecimal(value.n());
                yield new KeyValue(
                        type, new byte[0], number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
            }
            default -> throw new IllegalArgumentException("a key is S, N or B, not " + type);
        };
    }

    AttributeType type() {
        return type;
    }

    /** Whether this is the empty string or binary, which no key holds. */
    boolean isEmpty() {
        return number == null && bytes.length == 0;
    }

    /** Whether DynamoDB takes this as a key constant: not empty, not too long, and a number it can hold. */
    boolean isStorable(int maxBytes) {
        if (number != null) {
            BigDecimal magnitude = number.abs();
            return number.signum() == 0
                    || (number.precision() <= MAX_DIGITS
                            && magnitude.compareTo(LEAST_MAGNITUDE) >= 0
                            && magnitude.compareTo(TOO_LARGE) < 0);
        }
        return bytes.length > 0 && bytes.length <= maxBytes && attributeValue() != null;
    }

    /**
     * The smallest value above every value that starts with this one, null when there is none. It need not be a string
     * that exists: it only bounds.
     */
    @Nullable
    KeyValue afterPrefix() {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] != (byte) 0xFF) {
                byte[] next = Arrays.copyOf(bytes, i + 1);
                next[i]++;
                return new KeyValue(type, next, null);
            }
        }
        return null;
    }

    /** The attribute, numbers in the form the service returns them; null for a bound that is no UTF-8 text. */
    @Nullable
    AttributeValue attributeValue() {
        if (number != null) {
            return AttributeValue.fromN(number.toPlainString());
        }
        if (type == AttributeType.B) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
        }
        try {
            return AttributeValue.fromS(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException onlyABound) {
            return null;
        }
    }

    @Override
    public int compareTo(KeyValue other) {
        if (type != other.type) {
            return type.compareTo(other.type);
        }
        return number != null && other.number != null
                ? number.compareTo(other.number)
                : Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyValue value && compareTo(value) == 0;
    }

    @Override
    public int hashCode() {
        return number != null ? number.hashCode() : Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return String.valueOf(attributeValue());
    }
}
