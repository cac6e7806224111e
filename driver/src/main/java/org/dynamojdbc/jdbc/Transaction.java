package org.dynamojdbc.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.ReadOptions.Isolation;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.TransactionWrites;
import org.dynamojdbc.predicate.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The transaction of one connection: while it is open, writes are gathered; the commit sends them as one call. Safe to
 * use from several threads.
 */
final class Transaction {
    private static final Logger LOG = Logger.getLogger("org.dynamojdbc");
    /** How soon a statement that waits for its turn notices that it was canceled. */
    private static final long TURN_MILLIS = 20;

    /** API reference, TransactWriteItems: a client token has 1 to 36 characters. */
    private static final int LONGEST_TOKEN = 36;

    private final Executor executor;
    private final ReentrantLock turns = new ReentrantLock();
    /** Held while a commit is sent, one after the other; the transaction's own lock is not. */
    private final ReentrantLock commits = new ReentrantLock();

    private boolean autoCommit = true;
    /** BEGIN was given in auto-commit mode: the transaction ends with COMMIT or ROLLBACK. */
    private boolean begun;

    private Isolation isolation = Isolation.READ_COMMITTED;
    private TransactionWrites writes = TransactionWrites.NONE;
    private int statements;
    private @Nullable StatementContext lastStatement;
    private @Nullable String token;

    Transaction(Executor executor) {
        this.executor = executor;
    }

    /** Whether writes are gathered. */
    synchronized boolean isOpen() {
        return !autoCommit || begun;
    }

    /** Whether there is anything to commit. */
    synchronized boolean hasWrites() {
        return !writes.isEmpty();
    }

    synchronized boolean isAutoCommit() {
        return autoCommit;
    }

    synchronized Isolation isolation() {
        return isolation;
    }

    synchronized void setIsolation(Isolation changed) {
        isolation = changed;
    }

    /** Changing the mode commits what is gathered (JDBC 4.3, Connection.setAutoCommit). */
    void setAutoCommit(boolean changed, StatementContext context) {
        holding(commits, context, () -> {
            context.check();
            for (Commit commit = change(changed); commit != null; commit = change(changed)) {
                send(commit, context);
            }
            return changed;
        });
    }

    /** What has to be committed before the mode is changed, null once it is: others may write while a commit is sent. */
    private synchronized @Nullable Commit change(boolean changed) {
        if (changed == autoCommit) {
            return null;
        }
        Commit commit = take();
        if (commit.writes().isEmpty()) {
            autoCommit = changed;
            return null;
        }
        return commit;
    }

    /** BEGIN. */
    synchronized void begin(StatementContext context) {
        if (isOpen()) {
            context.warn("there is already a transaction in progress; BEGIN changed nothing");
        }
        begun = autoCommit;
    }

