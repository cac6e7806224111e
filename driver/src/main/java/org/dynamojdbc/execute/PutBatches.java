package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Unconditional puts, 25 to a BatchWriteItem; what the server leaves unprocessed is sent again. */
final class PutBatches {
    static final int MAX_ITEMS = 25;

    private final DynamoDbClient client;

    PutBatches(DynamoDbClient client) {
        this.client = client;
    }

    List<BatchFailure.Entry> write(List<ItemWrite.Put> puts, StatementContext context) {
        Map<String, List<WriteRequest>> pending = new LinkedHashMap<>();
        for (ItemWrite.Put put : puts) {
            pending.computeIfAbsent(put.table().name(), table -> new ArrayList<>())
                    .add(WriteRequest.builder()
                            .putRequest(r -> r.item(put.item()))
                            .build());
        }
        String action = "BatchWriteItem on " + String.join(", ", pending.keySet());
        Backoff backoff = new Backoff(action, context);
        while (true) {
            BatchWriteItemRequest call = BatchWriteItemRequest.builder()
                    .requestItems(pending)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .overrideConfiguration(Calls.limits(context))
                    .build();
            BatchWriteItemResponse answer = Calls.send(action, context, () -> client.batchWriteItem(call));
            context.meter().written(Calls.units(answer.consumedCapacity()));
            Map<String, List<WriteRequest>> unprocessed = answer.unprocessedItems();
            if (unprocessed.isEmpty()) {
                return Collections.nCopies(puts.size(), new BatchFailure.Entry(1, null));
            }
            if (count(unprocessed) < count(pending)) {
                backoff.reset();
            }
            pending = unprocessed;
            backoff.pause();
        }
    }

    private static int count(Map<String, List<WriteRequest>> requests) {
        return requests.values().stream().mapToInt(List::size).sum();
    }
}
