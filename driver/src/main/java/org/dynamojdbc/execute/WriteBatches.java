package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes many items: unconditional puts in BatchWriteItem calls, writes whose condition must be checked one call each,
 * several at a time. Writes of one key keep their order, because a round holds each key once.
 */
final class WriteBatches {
    private static final int MOST_ITEMS = 25;

    private final DynamoDbClient client;
    private final ItemWrites writes;
    private final ExecutorService threads;

    WriteBatches(DynamoDbClient client, ItemWrites writes, ExecutorService threads) {
        this.client = client;
        this.writes = writes;
        this.threads = threads;
    }

    /** The place of an item: two writes of one place must not pass each other. */
    private record Place(String table, ValueKey key) {}

    List<ItemWrite.Outcome> writeAll(List<ItemWrite> all, StatementContext context) {
        Ends ends = new Ends(all.size());
        List<Integer> waiting = IntStream.range(0, all.size()).boxed().toList();
        while (!waiting.isEmpty()) {
            Set<Place> taken = new HashSet<>();
            List<Integer> round = new ArrayList<>();
            List<Integer> later = new ArrayList<>();
            for (int number : waiting) {
                ItemWrite write = all.get(number);
                boolean first = taken.add(place(write));
                (first ? round : later).add(number);
            }
            write(all, round, ends, context);
            waiting = later;
        }
        return ends.outcomes();
    }

    /** How each write ended. */
    private static final class Ends {
        private final ItemWrite.@Nullable Outcome[] outcomes;
        private final @Nullable SqlFailure[] failures;

        Ends(int size) {
            outcomes = new ItemWrite.Outcome[size];
            failures = new SqlFailure[size];
        }

        synchronized void done(int number, ItemWrite.Outcome outcome) {
            outcomes[number] = outcome;
        }

        synchronized void failed(int number, SqlFailure failure) {
            failures[number] = failure;
        }

        synchronized List<ItemWrite.Outcome> outcomes() {
            List<ItemWrite.Outcome> all = new ArrayList<>();
            List<BatchFailure.Entry> entries = new ArrayList<>();
            int failed = 0;
            for (int i = 0; i < outcomes.length; i++) {
                SqlFailure failure = failures[i];
                ItemWrite.Outcome outcome = outcomes[i] == null ? ItemWrites.NONE : outcomes[i];
                if (failure == null && outcomes[i] == null) {
                    failure = new SqlFailure(SqlState.GENERAL, "the write was not sent");
                }
                failed += failure == null ? 0 : 1;
                all.add(outcome);
                entries.add(new BatchFailure.Entry(failure == null ? outcome.count() : 0, failure));
            }
            if (failed > 0) {
                throw new BatchFailure(entries, failed + " of " + outcomes.length + " writes failed");
            }
            return all;
        }
    }

    private void write(List<ItemWrite> all, List<Integer> round, Ends ends, StatementContext context) {
        List<Integer> plain = new ArrayList<>();
        List<Integer> single = new ArrayList<>();
        for (int number : round) {
            (isPlainPut(all.get(number)) && round.size() > 1 ? plain : single).add(number);
        }
        List<Future<?>> running = new ArrayList<>();
        for (int from = 0; from < plain.size(); from += MOST_ITEMS) {
            List<Integer> chunk = plain.subList(from, Math.min(plain.size(), from + MOST_ITEMS));
            running.add(threads.submit(() -> putChunk(all, chunk, ends, context)));
        }
        for (int number : single) {
            running.add(threads.submit(() -> writeOne(all.get(number), number, ends, context)));
        }
        for (Future<?> one : running) {
            await(one);
        }
    }

    private static boolean isPlainPut(ItemWrite write) {
        return write instanceof ItemWrite.Put put
                && put.image() == ItemWrite.ReturnImage.NONE
                && put.condition().equals(Predicate.TRUE);
    }

    private static void await(Future<?> one) {
        try {
            one.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SqlFailure(
                    SqlState.COMPLETION_UNKNOWN,
                    "the batch was interrupted; some of its writes may be done",
                    interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void writeOne(ItemWrite write, int number, Ends ends, StatementContext context) {
        try {
            ends.done(number, writes.write(write, context));
        } catch (SqlFailure failure) {
            ends.failed(number, failure);
        }
    }

    private void putChunk(List<ItemWrite> all, List<Integer> chunk, Ends ends, StatementContext context) {
        Map<String, List<WriteRequest>> left = new LinkedHashMap<>();
        for (int number : chunk) {
            ItemWrite.Put put = (ItemWrite.Put) all.get(number);
            WriteRequest request = WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(put.item()).build())
                    .build();
            left.computeIfAbsent(put.table().name(), name -> new ArrayList<>()).add(request);
        }
        SqlFailure failure = null;
        try {
            left = putUntilDone(left, context);
        } catch (SqlFailure refused) {
            failure = refused;
        }
        if (failure != null && failure.state() == SqlState.INVALID_PARAMETER_VALUE) {
            // One wrong item refuses the whole call: alone, each finds out whether it was the one.
            for (int number : chunk) {
                writeOne(all.get(number), number, ends, context);
            }
            return;
        }
        Set<Place> undone = undone(all, chunk, left);
        for (int number : chunk) {
            if (failure != null) {
                ends.failed(number, failure);
            } else if (undone.contains(place(all.get(number)))) {
                ends.failed(number, throttled());
            } else {
                ends.done(number, new ItemWrite.Outcome(1, null));
            }
        }
    }

    private static Place place(ItemWrite write) {
        return new Place(write.table().name(), ValueKey.of(write.key()));
    }

    /** By key, because the service may spell the numbers of an item that it gives back in another way. */
    private static Set<Place> undone(List<ItemWrite> all, List<Integer> chunk, Map<String, List<WriteRequest>> left) {
        Set<Place> undone = new HashSet<>();
        for (int number : chunk) {
            Table table = all.get(number).table();
            for (WriteRequest request : left.getOrDefault(table.name(), List.of())) {
                undone.add(new Place(
                        table.name(),
                        ValueKey.of(ItemKeys.of(table, request.putRequest().item()))));
            }
        }
        return undone;
    }

    private static SqlFailure throttled() {
        return new SqlFailure(
                SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                "BatchWriteItem left this item over again and again: the table is throttled; raise its capacity or"
                        + " write more slowly");
    }

    /** What is left over after all rounds. */
    private Map<String, List<WriteRequest>> putUntilDone(
            Map<String, List<WriteRequest>> requests, StatementContext context) {
        Map<String, List<WriteRequest>> left = requests;
        for (int round = 0; !left.isEmpty() && round <= Calls.MOST_ROUNDS; round++) {
            if (round > 0) {
                Calls.backOff(round, context);
            }
            BatchWriteItemRequest request = BatchWriteItemRequest.builder()
                    .requestItems(left)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .overrideConfiguration(Calls.limits(context))
                    .build();
            String what = "BatchWriteItem of " + String.join(", ", left.keySet());
            try {
                BatchWriteItemResponse response = Calls.send(what, context, () -> client.batchWriteItem(request));
                for (ConsumedCapacity capacity : response.consumedCapacity()) {
                    context.meter().written(Calls.units(capacity));
                }
                left = response.unprocessedItems();
            } catch (SqlFailure failure) {
                throw ItemWrites.unanswered(what, failure);
            }
        }
        return left;
    }
}
