package org.dynamojdbc.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.write.BatchFailure;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.WriteBatch;
import org.dynamojdbc.plan.Plan;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Runs the rows of a JDBC batch: neighbouring writes go out together, in full batches. A row that fails does not stop
 * the others; the exception then has one count per row, {@link Statement#EXECUTE_FAILED} where it failed, and one
 * chained exception per failed row.
 */
final class Batch {

    /** A statement with its parameters bound. */
    record Row(String sql, List<AttributeValue> parameters) {
        Row {
            parameters = List.copyOf(parameters);
        }
    }

    private final Session session;
    private final StatementContext context;
    /** What was sent, kept where somebody asked for the keys of what was inserted. */
    private final List<ItemWrite> writes = new ArrayList<>();
    /** For each write, the row of the batch it belongs to. */
    private final List<Integer> owners = new ArrayList<>();

    private @Nullable WriteBatch sending;
    private long[] counts = new long[0];
    private final Map<Integer, SqlFailure> failures = new TreeMap<>();

    private final GeneratedKeys wantedKeys;
    private final GeneratedKeys.Gathering keys;

    Batch(Session session, StatementContext context, GeneratedKeys wantedKeys) {
        this.wantedKeys = wantedKeys;
        this.keys = new GeneratedKeys.Gathering(wantedKeys);
        this.session = session;
        this.context = context;
    }

    /**
     * Runs more rows, each of which is let go when it is planned. Some of them may still be under way afterwards, and what
     * fails is told by {@link #end()}.
     */
    void send(Queue<Row> rows) {
        int number = counts.length;
        counts = Arrays.copyOf(counts, number + rows.size());
        for (Row row = rows.poll(); row != null; row = rows.poll()) {
            try {
                add(number, row);
            } catch (RuntimeException refused) {
                fail(number, Refusal.failure(refused));
            }
            number++;
        }
    }

    /** The items inserted so far, in the order of their rows where they went out together. */
    GeneratedKeys.Inserted inserted() {
        return keys.inserted();
    }

    private void fail(int row, SqlFailure failure) {
        failures.putIfAbsent(row, failure);
    }

    /** The count of every row sent, in their order. */
    long[] end() throws SQLException {
        throwFailures();
        return counts;
    }

    private void add(int number, Row row) {
        Plan plan = session.plan(session.parse(row.sql()), row.parameters(), 0, context);
        if (!plan.columns().isEmpty()) {
            throw new SqlFailure(
                    SqlState.UNEXPECTED_ROWS,
                    "a batch takes statements that give counts, and this one gives rows; it was not sent: leave RETURNING"
                            + " out, or run it alone with executeQuery");
        }
        if (plan instanceof Plan.Write write && !session.transaction().isOpen()) {
            send(write.writes(), number);
        } else if (plan instanceof Plan.Write write) {
            settle();
            // A row that the transaction refuses leaves the rows before it gathered.
            List<ItemWrite.Outcome> outcomes = session.executor().writeAll(write.writes(), context);
            keys.add(write.writes(), outcomes);
            outcomes.forEach(outcome -> count(number, outcome.count()));
        } else {
            settle();
            Outcome outcome = plan.accept(new PlanRunner(session, context, 0, 0, wantedKeys));
            if (outcome instanceof Outcome.Count count) {
                counts[number] = count.items();
                keys.add(count.inserted());
            }
        }
    }

    /** A row of several writes needs the count of each for its sum; a row of one may leave it open, as JDBC allows. */
    private void send(List<ItemWrite> some, int row) {
        WriteBatch.Counts wanted = some.size() == 1 ? WriteBatch.Counts.WHERE_TOLD : WriteBatch.Counts.EXACT;
        for (ItemWrite one : some) {
            WriteBatch batch = sending;
            if (batch == null) {
                batch = session.executor().batch(context);
                sending = batch;
            }
            if (!(wantedKeys instanceof GeneratedKeys.None)) {
                writes.add(one);
            }
            owners.add(row);
            batch.add(one, wanted);
        }
    }

    /** Waits for the rows that are under way. */
    void settle() {
        WriteBatch batch = sending;
        if (batch == null) {
            return;
        }
        List<ItemWrite> sent = List.copyOf(writes);
        List<Integer> rows = List.copyOf(owners);
        sending = null;
        writes.clear();
        owners.clear();
        try {
            List<ItemWrite.Outcome> outcomes = batch.end();
            keys.add(sent, outcomes);
            for (int i = 0; i < outcomes.size(); i++) {
                count(rows.get(i), outcomes.get(i).count());
            }
        } catch (BatchFailure partly) {
            for (int i = 0; i < partly.entries().size(); i++) {
                BatchFailure.Entry entry = partly.entries().get(i);
                int row = rows.get(i);
                if (entry.failure() == null) {
                    count(row, entry.count());
                    if (entry.count() > 0 && !sent.isEmpty()) {
                        keys.add(sent.get(i));
                    }
                } else {
                    fail(row, entry.failure());
                }
            }
        } catch (RuntimeException stopped) {
            SqlFailure failure = Refusal.failure(stopped);
            rows.forEach(row -> fail(row, failure));
        }
    }

    private void count(int row, int count) {
        if (count == ItemWrite.Outcome.COUNT_UNKNOWN) {
            counts[row] = Statement.SUCCESS_NO_INFO;
        } else {
            counts[row] += count;
        }
    }

    private void throwFailures() throws SQLException {
        BatchUpdateException first = null;
        failures.keySet().forEach(row -> counts[row] = Statement.EXECUTE_FAILED);
        for (Map.Entry<Integer, SqlFailure> failed : failures.entrySet()) {
            SQLException cause = failed.getValue().toSqlException();
            if (first == null) {
                first = new BatchUpdateException(
                        failures.size() + " of " + counts.length + " batch entries failed, first entry "
                                + failed.getKey() + ": " + cause.getMessage(),
                        cause.getSQLState(),
                        cause.getErrorCode(),
                        counts,
                        cause);
            }
            first.setNextException(cause);
        }
        if (first != null) {
            throw first;
        }
    }

    static int[] toInts(long[] counts) {
        return Arrays.stream(counts)
                .mapToInt(count -> (int) Math.min(count, Integer.MAX_VALUE))
                .toArray();
    }
}
