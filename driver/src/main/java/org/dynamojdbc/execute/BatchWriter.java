package org.dynamojdbc.execute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.ValueKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Writes many items: unconditional puts and deletes by BatchWriteItem, inserts and simple updates by BatchExecuteStatement
 * (conditional at single cost), the rest one by one, several calls at a time. The same key twice is kept in order by writing it in successive rounds.
 */
final class BatchWriter {
    private static final int PARALLEL = 4;

    private final KeyedBatches puts;
    private final StatementBatches statements;
    private final ItemWriter single;
    private final ExecutorService workers;

    BatchWriter(DynamoDbClient client, ItemWriter single, ExecutorService workers) {
        this.puts = new KeyedBatches(client, single);
        this.statements = new StatementBatches(client, single);
        this.single = single;
        this.workers = workers;
    }

    /** One chunk of writes that go out in one call, or one write. */
    private interface Chunk {
        List<BatchFailure.Entry> run();
    }

    List<ItemWrite.Outcome> write(List<ItemWrite> writes, Executor.Counts counts, StatementContext context) {
        if (writes.size() == 1) {
            return List.of(single.write(writes.get(0), context));
        }
        BatchFailure.Entry[] results = new BatchFailure.Entry[writes.size()];
        ItemWrite.Outcome[] outcomes = new ItemWrite.Outcome[writes.size()];
        for (List<Integer> round : rounds(writes)) {
            runRound(round, new Writes(writes, counts), context, results, outcomes);
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
            // Where a moved item goes is known when it is moved, so that it is moved between the rounds.
            boolean moves = write instanceof ItemWrite.Move
                    || (!round.isEmpty() && writes.get(round.get(0)) instanceof ItemWrite.Move);
            if (!keys.add(List.of(write.table().name(), ValueKey.of(write.key()))) || (moves && !round.isEmpty())) {
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
            Writes writes,
            StatementContext context,
            BatchFailure.Entry[] results,
            ItemWrite.Outcome[] outcomes) {
        List<List<Integer>> chunks = chunks(round, writes);
        Deque<Future<List<BatchFailure.Entry>>> running = new ArrayDeque<>();
        int ended = 0;
        for (List<Integer> chunk : chunks) {
            if (running.size() == PARALLEL) {
                settle(chunks.get(ended++), writes, running.remove(), results, outcomes);
            }
            Chunk task = task(chunk, writes, context, outcomes);
            running.add(submit(task));
        }
        while (!running.isEmpty()) {
            settle(chunks.get(ended++), writes, running.remove(), results, outcomes);
        }
    }

    private Future<List<BatchFailure.Entry>> submit(Chunk task) {
        try {
            return workers.submit(task::run);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(new SqlFailure(
                    SqlState.CONNECTION_CLOSED, "the connection was closed before these rows were written", closed));
        }
    }

    private static void settle(
            List<Integer> chunk,
            Writes writes,
            Future<List<BatchFailure.Entry>> running,
            BatchFailure.Entry[] results,
            ItemWrite.Outcome[] outcomes) {
        List<BatchFailure.Entry> entries = await(running, chunk.size());
        for (int i = 0; i < entries.size(); i++) {
            int position = chunk.get(i);
            results[position] = entries.get(i);
            if (outcomes[position] == null) {
                outcomes[position] =
                        outcome(writes.get(position), entries.get(i).count());
            }
        }
    }

    /** Batch calls give back no images; that of a new item is known. */
    private static ItemWrite.Outcome outcome(ItemWrite write, int count) {
        return new ItemWrite.Outcome(
                count,
                count > 0 && write instanceof ItemWrite.Insert insert
                        ? ItemWriter.inserted(insert.item(), insert.image())
                        : null);
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

    /** The writes of one call, and what is to be told of them. */
    private record Writes(List<ItemWrite> list, Executor.Counts counts) {
        ItemWrite get(int position) {
            return list.get(position);
        }

        /** Whether BatchWriteItem does it. */
        boolean isKeyed(int position) {
            ItemWrite write = get(position);
            if (write instanceof ItemWrite.Put put) {
                return put.condition().equals(Predicate.TRUE)
                        && put.expectations().isEmpty()
                        && put.image() == ItemWrite.ReturnImage.NONE;
            }
            return counts == Executor.Counts.WHERE_TOLD
                    && write instanceof ItemWrite.Delete delete
                    && delete.image() == ItemWrite.ReturnImage.NONE
                    && WriteCondition.of(delete.condition(), delete.expectations())
                            .isTrivial();
        }
    }

    private List<List<Integer>> chunks(List<Integer> round, Writes writes) {
        List<Integer> keyed = new ArrayList<>();
        List<Integer> conditional = new ArrayList<>();
        List<List<Integer>> chunks = new ArrayList<>();
        for (int position : round) {
            ItemWrite write = writes.get(position);
            if (writes.isKeyed(position)) {
                keyed.add(position);
            } else if (statements.takes(write)) {
                conditional.add(position);
            } else {
                chunks.add(List.of(position));
            }
        }
        split(keyed, KeyedBatches.MAX_ITEMS, chunks);
        split(conditional, StatementBatches.MAX_STATEMENTS, chunks);
        return chunks;
    }

    private static void split(List<Integer> positions, int size, List<List<Integer>> chunks) {
        for (int start = 0; start < positions.size(); start += size) {
            chunks.add(positions.subList(start, Math.min(positions.size(), start + size)));
        }
    }

    private Chunk task(List<Integer> chunk, Writes writes, StatementContext context, ItemWrite.Outcome[] outcomes) {
        ItemWrite first = writes.get(chunk.get(0));
        if (writes.isKeyed(chunk.get(0))) {
            return () -> puts.write(chunk.stream().map(writes::get).toList(), context);
        }
        if (chunk.size() > 1) {
            return () -> statements.write(chunk.stream().map(writes::get).toList(), context);
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
