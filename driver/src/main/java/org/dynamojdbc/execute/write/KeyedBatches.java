package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.client.Attempts;
import org.dynamojdbc.client.RequestBody;
import org.dynamojdbc.client.RequestJson;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Backoff;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.call.ReturnedCosts;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
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

    /** The writes of one batch, which has no item twice, and those of them that are not done yet. */
    private static final class Pending {
        private final List<ItemWrite> writes;
        private final Map<String, List<ItemWrite>> byTable = new LinkedHashMap<>();
        /** What the server left of the last call; null before it answered one. */
        private @Nullable Map<String, List<WriteRequest>> left;

        Pending(List<ItemWrite> writes) {
            this.writes = writes;
            for (ItemWrite write : writes) {
                byTable.computeIfAbsent(write.table().name(), table -> new ArrayList<>())
                        .add(write);
            }
        }

        List<Table> tables() {
            return byTable.values().stream().map(some -> some.get(0).table()).toList();
        }

        int size() {
            return left == null
                    ? writes.size()
                    : left.values().stream().mapToInt(List::size).sum();
        }

        /** For each write whether it is not done. */
        boolean[] undone() {
            boolean[] undone = new boolean[writes.size()];
            if (left == null) {
                Arrays.fill(undone, true);
            } else if (!left.isEmpty()) {
                mark(left, undone);
            }
            return undone;
        }

        private void mark(Map<String, List<WriteRequest>> unprocessed, boolean[] undone) {
            Map<Item, Integer> positions = new HashMap<>();
            for (int i = 0; i < writes.size(); i++) {
                ItemWrite write = writes.get(i);
                positions.put(new Item(write.table().name(), ValueKey.of(write.key())), i);
            }
            unprocessed.forEach((table, requests) -> {
                List<ItemWrite> asked = byTable.get(table);
                Table known = asked == null ? null : asked.get(0).table();
                for (WriteRequest request : requests) {
                    Integer position =
                            known == null ? null : positions.get(new Item(table, ValueKey.of(key(request, known))));
                    if (position == null) {
                        throw new SqlFailure(
                                SqlState.SYSTEM_ERROR,
                                "the server left an item of " + table + " undone that was not sent");
                    }
                    undone[position] = true;
                }
            });
        }

        private static Map<String, AttributeValue> key(WriteRequest request, Table table) {
            return request.putRequest() == null
                    ? request.deleteRequest().key()
                    : ItemKeys.of(table, request.putRequest().item());
        }
    }

    private record Item(String table, ValueKey key) {}

    List<BatchFailure.Entry> write(List<ItemWrite> writes, StatementContext context) {
        Pending pending = new Pending(writes);
        String action = "BatchWriteItem on " + String.join(", ", pending.byTable.keySet());
        Backoff backoff = new Backoff(action, context);
        while (true) {
            int sent = pending.size();
            Attempts attempts = new Attempts(Attempts.Repeat.HARMLESS);
            try {
                pending.left = send(pending, action, attempts, context);
                context.meter().wrote((long) sent - pending.size());
                if (pending.left.isEmpty()) {
                    return ends(pending, null);
                }
                if (pending.size() < sent) {
                    backoff.reset();
                }
                backoff.pause();
            } catch (SqlFailure failure) {
                if (isRefused(failure) && writes.size() > 1 && !attempts.mayBeDone()) {
                    return oneByOne(pending, context);
                }
                return ends(pending, attempts.mayBeDone() ? unknown(action, failure) : failure);
            }
        }
    }

    private Map<String, List<WriteRequest>> send(
            Pending pending, String action, Attempts attempts, StatementContext context) {
        BatchWriteItemRequest.Builder call = BatchWriteItemRequest.builder();
        if (pending.left == null) {
            // The SDK still wants to know which tables a call is for.
            Map<String, List<WriteRequest>> tables = new HashMap<>();
            pending.byTable.keySet().forEach(table -> tables.put(table, List.of()));
            call.requestItems(tables).overrideConfiguration(Calls.limits(context, attempts, body(pending)));
        } else {
            call.requestItems(pending.left)
                    .returnConsumedCapacity(ReturnedCosts.ofWrites(pending.tables()))
                    .returnItemCollectionMetrics(ReturnedCosts.collections(pending.tables()))
                    .overrideConfiguration(Calls.limits(context, attempts));
        }
        BatchWriteItemRequest request = call.build();
        BatchWriteItemResponse answer = Calls.send(action, context, () -> client.batchWriteItem(request));
        context.meter().written(answer.consumedCapacity());
        context.meter().collections(answer.itemCollectionMetrics());
        return answer.unprocessedItems();
    }

    private static RequestBody body(Pending pending) {
        RequestJson json = new RequestJson().object("RequestItems");
        pending.byTable.forEach((table, some) -> {
            json.list(table);
            for (ItemWrite write : some) {
                json.element();
                if (write instanceof ItemWrite.Put put) {
                    json.object("PutRequest").item("Item", put.item()).endObject();
                } else {
                    json.object("DeleteRequest").item("Key", write.key()).endObject();
                }
                json.endObject();
            }
            json.endList();
        });
        return json.endObject()
                .text(
                        "ReturnConsumedCapacity",
                        ReturnedCosts.ofWrites(pending.tables()).toString())
                .text(
                        "ReturnItemCollectionMetrics",
                        ReturnedCosts.collections(pending.tables()).toString())
                .body();
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

    private static List<BatchFailure.Entry> ends(Pending pending, @Nullable SqlFailure failure) {
        boolean[] undone = pending.undone();
        List<BatchFailure.Entry> ends = new ArrayList<>(undone.length);
        for (int i = 0; i < undone.length; i++) {
            ends.add(undone[i] ? new BatchFailure.Entry(0, failure) : done(pending.writes.get(i)));
        }
        return ends;
    }

    private List<BatchFailure.Entry> oneByOne(Pending pending, StatementContext context) {
        boolean[] undone = pending.undone();
        List<BatchFailure.Entry> ends = new ArrayList<>(undone.length);
        for (int i = 0; i < undone.length; i++) {
            ItemWrite write = pending.writes.get(i);
            ends.add(undone[i] ? alone(write, context) : done(write));
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
