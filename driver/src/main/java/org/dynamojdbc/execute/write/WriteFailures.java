package org.dynamojdbc.execute.write;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.ConditionFailedException;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.type.AttributeValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How writes fail, in words. */
final class WriteFailures {
    private static final int BAD_REQUEST = 400;

    private WriteFailures() {}

    /** An INSERT met an item. */
    static SqlFailure duplicate(
            Table table,
            Map<String, AttributeValue> key,
            @Nullable Map<String, AttributeValue> met,
            @Nullable Throwable cause) {
        String message = "an item with the key " + ItemKeys.text(key) + " exists in " + table.name()
                + "; use UPSERT to replace it or ON CONFLICT DO NOTHING to keep it";
        return new SqlFailure(
                SqlState.UNIQUE_VIOLATION,
                message,
                met == null ? cause : new ConditionFailedException(message, natural(met), cause),
                BAD_REQUEST);
    }

    static SqlFailure unmet(
            Expectation expectation, Table table, Map<String, AttributeValue> item, @Nullable Throwable cause) {
        String message = expectation.message()
                + (item.isEmpty()
                        ? "; no item with this key exists in " + table.name()
                        : "; the item that was met is the cause's item()");
        return new SqlFailure(
                expectation.state(), message, new ConditionFailedException(message, natural(item), cause), BAD_REQUEST);
    }

    /** Others changed the item between each reading and writing. */
    static SqlFailure contended(Table table, Map<String, AttributeValue> key, int tries, @Nullable Throwable cause) {
        return new SqlFailure(
                SqlState.SERIALIZATION_FAILURE,
                "the item with the key " + ItemKeys.text(key) + " of " + table.name()
                        + " was changed by others in each of " + tries
                        + " tries to change it; nothing was written, run the statement again",
                cause,
                BAD_REQUEST);
    }

    private static Map<String, @Nullable Object> natural(Map<String, AttributeValue> item) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        item.forEach((name, value) -> values.put(name, AttributeValues.toJava(value)));
        return values;
    }
}
