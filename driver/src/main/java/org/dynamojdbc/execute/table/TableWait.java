package org.dynamojdbc.execute.table;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.StatementContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.VectorIndexDescription;

/** Asks for a table until it is as wanted; tells by warnings how far it is. Ends with its statement. */
final class TableWait {
    private static final long FIRST_POLL_MILLIS = 20;
    private static final long LAST_POLL_MILLIS = 2_000;
    /** The first sentence about a wait that goes on; the next when it has taken twice as long, and so on. */
    private static final Duration FIRST_NEWS = Duration.ofSeconds(1);

    private final TableCalls calls;

    TableWait(TableCalls calls) {
        this.calls = calls;
    }

    /** Until the table and all its indexes are active. */
    void untilUsable(String table, String action) {
        until(action, () -> {
            TableDescription now = calls.find(table);
            // DescribeTable may not know a new table for a moment.
            return now == null ? "the table is not described yet" : unfinished(now);
        });
    }

    /** Until there is no such table. */
    void untilGone(String table) {
        until("DROP TABLE " + table, () -> {
            TableDescription now = calls.find(table);
            return now == null ? null : "the table is " + now.tableStatusAsString();
        });
    }

    /** Until the table has no such index. */
    void untilIndexGone(String table, String index) {
        until("DROP INDEX " + index, () -> {
            TableDescription now = calls.find(table);
            if (now == null || !Indexes.has(now, index)) {
                return null;
            }
            return "the index is being deleted";
        });
        untilUsable(table, "DROP INDEX " + index);
    }

    /** What is not finished yet, null when all is. */
    private static @Nullable String unfinished(TableDescription table) {
        List<String> indexes = Stream.concat(
                        table.globalSecondaryIndexes().stream().map(i -> unfinished(i, table)),
                        table.vectorIndexes().stream().map(i -> unfinished(i, table)))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (!indexes.isEmpty()) {
            return String.join(", ", indexes);
        }
        return table.tableStatus() == TableStatus.ACTIVE ? null : "the table is " + table.tableStatusAsString();
    }

    private static @Nullable String unfinished(GlobalSecondaryIndexDescription index, TableDescription table) {
        return unfinished(index.indexName(), index.indexStatus(), index.backfilling(), index.itemCount(), table);
    }

    private static @Nullable String unfinished(VectorIndexDescription index, TableDescription table) {
        return unfinished(index.indexName(), index.indexStatus(), index.backfilling(), index.itemCount(), table);
    }

    private static @Nullable String unfinished(
            String name,
            @Nullable IndexStatus status,
            @Nullable Boolean backfilling,
            @Nullable Long items,
            TableDescription table) {
        if (Boolean.TRUE.equals(backfilling)) {
            return "index " + name + " is being filled, " + (items == null ? 0 : items) + " of about "
                    + (table.itemCount() == null ? 0 : table.itemCount()) + " items when last counted";
        }
        return status == null || status == IndexStatus.ACTIVE ? null : "index " + name + " is " + status;
    }

    /** @param state what is not as wanted, null when all is */
    private void until(String action, Supplier<@Nullable String> state) {
        long start = System.nanoTime();
        Duration news = FIRST_NEWS;
        long pause = FIRST_POLL_MILLIS;
        String unfinished = state.get();
        while (unfinished != null) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(news) >= 0) {
                calls.context().warn(action + ", after " + waited.toSeconds() + " s: " + unfinished);
                news = news.multipliedBy(2);
            }
            try {
                sleep(pause);
                pause = Math.min(LAST_POLL_MILLIS, pause * 2);
                unfinished = state.get();
            } catch (SqlFailure stopped) {
                throw left(action, unfinished, stopped);
            }
        }
    }

    private void sleep(long millis) {
        StatementContext context = calls.context();
        Duration remaining = context.remaining();
        long most = remaining == null ? millis : Math.min(millis, remaining.toMillis() + 1);
        context.interruptibly(() -> {
            try {
                Thread.sleep(most);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return most;
        });
        context.check();
    }

    /** Who stops waiting does not stop the server. */
    private static SqlFailure left(String action, @Nullable String unfinished, SqlFailure stopped) {
        if (stopped.state() != SqlState.QUERY_CANCELED && stopped.state() != SqlState.TIMEOUT) {
            return stopped;
        }
        return new SqlFailure(
                stopped.state(),
                stopped.getMessage() + "; " + action + " goes on at the server (" + unfinished
                        + "), SHOW TABLE STATUS and SHOW INDEXES tell when it is done",
                stopped,
                stopped.vendorCode());
    }
}
