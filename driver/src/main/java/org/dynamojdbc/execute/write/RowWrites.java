package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.SeenKeys;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes an item for each row of a read while the read goes on: a bounded number of writes at a time, each key once. The
 * first failure ends the statement; writes under way are waited for, so that the count it reports is exact.
 */
public final class RowWrites {
    /** Writes under way at a time. */
    private static final int PARALLEL = 8;

    /** New items that go to one round of batch calls. */
    private static final int CHUNK = 100;

    private final ItemWriter single;
    private final BatchWriter batches;
    private final ExecutorService workers;

    /** @param workers where rows are written side by side */
    public RowWrites(ItemWriter single, BatchWriter batches, ExecutorService workers) {
        this.single = single;
        this.batches = batches;
        this.workers = workers;
    }

    /** Writes what the writer makes of each row; {@code written} is told of each write that was done. */
    public WrittenRows write(RowStream rows, RowWriter writer, Consumer<ItemWrite> written, StatementContext context) {
        Run run = new Run(writer, written, context);
        try (rows) {
            if (writer.effect() == RowWriter.Effect.BECOMES_ANOTHER) {
                try (HeldItems all = all(rows, context)) {
                    writer.found(all.size());
                    while (!run.failed() && all.next()) {
                        context.check();
                        run.add(all.item());
                    }
                }
            } else {
                while (!run.failed() && rows.next()) {
                    context.check();
                    run.add(rows.item());
                }
            }
            run.flush();
        } catch (RuntimeException failed) {
            run.fail(failed);
        } finally {
            run.await();
        }
        return run.end();
    }

    private static HeldItems all(RowStream rows, StatementContext context) {
        HeldItems all = new HeldItems();
        try {
            while (rows.next()) {
                context.check();
                all.add(rows.item());
            }
        } catch (RuntimeException failed) {
            all.close();
            throw failed;
        }
        return all;
    }

    /** One statement's writes. */
    private final class Run {
        private final RowWriter writer;
        private final Consumer<ItemWrite> told;
        private final StatementContext context;
        private final Semaphore free = new Semaphore(PARALLEL);
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        private final HeldItems images = new HeldItems();
        private final SeenKeys seen = new SeenKeys();
        private final Set<ValueKey> underWay = ConcurrentHashMap.newKeySet();
        private final List<ItemWrite> chunk = new ArrayList<>();
        private long written;
        /** Writes that failed and may have been done. */
        private long unclear;

        Run(RowWriter writer, Consumer<ItemWrite> told, StatementContext context) {
            this.writer = writer;
            this.told = told;
            this.context = context;
        }

        boolean failed() {
            return failure.get() != null;
        }

        /** The first failure ends the statement; each may be that of a write that was done. */
        void fail(RuntimeException failed) {
            failure.compareAndSet(null, failed);
            if (failed instanceof SqlFailure known && known.mayBeDone()) {
                synchronized (this) {
                    unclear++;
                }
            }
        }

        void add(Map<String, AttributeValue> row) {
            ItemWrite write = writer.write(row);
            if (write instanceof ItemWrite.Insert || write instanceof ItemWrite.Put) {
                chunk.add(write);
                if (chunk.size() == CHUNK) {
                    flush();
                }
                return;
            }
            // An index may show an item again at its new place once it was written.
            if (writer.effect() == RowWriter.Effect.MAY_COME_AGAIN && !seen.add(write.key())) {
                return;
            }
            if (!failed()) {
                start(write, row);
            }
        }

        private void start(ItemWrite write, Map<String, AttributeValue> row) {
            ValueKey key = ValueKey.of(write.key());
            boolean moves = write instanceof ItemWrite.Move;
            // Rows with one key are written in their order; and where a moved item goes is known when it is moved.
            if (moves || underWay.contains(key)) {
                await();
                free.release(PARALLEL);
            }
            underWay.add(key);
            context.interruptibly(() -> {
                try {
                    free.acquire();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new SqlFailure(SqlState.QUERY_CANCELED, "the statement was interrupted", interrupted);
                }
                return write;
            });
            if (moves) {
                one(write, row, key);
                return;
            }
            try {
                workers.execute(() -> one(write, row, key));
            } catch (RejectedExecutionException full) {
                if (workers.isShutdown()) {
                    free.release();
                    throw new SqlFailure(
                            SqlState.QUERY_CANCELED, "the connection was closed while the statement ran", full);
                }
                one(write, row, key);
            }
        }