    /** Sets the client token of the next commit. */
    synchronized void setToken(String chosen) {
        if (chosen.isEmpty() || chosen.length() > LONGEST_TOKEN) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "a client request token has 1 to " + LONGEST_TOKEN + " characters, not " + chosen.length());
        }
        token = chosen;
    }

    /** Begins to gather the writes of a statement. */
    synchronized Gathering gathering(StatementContext context) {
        return new Gathering(writes, number(context), context);
    }

    /** The writes of one statement, each on what those before it leave: all are kept or none. */
    final class Gathering {
        private final TransactionWrites before;
        private final int number;
        private final StatementContext context;
        private TransactionWrites after;

        private Gathering(TransactionWrites before, int number, StatementContext context) {
            this.before = before;
            this.number = number;
            this.context = context;
            this.after = before;
        }

        /** The outcome that the write will have if the transaction is committed. */
        ItemWrite.Outcome add(ItemWrite write) {
            List<ItemWrite> settled = executor.settle(write, after.known(write, number), context);
            TransactionWrites.Gathered gathered = after.plus(settled, number);
            after = gathered.writes();
            return new ItemWrite.Outcome(
                    settled.isEmpty() ? 0 : gathered.counts().get(0), null);
        }

        void keep() {
            synchronized (Transaction.this) {
                if (writes != before || !isOpen()) {
                    throw new SqlFailure(
                            SqlState.OBJECT_IN_USE,
                            "another thread has ended this transaction while the statement ran, or a listener has written in"
                                    + " it; nothing of the statement is kept: run the statements of a transaction one"
                                    + " after the other");
                }
                writes = after;
            }
        }
    }

    /** Gathers the writes of a statement, all or none; the counts they will have if the transaction is committed. */
    List<ItemWrite.Outcome> gather(List<ItemWrite> all, StatementContext context) {
        return inTurn(context, () -> {
            Gathering gathering = gathering(context);
            List<ItemWrite.Outcome> outcomes = new ArrayList<>();
            all.forEach(write -> outcomes.add(gathering.add(write)));
            gathering.keep();
            return outcomes;
        });
    }

    /** Adds a condition on an item. */
    void check(Table table, Map<String, AttributeValue> key, Predicate condition, StatementContext context) {
        inTurn(context, () -> {
            synchronized (this) {
                writes = writes.plusCheck(table, key, condition, number(context));
                return writes;
            }
        });
    }

    /**
     * Does the gathering of one statement: those of several threads take turns, without the transaction's own lock. They may
     * have to read items or all the rows of a query, and reads of other threads must not wait for that.
     */
    <T> T inTurn(StatementContext context, Supplier<T> gathering) {
        return holding(turns, context, gathering);
    }

    private static <T> T holding(ReentrantLock lock, StatementContext context, Supplier<T> work) {
        try {
            // A lock that is free is had by an interrupted thread too.
            boolean held = lock.tryLock();
            while (!held) {
                context.check();
                held = lock.tryLock(TURN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SqlFailure(
                    SqlState.QUERY_CANCELED,
                    "the statement was interrupted while it waited for another of its transaction",
                    interrupted);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private int number(StatementContext context) {
        if (context != lastStatement) {
            lastStatement = context;
            statements++;
        }
        return statements;
    }

    /** A warning for reads of a table with gathered writes, null where there are none. */
    synchronized @Nullable String readWarning(String table) {
        return writes.changes(table)
                ? "the rows read from " + table + " are those committed: the transaction's own writes are sent at its"
                        + " commit and not seen before"
                : null;
    }

    synchronized boolean changes(String table) {
        return writes.changes(table);
    }

    /** What a commit sends. */
    private record Commit(TransactionWrites writes, String token) {}

    /** Sends what is gathered; the transaction is over whatever comes of it. */
    void commit(StatementContext context) {
        holding(commits, context, () -> {
            Commit commit;
            synchronized (this) {
                requireOpen("commit", context);
                commit = take();
            }
            send(commit, context);
            return commit;
        });
    }

    /** Ends the transaction; what it has gathered. */
    private Commit take() {
        Commit taken = new Commit(writes, token == null ? UUID.randomUUID().toString() : token);
        end();
        return taken;
    }

    /** Without the transaction's own lock: the call may hang, and nobody who asks or closes must wait for it. */
    private void send(Commit commit, StatementContext context) {
        if (!commit.writes().isEmpty()) {
            executor.commit(commit.writes(), commit.token(), context);
        }
    }

    synchronized void rollback(StatementContext context) {
        requireOpen("rollback", context);
        end();
    }

    private void requireOpen(String method, StatementContext context) {
        context.check();
        if (!isOpen()) {
            throw new SqlFailure(
                    SqlState.INVALID_TRANSACTION_STATE,
                    method + ": the connection is in auto-commit mode, every statement is already done; call"
                            + " setAutoCommit(false) or BEGIN first");
        }
    }

    private void end() {
        writes = TransactionWrites.NONE;
        statements = 0;
        lastStatement = null;
        token = null;
        begun = false;
    }

    /** The connection is closed: what was not committed is rolled back, and the log says so. */
    synchronized void close() {
        if (!writes.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "a connection was closed without commit or rollback; writes of {0} items were rolled back",
                    writes.size());
        }
        end();
    }
}
