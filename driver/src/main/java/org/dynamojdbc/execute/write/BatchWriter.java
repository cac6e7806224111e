package org.dynamojdbc.execute.write;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Lanes;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes many items: unconditional puts and deletes by BatchWriteItem, inserts and simple updates by BatchExecuteStatement
 * (conditional at single cost), the rest one by one, several calls at a time.
 */
public final class BatchWriter {
    /** Calls under way at a time. */
    private static final int PARALLEL = 4;
    /** Calls that are made up while those are under way: a call that ends finds the next one ready. */
    private static final int AHEAD = 8;

    private final KeyedBatches puts;
    private final StatementBatches statements;
    private final ItemWriter single;
    private final ExecutorService workers;

    /** @param workers where full batches are sent side by side */
    public BatchWriter(DynamoDbClient client, ItemWriter single, ExecutorService workers) {
        this.puts = new KeyedBatches(client, single);
        this.statements = new StatementBatches(client, single);
        this.single = single;
        this.workers = workers;
    }

    /** A new batch, whose calls are limited, metered and canceled with the statement. */
    public WriteBatch begin(StatementContext context) {
        return new Run(context);
    }

    /** What a write has ended with. */
    private record End(BatchFailure.Entry entry, ItemWrite.Outcome outcome) {
        /** Most writes end like this. */
        private static final End DONE = of(new BatchFailure.Entry(1, null), null);

        static End of(BatchFailure.Entry entry, @Nullable Map<String, AttributeValue> image) {
            return new End(entry, new ItemWrite.Outcome(entry.count(), image));
        }

        static End of(SqlFailure failure) {
            return of(new BatchFailure.Entry(0, failure), null);
        }
    }

    private record Key(String table, ValueKey key) {}

    /**
     * The place of one write among all, whose key is in play from when the write is added until it is done. Lets the write go
     * then: a batch may be long.
     */
    private static final class Place {
        private final WriteBatch.Counts counts;
        private @Nullable ItemWrite write;
        private @Nullable Key key;
        private @Nullable End end;

        Place(ItemWrite write, WriteBatch.Counts counts) {
            this.write = write;
            this.key = new Key(write.table().name(), ValueKey.of(write.key()));
            this.counts = counts;
        }

        ItemWrite write() {
            return Objects.requireNonNull(write, "the write has ended");
        }

        Key key() {
            return Objects.requireNonNull(key, "the write has ended");
        }

        boolean isKeyed() {
            return BatchWriter.isKeyed(write(), counts);
        }

        void end(End how) {
            end = how;
            write = null;
            key = null;
        }

        End end() {
            return Objects.requireNonNull(end, "the write has not ended");
        }
    }

    /** One call under way or waiting for its turn. */
    private static final class Flight {
        private final List<Place> places;
        private final FutureTask<List<End>> task;
        /** Who sets it has the say: the call begins or it never will. */
        private final AtomicBoolean decided = new AtomicBoolean();

        private boolean dropped;

        Flight(List<Place> places, Callable<List<End>> call) {
            this.places = places;
            this.task = new FutureTask<>(() -> decided.compareAndSet(false, true) ? call.call() : List.of());
        }

        /** The call is not made, unless it has begun. */
        void drop() {
            if (decided.compareAndSet(false, true)) {
                dropped = true;
            }
        }
    }

    /** The batch of one statement. */
    private final class Run implements WriteBatch {
        private final StatementContext context;
        private final List<Place> places = new ArrayList<>();
        private final Set<Key> inPlay = new HashSet<>();
        private final Deque<Flight> flights = new ArrayDeque<>();
        private final Lanes lanes = new Lanes(workers, PARALLEL);
        private List<Place> keyed = new ArrayList<>();
        private List<Place> conditional = new ArrayList<>();
        private boolean moving;

        Run(StatementContext context) {
            this.context = context;
        }

        @Override
        public void add(ItemWrite write, WriteBatch.Counts wanted) {
            Place place = new Place(write, wanted);
            places.add(place);
            // The first one is held back: alone it is no batch.
            if (places.size() == 2) {
                route(places.get(0));
            }
            if (places.size() > 1) {
                route(place);
            }
        }

        private void route(Place place) {
            try {
                sendInOrder(place);
            } catch (SqlFailure refused) {
                place.end(End.of(refused));
            }
        }

        private void sendInOrder(Place place) {
            // Where a moved item goes is known when it is moved, so that nothing goes on beside it.
            boolean moves = place.write() instanceof ItemWrite.Move;
            boolean again = !inPlay.add(place.key());
            if (moves || moving || again) {
                drain();
                inPlay.add(place.key());
            }
            moving = moves;
            if (place.isKeyed()) {
                keyed.add(place);
                if (keyed.size() == KeyedBatches.MAX_ITEMS) {
                    sendKeyed();
                }
            } else if (statements.takes(place.write())) {
                conditional.add(place);
                if (conditional.size() == StatementBatches.MAX_STATEMENTS) {
                    sendConditional();
                }
            } else {
                sendAlone(place);
            }
        }

        private void sendKeyed() {
            List<Place> some = keyed;
            keyed = new ArrayList<>();
            sendTogether(some, writes -> puts.write(writes, context));
        }

