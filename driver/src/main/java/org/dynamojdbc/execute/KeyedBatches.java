package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.client.Attempts;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Unconditional puts and deletes, 25 to a BatchWriteItem; what the server leaves unprocessed is sent again. */
final class KeyedBatches {
    static final int MAX_ITEMS = 25;
    private static final int BAD_REQUEST = 400;

    private final DynamoDbClient client;
    private final ItemWriter single;

    KeyedBatches(DynamoDbClient client, ItemWriter single) {
        this.client = client;
        this.single = single;
    }

    private record Item(String table, ValueKey key) {}

    /** The writes that are not done yet, by item: a batch has none twice. */
    private static final class Pending {
        private final Map<Item, Integer> positions = new LinkedHashMap<>();
        private Map<String, List<WriteRequest>> requests = new LinkedHashMap<>();

        Pending(List<ItemWrite> writes) {
            for (int i = 0; i < writes.size(); i++) {
                ItemWrite write = writes.get(i);
                positions.put(new Item(write.table().name(), ValueKey.of(write.key())), i);
                requests.computeIfAbsent(write.table().name(), table -> new ArrayList<>())
                        .add(request(write));
            }
        }

        private static WriteRequest request(ItemWrite write) {
            return write instanceof ItemWrite.Put put
                    ? WriteRequest.builder().putRequest(r -> r.item(put.item())).build()
                    : WriteRequest.builder()
                            .deleteRequest(r -> r.key(write.key()))
                            .build();
        }

        int size() {
            return requests.values().stream().mapToInt(List::size).sum();
        }
    }

    List<BatchFailure.Entry> write(List<ItemWrite> writes, StatementContext context) {
        Pending pending = new Pending(writes);
        String action = "BatchWriteItem on " + String.join(", ", pending.requests.keySet());
        Backoff backoff = new Backoff(action, context);
        while (true) {
            int sent = pending.size();
            Attempts attempts = new Attempts(Attempts.Repeat.HARMLESS);
            try {
                pending.requests = send(pending.requests, action, attempts, context);
                context.meter().wrote((long) sent - pending.size());
                if (pending.requests.isEmpty()) {
                    return ends(writes, pending, null);
                }
                if (pending.size() < sent) {
                    backoff.reset();
                }
                backoff.pause();
            } catch (SqlFailure failure) {
                if (isRefused(failure) && writes.size() > 1 && !attempts.mayBeDone()) {
                    return oneByOne(writes, pending, context);
                }
                return ends(writes, pending, attempts.mayBeDone() ? unknown(action, failure) : failure);
            }
        }
    }

    private Map<String, List<WriteRequest>> send(
            Map<String, List<WriteRequest>> requests, String action, Attempts attempts, StatementContext context) {
        BatchWriteItemRequest call = BatchWriteItemRequest.builder()
                .requestItems(requests)
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                .returnItemCollectionMetrics(ReturnItemCollectionMetrics.SIZE)
                .overrideConfiguration(Calls.limits(context, attempts))
                .build();
        BatchWriteItemResponse answer = Calls.send(action, context, () -> client.batchWriteItem(call));
        context.meter().written(answer.consumedCapacity());
        context.meter().collections(answer.itemCollectionMetrics());
        return answer.unprocessedItems();
    }

    /** The service refuses a whole batch for one item that it does not take. */
    private static boolean isRefused(SqlFailure failure) {
        return failure.vendorCode() == BAD_REQUEST && failure.state() != SqlState.CONFIGURATION_LIMIT_EXCEEDED;
    }

    private static SqlFailure unknown(String action, SqlFailure cause) {
        return new SqlFailure(
                SqlState.COMPLETION_UNKNOWN,
                action + " got no clear answer: whether these items were written is unknown; the batch can be run again"
                        + " without harm (" + cause.getMessage() + ")",
                cause);
    }

    private static boolean[] undone(List<ItemWrite> writes, Pending pending) {
        boolean[] undone = new boolean[writes.size()];
        Map<String, Table> tables = new HashMap<>();
        writes.forEach(write -> tables.put(write.table().name(), write.table()));
        pending.requests.forEach((table, requests) -> {
            for (WriteRequest request : requests) {
                Item item = new Item(table, ValueKey.of(key(request, tables, table)));
                Integer position = pending.positions.get(item);
                if (position == null) {
                    throw new SqlFailure(
                            SqlState.SYSTEM_ERROR, "the server left an item of " + table + " undone that was not sent");
                }
                undone[position] = true;
            }
        });
        return undone;
    }

    private static Map<String, AttributeValue> key(WriteRequest request, Map<String, Table> tables, String table) {
        return request.putRequest() == null
                ? request.deleteRequest().key()
                : ItemKeys.of(
                        java.util.Objects.requireNonNull(tables.get(table)),
                        request.putRequest().item());
    }

    private static List<BatchFailure.Entry> ends(
            List<ItemWrite> writes, Pending pending, @Nullable SqlFailure failure) {
        boolean[] undone = undone(writes, pending);
        List<BatchFailure.Entry> ends = new ArrayList<>();
        for (int i = 0; i < undone.length; i++) {
            ends.add(undone[i] ? new BatchFailure.Entry(0, failure) : done(writes.get(i)));
        }
        return ends;
    }

    private List<BatchFailure.Entry> oneByOne(List<ItemWrite> writes, Pending pending, StatementContext context) {
        boolean[] undone = undone(writes, pending);
        List<BatchFailure.Entry> ends = new ArrayList<>();
        for (int i = 0; i < undone.length; i++) {
            ends.add(undone[i] ? alone(writes.get(i), context) : done(writes.get(i)));
        }
        return ends;
    }

    /** BatchWriteItem does not tell whether an item was there to delete. */
    private static BatchFailure.Entry done(ItemWrite write) {
        return new BatchFailure.Entry(write instanceof ItemWrite.Put ? 1 : ItemWrite.Outcome.COUNT_UNKNOWN, null);
    }

    private BatchFailure.Entry alone(ItemWrite write, StatementContext context) {
        try {
            return new BatchFailure.Entry(single.write(write, context).count(), null);
        } catch (SqlFailure failure) {
            return new BatchFailure.Entry(0, failure);
        }
    }
}
