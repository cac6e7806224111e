package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The rows added to a statement's batch. With the property {@code batchFlushRows} they are sent whenever so many have
 * come together, so that a batch of any length needs little memory; their counts and failures are told at the end.
 */
final class PendingBatch {
    private final RunningStatement statement;
    private final Queue<Batch.Row> rows = new ArrayDeque<>();
    private @Nullable Batch sent;

    PendingBatch(RunningStatement statement) {
        this.statement = statement;
    }

    void add(Batch.Row row) throws SQLException {
        rows.add(row);
        int flushRows = statement.session().defaults().batchFlushRows();
        if (flushRows > 0 && rows.size() >= flushRows) {
            started().send(rows);
        }
    }

    private Batch started() throws SQLException {
        Batch batch = sent;
        if (batch == null) {
            Batch.Row first = rows.peek();
            batch = statement.beginBatch(first == null ? "no rows" : first.sql());
            sent = batch;
        }
        return batch;
    }

    long[] execute() throws SQLException {
        Batch batch = started();
        sent = null;
        batch.send(rows);
        batch.settle();
        return statement.endBatch(batch);
    }

    /** Drops the rows that were not sent yet. */
    void clear() {
        rows.clear();
        if (sent != null) {
            sent.settle();
            statement.warnings.add("rows of this batch that batchFlushRows had sent before clearBatch stay written");
            sent = null;
        }
    }
}
