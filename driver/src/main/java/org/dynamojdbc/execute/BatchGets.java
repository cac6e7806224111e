package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.ValueKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Items by their keys, in the order of the keys; asks again for what the service left over. */
final class BatchGets {
    /** Keys in one call. */
    static final int MOST_KEYS = 100;

    private final DynamoDbClient client;
    private final ReadOptions options;
    private final StatementContext context;

    BatchGets(DynamoDbClient client, ReadOptions options, StatementContext context) {
        this.client = client;
        this.options = options;
        this.context = context;
    }

    /** @param keys at most {@link #MOST_KEYS}, all different */
    List<Map<String, AttributeValue>> get(Table table, List<Map<String, AttributeValue>> keys, ReadShape shape) {
        Map<ValueKey, Map<String, AttributeValue>> found = new HashMap<>();
        List<Map<String, AttributeValue>> missing = keys;
        for (int round = 0; !missing.isEmpty(); round++) {
            if (round > 0) {
                requireRoundsLeft(table, round);
                Calls.backOff(round, context);
            }
            missing = call(table, missing, shape, found);
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (Map<String, AttributeValue> key : keys) {
            Map<String, AttributeValue> item = found.get(ValueKey.of(key));
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private static void requireRoundsLeft(Table table, int round) {
        if (round > Calls.MOST_ROUNDS) {
            throw new SqlFailure(
                    SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                    "BatchGetItem of " + table.name() + " leaves keys over again and again: the table is throttled;"
                            + " raise its capacity or read more slowly");
        }
    }

    private List<Map<String, AttributeValue>> call(
            Table table,
            List<Map<String, AttributeValue>> keys,
            ReadShape shape,
            Map<ValueKey, Map<String, AttributeValue>> found) {
        Calls.requireBudget(options.maxReadUnits(), context);
        List<KeyAttribute> key = table.key().attributes();
        BatchGetItemRequest request = BatchGetItemRequest.builder()
                .requestItems(Map.of(table.name(), ReadRequests.batch(keys, shape, key)))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .overrideConfiguration(Calls.limits(context))
                .build();
        BatchGetItemResponse response =
                Calls.send("BatchGetItem of " + table.name(), context, () -> client.batchGetItem(request));
        List<Map<String, AttributeValue>> items = response.responses().getOrDefault(table.name(), List.of());
        double units = 0;
        for (ConsumedCapacity capacity : response.consumedCapacity()) {
            units += Calls.units(capacity);
        }
        context.meter().read(items.size(), units);
        for (Map<String, AttributeValue> item : items) {
            found.put(ValueKey.of(ItemKeys.of(table, item)), item);
        }
        KeysAndAttributes left = response.unprocessedKeys().get(table.name());
        return left == null ? List.of() : left.keys();
    }
}
