package org.dynamojdbc.execute;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** One running statement: its meter, its time limit and its cancellation. Shared by the statement's threads. */
public final class StatementContext {
    private final Meter meter = new Meter();
    private final long deadlineNanos;
    private final @Nullable Duration timeout;
    private final Set<Thread> calling = ConcurrentHashMap.newKeySet();
    private volatile boolean canceled;

    /** @param timeout time limit for executing and reading, null for none */
    public StatementContext(@Nullable Duration timeout) {
        this.timeout = timeout;
        this.deadlineNanos = timeout == null ? 0 : System.nanoTime() + timeout.toNanos();
    }

    public Meter meter() {
        return meter;
    }

    /** Asks the statement to stop: calls under way are interrupted, and whoever waits for them gets 57014. */
    public void cancel() {
        canceled = true;
        calling.forEach(Thread::interrupt);
    }

    public boolean isCanceled() {
        return canceled;
    }

    /** Time left, null when there is no limit. */
    public @Nullable Duration remaining() {
        return timeout == null ? null : Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    }

    /** Throws when the statement was canceled (57014) or its time is over (HYT00). */
    public void check() {
        if (canceled) {
            throw new SqlFailure(SqlState.QUERY_CANCELED, "the statement was canceled");
        }
        if (timeout != null && System.nanoTime() - deadlineNanos >= 0) {
            throw new SqlFailure(
                    SqlState.TIMEOUT,
                    "the statement took longer than its query timeout of " + timeout.toSeconds()
                            + " s; raise setQueryTimeout or read less");
        }
    }

    /** Runs a call that {@link #cancel()} interrupts; an interrupt that meant the call does not outlive it. */
    <T> T interruptibly(Supplier<T> call) {
        check();
        Thread thread = Thread.currentThread();
        calling.add(thread);
        try {
            return call.get();
        } finally {
            calling.remove(thread);
            if (canceled) {
                Thread.interrupted();
            }
        }
    }
}
