package org.dynamojdbc.predicate;

import org.dynamojdbc.type.ItemSize;
import org.dynamojdbc.type.Storable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which constants DynamoDB accepts. */
final class Values {
    /** Largest value sent in one placeholder, below the service's 400 KB. */
    private static final int MAX_SENT_BYTES = 350 * 1024;

    private Values() {}

    /** Whether some item can hold this value; no stored value equals one that cannot be. */
    static boolean storable(AttributeValue value) {
        return Storable.isStorable(value);
    }

    /** Whether DynamoDB takes this value as a constant. */
    static boolean sendable(AttributeValue value) {
        return storable(value) && ItemSize.bytes(value) <= MAX_SENT_BYTES;
    }
}
