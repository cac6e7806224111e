package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.ValueKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Writes many items: unconditional puts by BatchWriteItem, inserts by BatchExecuteStatement (conditional at single cost),
 * the rest one by one, several calls at a time. The same key twice is kept in order by writing it in successive rounds.
 */
final class BatchWriter {
    private static final int PARALLEL = 4;

    private final PutBatches puts;
    private final InsertBatches inserts;
    private final ItemWriter single;
    private final ExecutorService workers;

    BatchWriter(DynamoDbClient client, ItemWriter single, ExecutorService workers) {
        this.puts = new PutBatches(client);
        this.inserts = new InsertBatches(client, single);
        this.single = single;
        this.workers = workers;
    }

    /** One chunk of writes that go out in one call, or one write. */
    private interface Chunk {
        List<BatchFailure.Entry> run();
    }

    List<ItemWrite.Outcome> write(List<ItemWrite> writes, StatementContext context) {
        if (writes.size() == 1) {
            return List.of(single.write(writes.get(0), context));
        }
        BatchFailure.Entry[] results = new BatchFailure.Entry[writes.size()];
        ItemWrite.Outcome[] outcomes = new ItemWrite.Outcome[writes.size()];
        for (List<Integer> round : rounds(writes)) {
            runRound(round, writes, context, results, outcomes);
        }
        List<BatchFailure.Entry> entries = List.of(results);
        long failures = entries.stream().filter(e -> e.failure() != null).count();
        if (failures > 0) {
            throw new BatchFailure(entries, failures + " of " + writes.size() + " writes failed; the others are done");
        }
        return List.of(outcomes);
    }

    /** Positions of the writes, split so that no round holds one key twice. */
    private static List<List<Integer>> rounds(List<ItemWrite> writes) {
        List<List<Integer>> rounds = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        List<Integer> round = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            ItemWrite write = writes.get(i);
            if (!keys.add(List.of(write.table().name(), ValueKey.of(write.key())))) {
                rounds.add(round);
                round = new ArrayList<>();
                keys.clear();
                keys.add(List.of(write.table().name(), ValueKey.of(write.key())));
            }
            round.add(i);
        }
        rounds.add(round);
        return rounds;
    }

    private void runRound(
            List<Integer> round,
            List<ItemWrite> writes,
            StatementContext context,
            BatchFailure.Entry[] results,
            ItemWrite.Outcome[] outcomes) {
        List<List<Integer>> chunks = chunks(round, writes);
        for (int start = 0; start < chunks.size(); start += PARALLEL) {
            List<List<Integer>> wave = chunks.subList(start, Math.min(chunks.size(), start + PARALLEL));
            List<Future<List<BatchFailure.Entry>>> running = new ArrayList<>();
            for (List<Integer> chunk : wave) {
                Chunk task = task(chunk, writes, context, outcomes);
                running.add(workers.submit(task::run));
            }
            for (int i = 0; i < wave.size(); i++) {
                List<BatchFailure.Entry> entries =
                        await(running.get(i), wave.get(i).size());
                for (int j = 0; j < entries.size(); j++) {
                    int position = wave.get(i).get(j);
                    results[position] = entries.get(j);
                    if (outcomes[position] == null) {
                        outcomes[position] =
                                new ItemWrite.Outcome(entries.get(j).count(), null);
                    }
                }
            }
        }
    }

    private static List<BatchFailure.Entry> await(Future<List<BatchFailure.Entry>> running, int size) {
        SqlFailure failure;
        try {
            return running.get();
        } catch (ExecutionException failed) {
            failure = failed.getCause() instanceof SqlFailure known
                    ? known
                    : new SqlFailure(SqlState.GENERAL, "a batch failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            failure = new SqlFailure(
                    SqlState.COMPLETION_UNKNOWN,
                    "interrupted while a batch was written; whether these rows were is unknown",
                    interrupted);
        }
        return java.util.Collections.nCopies(size, new BatchFailure.Entry(0, failure));
    }

    private static boolean isPlainPut(ItemWrite write) {
        return write instanceof ItemWrite.Put put
                && put.condition().equals(Predicate.TRUE)
                && put.image() == ItemWrite.ReturnImage.NONE;
    }

    private List<List<Integer>> chunks(List<Integer> round, List<ItemWrite> writes) {
        List<Integer> plainPuts = new ArrayList<>();
        List<Integer> newItems = new ArrayList<>();
        List<List<Integer>> chunks = new ArrayList<>();
        for (int position : round) {
            ItemWrite write = writes.get(position);
            if (isPlainPut(write)) {
                plainPuts.add(position);
            } else if (write instanceof ItemWrite.Insert insert && inserts.takes(insert)) {
                newItems.add(position);
            } else {
                chunks.add(List.of(position));
            }
        }
        split(plainPuts, PutBatches.MAX_ITEMS, chunks);
        split(newItems, InsertBatches.MAX_STATEMENTS, chunks);
        return chunks;
    }

    private static void split(List<Integer> positions, int size, List<List<Integer>> chunks) {
        for (int start = 0; start < positions.size(); start += size) {
            chunks.add(positions.subList(start, Math.min(positions.size(), start + size)));
        }
    }

    private Chunk task(
            List<Integer> chunk, List<ItemWrite> writes, StatementContext context, ItemWrite.Outcome[] outcomes) {
        ItemWrite first = writes.get(chunk.get(0));
        if (isPlainPut(first)) {
            return () -> puts.write(
                    chunk.stream().map(i -> (ItemWrite.Put) writes.get(i)).toList(), context);
        }
        if (chunk.size() > 1) {
            return () -> inserts.write(
                    chunk.stream().map(i -> (ItemWrite.Insert) writes.get(i)).toList(), context);
        }
        return () -> {
            try {
                ItemWrite.Outcome outcome = single.write(first, context);
                outcomes[chunk.get(0)] = outcome;
                return List.of(new BatchFailure.Entry(outcome.count(), null));
            } catch (SqlFailure failure) {
                return List.of(new BatchFailure.Entry(0, failure));
            }
        };
    }
}
