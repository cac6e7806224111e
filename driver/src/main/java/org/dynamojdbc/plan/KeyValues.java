package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values on their way into a key: converted where nothing is lost, refused by name otherwise. */
final class KeyValues {
    /** DynamoDB guide, "Constraints": a partition key value has at most 2048 bytes, a sort key value 1024. */
    private static final int MAX_KEY_BYTES = 2048;

    private KeyValues() {}

    /** {@code 5} for a string key is '5', {@code '5'} for a number key is 5. */
    static AttributeValue convert(KeyAttribute key, AttributeValue value) {
        AttributeType given = AttributeType.of(value);
        if (given == key.type()) {
            return value;
        }
        if (key.type() == AttributeType.S && given == AttributeType.N) {
            return AttributeValue.fromS(new BigDecimal(value.n()).toPlainString());
        }
        if (key.type() == AttributeType.N && given == AttributeType.S) {
            try {
                return AttributeValues.of(new BigDecimal(value.s().strip()));
            } catch (NumberFormatException notANumber) {
                throw mismatch(key, given, notANumber);
            }
        }
        throw mismatch(key, given, null);
    }

    private static SqlFailure mismatch(
            KeyAttribute key, AttributeType given, @org.jspecify.annotations.Nullable Throwable cause) {
        return new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                "key attribute '" + key.name() + "' has type " + key.type() + "; a value of type " + given
                        + " does not fit it",
                cause);
    }

    static void check(KeyAttribute key, AttributeValue value, String table) {
        if (AttributeType.of(value) != key.type()) {
            throw mismatch(key, AttributeType.of(value), null);
        }
        int bytes =
                switch (key.type()) {
                    case S -> value.s().getBytes(StandardCharsets.UTF_8).length;
                    case B -> value.b().asByteArrayUnsafe().length;
                    default -> 1;
                };
        if (bytes == 0) {
            throw new SqlFailure(
                    SqlState.NOT_NULL_VIOLATION,
                    "key attribute '" + key.name() + "' of " + table
                            + " is empty; DynamoDB takes no empty strings or binary values in a key");
        }
        if (bytes > MAX_KEY_BYTES) {
            throw new SqlFailure(
                    SqlState.VALUE_TOO_LONG,
                    "key attribute '" + key.name() + "' of " + table + " has " + bytes + " bytes; DynamoDB takes "
                            + MAX_KEY_BYTES + " in a partition key and 1024 in a sort key");
        }
    }
}