        private void sendConditional() {
            List<Place> some = conditional;
            conditional = new ArrayList<>();
            sendTogether(some, writes -> statements.write(writes, context));
        }

        private void sendTogether(List<Place> some, Function<List<ItemWrite>, List<BatchFailure.Entry>> call) {
            if (some.size() == 1) {
                sendAlone(some.get(0));
            } else if (!some.isEmpty()) {
                List<ItemWrite> writes = some.stream().map(Place::write).toList();
                send(some, () -> ends(writes, call.apply(writes)));
            }
        }

        private void sendAlone(Place place) {
            ItemWrite write = place.write();
            send(List.of(place), () -> List.of(alone(write)));
        }

        private void send(List<Place> some, Callable<List<End>> call) {
            if (flights.size() == PARALLEL + AHEAD) {
                settle(flights.remove());
            }
            if (Thread.currentThread().isInterrupted()) {
                fail(some, neverSent());
                return;
            }
            Flight flight = new Flight(some, call);
            try {
                lanes.execute(flight.task);
                flights.add(flight);
            } catch (RejectedExecutionException closed) {
                fail(
                        some,
                        new SqlFailure(
                                SqlState.CONNECTION_CLOSED,
                                "the connection was closed before these rows were written",
                                closed));
            }
        }

        private void fail(List<Place> some, SqlFailure failure) {
            some.forEach(place -> place.end(End.of(failure)));
        }

        private End alone(ItemWrite write) {
            try {
                ItemWrite.Outcome outcome = single.write(write, context);
                return End.of(new BatchFailure.Entry(outcome.count(), null), outcome.image());
            } catch (SqlFailure failure) {
                return End.of(failure);
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
                Place place = flight.places.get(i);
                inPlay.remove(place.key());
                place.end(some.get(i));
            }
        }

        private List<End> await(Flight flight) {
            SqlFailure failure;
            if (flight.dropped) {
                failure = neverSent();
            } else {
                try {
                    return flight.task.get();
                } catch (ExecutionException failed) {
                    failure = failed.getCause() instanceof SqlFailure known
                            ? known
                            : new SqlFailure(SqlState.GENERAL, "a batch failed: " + failed.getCause(), failed);
                } catch (InterruptedException interrupted) {
                    failure = interrupted(flight, interrupted);
                }
            }
            return Collections.nCopies(flight.places.size(), End.of(failure));
        }

        private SqlFailure interrupted(Flight flight, InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            // Those that wait come first: a call that is stopped lets the next one begin.
            flights.forEach(Flight::drop);
            flight.drop();
            if (flight.dropped) {
                return neverSent();
            }
            flight.task.cancel(true);
            return new SqlFailure(
                    SqlState.COMPLETION_UNKNOWN,
                    "interrupted while a batch was written; whether these rows were is unknown",
                    interrupted);
        }

        private static String unclear(List<BatchFailure.Entry> entries) {
            long unclear = entries.stream()
                    .map(BatchFailure.Entry::failure)
                    .filter(failure -> failure != null && failure.mayBeDone())
                    .count();
            return unclear == 0 ? "" : ", " + unclear + " of them so that they may be done all the same";
        }

        private static SqlFailure neverSent() {
            return new SqlFailure(SqlState.QUERY_CANCELED, "interrupted before these rows were written");
        }

        @Override
        public List<ItemWrite.Outcome> end() {
            if (places.size() == 1) {
                return List.of(single.write(places.get(0).write(), context));
            }
            drain();
            List<End> ends = places.stream().map(Place::end).toList();
            long failures =
                    ends.stream().filter(end -> end.entry().failure() != null).count();
            if (failures > 0) {
                List<BatchFailure.Entry> entries = ends.stream().map(End::entry).toList();
                throw new BatchFailure(
                        entries,
                        failures + " of " + ends.size() + " writes failed" + unclear(entries)
                                + "; the others are done");
            }
            return ends.stream().map(End::outcome).toList();
        }
    }

    /** Batch calls give back no images; that of a new item is known. */
    private static List<End> ends(List<ItemWrite> writes, List<BatchFailure.Entry> entries) {
        List<End> ends = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            BatchFailure.Entry entry = entries.get(i);
            Map<String, AttributeValue> image = entry.count() > 0 && writes.get(i) instanceof ItemWrite.Insert insert
                    ? ItemWriter.inserted(insert.item(), insert.image())
                    : null;
            boolean plain = entry.count() == 1 && entry.failure() == null && image == null;
            ends.add(plain ? End.DONE : End.of(entry, image));
        }
        return ends;
    }

    /** Whether BatchWriteItem does it. */
    private static boolean isKeyed(ItemWrite write, WriteBatch.Counts counts) {
        if (write instanceof ItemWrite.Put put) {
            return put.condition().equals(Predicate.TRUE)
                    && put.expectations().isEmpty()
                    && put.image() == ItemWrite.ReturnImage.NONE;
        }
        return counts == WriteBatch.Counts.WHERE_TOLD
                && write instanceof ItemWrite.Delete delete
                && delete.image() == ItemWrite.ReturnImage.NONE
                && WriteCondition.of(delete.condition(), delete.expectations()).isTrivial();
    }
}
