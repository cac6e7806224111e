package org.dynamojdbc.execute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Writes many items: unconditional puts and deletes by BatchWriteItem, inserts and simple updates by BatchExecuteStatement
 * (conditional at single cost), the rest one by one, several calls at a time.
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

    WriteBatch begin(StatementContext context) {
        return new Run(context);
    }

    /** What a write has ended with. */
    private record End(BatchFailure.Entry entry, ItemWrite.@Nullable Outcome outcome) {}

    /** One call under way. */
    private record Flight(List<Integer> positions, FutureTask<List<End>> task) {}

    private record Key(String table, ValueKey key) {}

    /** The batch of one statement. A key is in play from when its write is added until that is done. */
    private final class Run implements WriteBatch {
        private final StatementContext context;
        private final List<ItemWrite> writes = new ArrayList<>();
        private final List<Executor.Counts> counts = new ArrayList<>();
        private final List<Key> keys = new ArrayList<>();
        private final List<@Nullable End> ends = new ArrayList<>();
        private final Set<Key> inPlay = new HashSet<>();
        private final Deque<Flight> flights = new ArrayDeque<>();
        private List<Integer> keyed = new ArrayList<>();
        private List<Integer> conditional = new ArrayList<>();
        private boolean moving;

        Run(StatementContext context) {
            this.context = context;
        }

        @Override
        public void add(ItemWrite write, Executor.Counts wanted) {
            writes.add(write);
            keys.add(new Key(write.table().name(), ValueKey.of(write.key())));
            counts.add(wanted);
            ends.add(null);
            // The first one is held back: alone it is no batch.
            if (writes.size() == 2) {
                route(0);
            }
            if (writes.size() > 1) {
                route(writes.size() - 1);
            }
        }

        private void route(int position) {
            try {
                sendInOrder(position);
            } catch (SqlFailure refused) {
                ends.set(position, new End(new BatchFailure.Entry(0, refused), null));
            }
        }

        private void sendInOrder(int position) {
            ItemWrite write = writes.get(position);
            Key key = keys.get(position);
            // Where a moved item goes is known when it is moved, so that nothing goes on beside it.
            boolean moves = write instanceof ItemWrite.Move;
            if (moves || moving || inPlay.contains(key)) {
                drain();
            }
            moving = moves;
            inPlay.add(key);
            if (isKeyed(write, counts.get(position))) {
                keyed.add(position);
                if (keyed.size() == KeyedBatches.MAX_ITEMS) {
                    sendKeyed();
                }
            } else if (statements.takes(write)) {
                conditional.add(position);
                if (conditional.size() == StatementBatches.MAX_STATEMENTS) {
                    sendConditional();
                }
            } else {
                send(List.of(position), () -> alone(position));
            }
        }

        private void sendKeyed() {
            List<Integer> positions = keyed;
            keyed = new ArrayList<>();
            if (positions.size() == 1) {
                send(positions, () -> alone(positions.get(0)));
            } else if (!positions.isEmpty()) {
                List<ItemWrite> some = positions.stream().map(writes::get).toList();
                send(positions, () -> ends(puts.write(some, context)));
            }
        }

        private void sendConditional() {
            List<Integer> positions = conditional;
            conditional = new ArrayList<>();
            if (positions.size() == 1) {
                send(positions, () -> alone(positions.get(0)));
            } else if (!positions.isEmpty()) {
                List<ItemWrite> some = positions.stream().map(writes::get).toList();
                send(positions, () -> ends(statements.write(some, context)));
            }
        }

        private void send(List<Integer> positions, java.util.concurrent.Callable<List<End>> call) {
            if (flights.size() == PARALLEL) {
                settle(flights.remove());
            }
            if (Thread.currentThread().isInterrupted()) {
                fail(positions, new SqlFailure(SqlState.QUERY_CANCELED, "interrupted before these rows were written"));
                return;
            }
            FutureTask<List<End>> task = new FutureTask<>(call);
            try {
                workers.execute(task);
                flights.add(new Flight(positions, task));
            } catch (RejectedExecutionException closed) {
                fail(
                        positions,
                        new SqlFailure(
                                SqlState.CONNECTION_CLOSED,
                                "the connection was closed before these rows were written",
                                closed));
            }
        }

        private void fail(List<Integer> positions, SqlFailure failure) {
            positions.forEach(p -> ends.set(p, new End(new BatchFailure.Entry(0, failure), null)));
        }

        private List<End> alone(int position) {
            try {
                ItemWrite.Outcome outcome = single.write(writes.get(position), context);
                return List.of(new End(new BatchFailure.Entry(outcome.count(), null), outcome));
            } catch (SqlFailure failure) {
                return List.of(new End(new BatchFailure.Entry(0, failure), null));
            }
        }

        private void drain() {
            sendKeyed();
            sendConditional();
            while (!flights.isEmpty()) {
                settle(flights.remove());
            }
        }

        private void settle(Flight flight) {
            List<End> some = await(flight);
            for (int i = 0; i < some.size(); i++) {
                int position = flight.positions().get(i);
                ends.set(position, some.get(i));
                inPlay.remove(keys.get(position));
            }
        }

        @Override
        public List<ItemWrite.Outcome> end() {
            if (writes.size() == 1) {
                return List.of(single.write(writes.get(0), context));
            }
            drain();
            List<ItemWrite.Outcome> outcomes = new ArrayList<>();
            List<BatchFailure.Entry> entries = new ArrayList<>();
            int failures = 0;
            for (int i = 0; i < ends.size(); i++) {
                End end = java.util.Objects.requireNonNull(ends.get(i));
                entries.add(end.entry());
                failures += end.entry().failure() == null ? 0 : 1;
                outcomes.add(
                        end.outcome() == null
                                ? outcome(writes.get(i), end.entry().count())
                                : end.outcome());
            }
            if (failures > 0) {
                throw new BatchFailure(
                        entries, failures + " of " + writes.size() + " writes failed; the others are done");
            }
            return outcomes;
        }
    }

    private static List<End> ends(List<BatchFailure.Entry> entries) {
        return entries.stream().map(entry -> new End(entry, null)).toList();
    }

    /** Batch calls give back no images; that of a new item is known. */
    private static ItemWrite.Outcome outcome(ItemWrite write, int count) {
        return new ItemWrite.Outcome(
                count,
                count > 0 && write instanceof ItemWrite.Insert insert
                        ? ItemWriter.inserted(insert.item(), insert.image())
                        : null);
    }

    private static List<End> await(Flight flight) {
        SqlFailure failure;
        try {
            return flight.task().get();
        } catch (ExecutionException failed) {
            failure = failed.getCause() instanceof SqlFailure known
                    ? known
                    : new SqlFailure(SqlState.GENERAL, "a batch failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            flight.task().cancel(true);
            Thread.currentThread().interrupt();
            failure = new SqlFailure(
                    SqlState.COMPLETION_UNKNOWN,
                    "interrupted while a batch was written; whether these rows were is unknown",
                    interrupted);
        }
        return java.util.Collections.nCopies(
                flight.positions().size(), new End(new BatchFailure.Entry(0, failure), null));
    }

    /** Whether BatchWriteItem does it. */
    private static boolean isKeyed(ItemWrite write, Executor.Counts counts) {
        if (write instanceof ItemWrite.Put put) {
            return put.condition().equals(Predicate.TRUE)
                    && put.expectations().isEmpty()
                    && put.image() == ItemWrite.ReturnImage.NONE;
        }
        return counts == Executor.Counts.WHERE_TOLD
                && write instanceof ItemWrite.Delete delete
                && delete.image() == ItemWrite.ReturnImage.NONE
                && WriteCondition.of(delete.condition(), delete.expectations()).isTrivial();
    }
}
