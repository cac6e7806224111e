package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A value as something to look up by: two keys are equal exactly when DynamoDB calls the values equal, so 1, 1.0 and 1e0
 * are one key and the order of a set's members does not count.
 */
public final class ValueKey {
    private final Object identity;
    private final int hash;

    private ValueKey(Object identity) {
        this.identity = identity;
        this.hash = identity.hashCode();
    }

    public static ValueKey of(AttributeValue value) {
        return new ValueKey(identity(value));
    }

    /** The identity of a whole key: attribute names and values. */
    public static ValueKey of(Map<String, AttributeValue> key) {
        return new ValueKey(identities(key));
    }

    /** The classes of identities tell the types apart; sets have members, which tell theirs. */
    private static Object identity(AttributeValue value) {
        return switch (AttributeType.of(value)) {
            case S -> value.s();
            case N -> number(value.n());
            case B -> value.b();
            case BOOL -> value.bool();
            case NULL -> AttributeType.NULL;
            case L -> value.l().stream().map(ValueKey::identity).toList();
            case M -> identities(value.m());
            case SS -> Set.copyOf(value.ss());
            case NS -> {
                Set<Object> numbers = new HashSet<>();
                value.ns().forEach(n -> numbers.add(number(n)));
                yield numbers;
            }
            case BS -> Set.copyOf(value.bs());
        };
    }

    private static Map<String, Object> identities(Map<String, AttributeValue> values) {
        Map<String, Object> identities = new HashMap<>(2 * values.size());
        values.forEach((name, value) -> identities.put(name, identity(value)));
        return identities;
    }

    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueKey key && hash == key.hash && identity.equals(key.identity);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
