package org.dynamojdbc.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.dynamojdbc.plan.KnownPlan;
import org.dynamojdbc.type.ItemSize;
import org.jspecify.annotations.Nullable;

/**
 * Plans the rows of a batch on a thread beside the one that adds them, so that {@code executeBatch} can send them at once.
 * Nothing is sent, the catalog is asked nothing, and what was planned counts as far as it holds when the batch is executed.
 * Used by one thread.
 */
final class RowsAhead {
    /** Rows handed over together: waking a thread takes longer than planning a row. */
    private static final int TOGETHER = 64;
    /** Bytes of values in rows that are planned ahead: their items take memory until they are sent. */
    private static final long MOST_BYTES = 8L << 20;

    private final Session session;
    private List<BatchRow> gathered = new ArrayList<>(TOGETHER);
    private @Nullable Executor beside;
    private AtomicLong bytes = new AtomicLong();

    RowsAhead(Session session) {
        this.session = session;
    }

    /**
     * Takes a row, which may or may not be planned when it is executed.
     *
     * @param known how the statement was planned before, null when it never was
     */
    void add(BatchRow row, @Nullable KnownPlan known) {
        if (known == null || bytes.get() > MOST_BYTES) {
            return;
        }
        gathered.add(row);
        if (gathered.size() == TOGETHER) {
            List<BatchRow> rows = gathered;
            gathered = new ArrayList<>(TOGETHER);
            handOver(rows, known);
        }
    }

    private void handOver(List<BatchRow> rows, KnownPlan known) {
        Executor thread = beside;
        if (thread == null) {
            thread = session.executor().aside();
            beside = thread;
        }
        AtomicLong counted = bytes;
        try {
            thread.execute(() -> {
                for (BatchRow row : rows) {
                    row.parameters().forEach(value -> counted.addAndGet(ItemSize.bytes(value)));
                    row.planAhead(known, session.catalog());
                }
            });
        } catch (RejectedExecutionException busy) {
            // The rows are planned when they are executed, as those are that come after them.
            counted.set(Long.MAX_VALUE);
        }
    }

    /** The rows added so far are executed or gone. */
    void clear() {
        gathered.clear();
        bytes = new AtomicLong();
        beside = null;
    }
}
