package org.dynamojdbc.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.BatchFailure;
import org.dynamojdbc.execute.ItemWrite;
import org.dynamojdbc.execute.StatementContext;
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
    private final List<ItemWrite> writes = new ArrayList<>();
    /** For each write, the row of the batch it belongs to. */
    private final List<Integer> owners = new ArrayList<>();

    private long[] counts = new long[0];
    private @Nullable SqlFailure[] failures = new SqlFailure[0];

    Batch(Session session, StatementContext context) {
        this.session = session;
        this.context = context;
    }

    long[] run(List<Row> rows) throws SQLException {
        counts = new long[rows.size()];
        failures = new SqlFailure[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            try {
                add(row, rows.get(row));
            } catch (RuntimeException refused) {
                failures[row] = Refusal.failure(refused);
            }
        }
        flush();
        throwFailures();
        return counts;
    }

    private void add(int number, Row row) {
        Plan plan = session.plan(session.parse(row.sql()), row.parameters());
        if (!plan.columns().isEmpty()) {
            throw new SqlFailure(
                    SqlState.GENERAL, "a batch takes statements that give no rows; run this one with executeQuery");
        }
        if (plan instanceof Plan.Write write) {
            for (ItemWrite one : write.writes()) {
                writes.add(one);
                owners.add(number);
            }
            if (session.transaction().isOpen()) {
                // A row that the transaction refuses leaves the rows before it gathered.
                flush();
            }
        } else {
            flush();
            Outcome outcome = plan.accept(new PlanRunner(session, context, 0, 0));
            counts[number] = outcome instanceof Outcome.Count count ? count.items() : 0;
        }
    }

    private void flush() {
        if (writes.isEmpty()) {
            return;
        }
        List<ItemWrite> sent = List.copyOf(writes);
        List<Integer> rows = List.copyOf(owners);
        writes.clear();
        owners.clear();
        try {
            List<ItemWrite.Outcome> outcomes = session.executor().writeAll(sent, context);
            for (int i = 0; i < outcomes.size(); i++) {
                counts[rows.get(i)] += outcomes.get(i).count();
            }
        } catch (BatchFailure partly) {
            for (int i = 0; i < partly.entries().size(); i++) {
                BatchFailure.Entry entry = partly.entries().get(i);
                int row = rows.get(i);
                if (entry.failure() == null) {
                    counts[row] += entry.count();
                } else if (failures[row] == null) {
                    failures[row] = entry.failure();
                }
            }
        } catch (RuntimeException stopped) {
            SqlFailure failure = Refusal.failure(stopped);
            for (int row : rows) {
                failures[row] = failure;
            }
        }
    }

    private void throwFailures() throws SQLException {
        BatchUpdateException first = null;
        int failed = 0;
        for (int row = 0; row < counts.length; row++) {
            if (failures[row] != null) {
                counts[row] = Statement.EXECUTE_FAILED;
                failed++;
            }
        }
        for (int row = 0; row < counts.length; row++) {
            SqlFailure failure = failures[row];
            if (failure != null) {
                SQLException cause = failure.toSqlException();
                if (first == null) {
                    first = new BatchUpdateException(
                            failed + " of " + counts.length + " batch entries failed, first entry " + row + ": "
                                    + cause.getMessage(),
                            cause.getSQLState(),
                            cause.getErrorCode(),
                            counts,
                            cause);
                }
                first.setNextException(cause);
            }
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
