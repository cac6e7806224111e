package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows added to a statement's batch. With the property {@code batchFlushRows} they are sent whenever so many have
 * come together, so that a batch of any length needs little memory; their counts and failures are told at the end.
 */
final class PendingBatch {
    private final RunningStatement statement;
    private final List<Batch.Row> rows = new ArrayList<>();
    private @Nullable Batch sent;

    PendingBatch(RunningStatement statement) {
        this.statement = statement;
    }

    void add(Batch.Row row) throws SQLException {
        rows.add(row);
        int flushRows = statement.session().defaults().batchFlushRows();
        if (flushRows > 0 && rows.size() >= flushRows) {
            started().send(take());
        }
    }

    private List<Batch.Row> take() {
        List<Batch.Row> taken = List.copyOf(rows);
        rows.clear();
        return taken;
    }

    private Batch started() throws SQLException {
        Batch batch = sent;
        if (batch == null) {
            batch = statement.beginBatch(
                    rows.isEmpty() ? "no rows" : rows.get(0).sql());
            sent = batch;
        }
        return batch;
    }

    long[] execute() throws SQLException {
        Batch batch = started();
        sent = null;
        batch.send(take());
        return statement.endBatch(batch);
    }

    /** Drops the rows that were not sent yet. */
    void clear() {
        rows.clear();
        if (sent != null) {
            statement.warnings.add("rows of this batch that batchFlushRows had sent before clearBatch stay written");
            sent = null;
        }
    }
}
