package org.dynamojdbc.plan;

import java.math.BigDecimal;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ItemSize;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values on their way into a key: converted where nothing is lost, refused by name otherwise. */
final class KeyValues {
    /** DynamoDB guide, "Constraints": a partition key value has at most 2048 bytes, a sort key value 1024. */
    private static final int MAX_PARTITION_BYTES = 2048;

    private static final int MAX_SORT_BYTES = 1024;

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

    static void check(KeyAttribute key, AttributeValue value, Table table) {
        check(key, value, table.key(), "key attribute '" + key.name() + "' of " + table.name());
    }

    /** @param what names the attribute in messages */
    static void check(KeyAttribute key, AttributeValue value, KeySchema schema, String what) {
        if (AttributeType.of(value) != key.type()) {
            throw mismatch(key, AttributeType.of(value), null);
        }
        long bytes =
                switch (key.type()) {
                    case S -> ItemSize.utf8(value.s());
                    case B -> value.b().asByteArrayUnsafe().length;
                    default -> 1;
                };
        if (bytes == 0) {
            throw new SqlFailure(
                    SqlState.NOT_NULL_VIOLATION,
                    what + " is empty; DynamoDB takes no empty strings or binary values in a key");
        }
        if (bytes <= MAX_SORT_BYTES) {
            return;
        }
        boolean partition = schema.partition().contains(key);
        int most = partition ? MAX_PARTITION_BYTES : MAX_SORT_BYTES;
        if (bytes > most) {
            throw new SqlFailure(
                    SqlState.VALUE_TOO_LONG,
                    what + " has " + bytes + " bytes; DynamoDB takes at most " + most + " in a "
                            + (partition ? "partition key" : "sort key"));
        }
    }
}