        private void one(ItemWrite write, Map<String, AttributeValue> row, ValueKey key) {
            try {
                if (!failed()) {
                    note(write, single.write(write, writer.item(row), context));
                }
            } catch (RuntimeException failed) {
                fail(failed);
            } finally {
                underWay.remove(key);
                free.release();
            }
        }

        private synchronized void note(ItemWrite write, ItemWrite.Outcome outcome) {
            if (outcome.count() == 0) {
                return;
            }
            written += outcome.count();
            told.accept(write);
            Map<String, AttributeValue> image = outcome.image();
            if (image != null) {
                images.add(image);
            }
        }

        void flush() {
            if (chunk.isEmpty() || failed()) {
                return;
            }
            List<ItemWrite> sent = List.copyOf(chunk);
            chunk.clear();
            try {
                WriteBatch batch = batches.begin(context);
                sent.forEach(write -> batch.add(write, WriteBatch.Counts.EXACT));
                List<ItemWrite.Outcome> outcomes = batch.end();
                for (int i = 0; i < outcomes.size(); i++) {
                    note(sent.get(i), outcomes.get(i));
                }
            } catch (BatchFailure partly) {
                for (int i = 0; i < partly.entries().size(); i++) {
                    BatchFailure.Entry entry = partly.entries().get(i);
                    if (entry.failure() == null) {
                        note(sent.get(i), new ItemWrite.Outcome(entry.count(), null));
                    } else {
                        fail(entry.failure());
                    }
                }
            }
        }

        void await() {
            free.acquireUninterruptibly(PARALLEL);
        }

        synchronized WrittenRows end() {
            RuntimeException failed = failure.get();
            if (failed == null) {
                return new WrittenRows(written, images);
            }
            images.close();
            context.warn("the statement failed on the way: " + progress());
            if (!(failed instanceof SqlFailure first)) {
                throw failed;
            }
            SqlFailure known = reason(first);
            throw new SqlFailure(
                    known.state(),
                    known.getMessage() + "; " + progress(),
                    known.getCause() == null ? known : known.getCause(),
                    known.vendorCode());
        }

        /** Who cancels a statement or limits its time is told so, whatever became of the write that this stopped. */
        private static SqlFailure reason(SqlFailure failed) {
            if (failed.mayBeDone()
                    && failed.getCause() instanceof SqlFailure cause
                    && (cause.state() == SqlState.QUERY_CANCELED || cause.state() == SqlState.TIMEOUT)) {
                return cause;
            }
            return failed;
        }

        private String progress() {
            if (written == 0 && unclear == 0) {
                return "no row was written";
            }
            String rows = written == 1 ? "1 row was written before" : written + " rows were written before";
            if (unclear > 0) {
                return rows + ", and for up to " + unclear + " more that is unknown"
                        + switch (writer.again()) {
                            case WRITES_THE_REST -> "; run the statement again for the rest";
                            case CHANGES_AGAIN -> "; the statement computes new values from old ones and cannot simply be"
                                    + " run again: it would change the rows written once more; read them to find out";
                            case MEETS_ITS_OWN_ROWS -> "; run it again with ON CONFLICT DO NOTHING for the rest";
                        };
            }
            return rows
                    + switch (writer.again()) {
                        case WRITES_THE_REST -> ", run the statement again for the rest";
                        case CHANGES_AGAIN -> ", and the statement computes new values from old ones: run again, it would"
                                + " change these rows again";
                        case MEETS_ITS_OWN_ROWS -> "; run it again with ON CONFLICT DO NOTHING for the rest";
                    };
        }
    }
}
