package org.dynamojdbc.execute.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.call.Backoff;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.Requests;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Items by their keys, a hundred a call; keys that the server left unprocessed are asked for again. */
final class BatchGetPages implements Pages {
    static final int MAX_KEYS = 100;

    private final DynamoDbClient client;
    private final Table table;
    private final ReadShape shape;
    private final List<Map<String, AttributeValue>> keys;
    private final ReadOptions options;
    private final StatementContext context;
    private int position;

    /** @param position the key to begin with */
    BatchGetPages(
            DynamoDbClient client,
            Table table,
            ReadShape shape,
            List<Map<String, AttributeValue>> keys,
            int position,
            ReadOptions options,
            StatementContext context) {
        this.client = client;
        this.table = table;
        this.shape = shape;
        this.keys = keys;
        this.position = position;
        this.options = options;
        this.context = context;
    }

    @Override
    public @Nullable Page next(long wanted) {
        if (position >= keys.size()) {
            return null;
        }
        Calls.checkBudget(options, context);
        int end = Math.min(keys.size(), position + keysFor(shape, wanted));
        List<Map<String, AttributeValue>> items = fetch(keys.subList(position, end));
        position = end;
        return new Page(items, 0, items.size());
    }

    /** Under a limit no more keys than rows are still wanted: each key costs, also one that is missing. */
    static int keysFor(ReadShape shape, long wanted) {
        boolean everyItemIsARow = shape.residual().equals(Predicate.TRUE);
        return wanted > 0 && everyItemIsARow ? (int) Math.min(wanted, MAX_KEYS) : MAX_KEYS;
    }

    static BatchGetItemRequest.Builder request(Table table, KeysAndAttributes keys) {
        return BatchGetItemRequest.builder()
                .requestItems(Map.of(table.name(), keys))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    }

    /** The items of up to a hundred keys, in the order of the keys; missing ones are left out. */
    private List<Map<String, AttributeValue>> fetch(List<Map<String, AttributeValue>> asked) {
        String action = "BatchGetItem on " + table.name();
        Map<ValueKey, Map<String, AttributeValue>> found = new HashMap<>();
        KeysAndAttributes pending = Requests.batchGet(table, asked, shape);
        Backoff backoff = new Backoff(action, context);
        while (true) {
            KeysAndAttributes next = pending;
            BatchGetItemRequest call = request(table, next)
                    .overrideConfiguration(Calls.limits(context))
                    .build();
            BatchGetItemResponse answer = Calls.send(action, context, () -> client.batchGetItem(call));
            List<Map<String, AttributeValue>> items = answer.responses().getOrDefault(table.name(), List.of());
            context.meter().read(items.size(), answer.consumedCapacity());
            for (Map<String, AttributeValue> item : items) {
                found.put(ValueKey.of(ItemKeys.of(table, item)), item);
            }
            KeysAndAttributes unprocessed = answer.unprocessedKeys().get(table.name());
            if (unprocessed == null || unprocessed.keys().isEmpty()) {
                break;
            }
            if (!items.isEmpty()) {
                backoff.reset();
            }
            pending = unprocessed;
            backoff.pause();
        }
        List<Map<String, AttributeValue>> ordered = new ArrayList<>();
        for (Map<String, AttributeValue> key : asked) {
            Map<String, AttributeValue> item = found.get(ValueKey.of(key));
            if (item != null) {
                ordered.add(item);
            }
        }
        return ordered;
    }
}
