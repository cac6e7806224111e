package org.dynamojdbc.execute.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.dynamojdbc.client.CallsUnderWay;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** One running statement: its meter, its time limit and its cancellation. Shared by the statement's threads. */
public final class StatementContext {
    private final Meter meter;
    private final long deadlineNanos;
    private final @Nullable Duration timeout;
    private final @Nullable Duration networkTimeout;
    private final CallsUnderWay calls;
    private final Shared shared;

    /** What the statement and its parts have in common. */
    private static final class Shared {
        private final Set<Thread> calling = new HashSet<>();
        private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
        private volatile boolean canceled;
        private volatile StatementLimits limits = StatementLimits.NONE;
    }

    /** @param timeout time limit for executing and reading, null for none */
    public StatementContext(@Nullable Duration timeout) {
        this(timeout, null, new CallsUnderWay());
    }

    /**
     * @param timeout time limit for executing and reading, null for none
     * @param networkTimeout time limit of each call, null for none
     * @param calls the calls under way of the client the statement uses
     */
    public StatementContext(@Nullable Duration timeout, @Nullable Duration networkTimeout, CallsUnderWay calls) {
        this.timeout = timeout;
        this.networkTimeout = networkTimeout;
        this.calls = calls;
        this.deadlineNanos = timeout == null ? 0 : System.nanoTime() + timeout.toNanos();
        this.meter = new Meter();
        this.shared = new Shared();
    }

    private StatementContext(StatementContext whole, Meter meter) {
        this.timeout = whole.timeout;
        this.networkTimeout = whole.networkTimeout;
        this.calls = whole.calls;
        this.deadlineNanos = whole.deadlineNanos;
        this.shared = whole.shared;
        this.meter = meter;
    }

    /** A part of the statement, canceled and timed with it, that counts its cost on a meter of its own. */
    public StatementContext part(Meter counted) {
        return new StatementContext(this, counted);
    }

    /** What the calls from now on obey. */
    public void obey(StatementLimits given) {
        shared.limits = given;
        meter.charge(given.pace());
    }

    StatementLimits limits() {
        return shared.limits;
    }

    /** Waits for the connection's rate; refuses to go on when the budget of writes is spent. */
    public void beforeCall() {
        StatementLimits limits = shared.limits;
        limits.pace().await(this);
        double written = meter.whole().writeUnits();
        if (limits.maxWriteUnits() > 0 && written > limits.maxWriteUnits()) {
            throw new SqlFailure(
                    SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                    "the statement has consumed " + written + " write units, more than its budget of "
                            + limits.maxWriteUnits()
                            + " (maxWriteUnits), and was stopped; what it wrote stays. Write less at once or raise it");
        }
    }

    /** Where the statement's costs are noted. */
    public Meter meter() {
        return meter;
    }

    /** Notes a sentence that the statement carries as an SQLWarning. */
    public void warn(String sentence) {
        shared.warnings.add(sentence);
    }

    /** The warnings noted since this was last asked for. */
    public List<String> takeWarnings() {
        List<String> taken = new ArrayList<>();
        for (String sentence = shared.warnings.poll(); sentence != null; sentence = shared.warnings.poll()) {
            taken.add(sentence);
        }
        return taken;
    }

    /** Asks the statement to stop: calls under way are interrupted, and whoever waits for them gets 57014. */
    public void cancel() {
        synchronized (shared.calling) {
            shared.canceled = true;
            shared.calling.forEach(calls::interrupt);
        }
    }

    /** Whether cancel or close has reached the statement. */
    public boolean isCanceled() {
        return shared.canceled;
    }

    /** Time left, null when there is no limit. */
    public @Nullable Duration remaining() {
        return timeout == null ? null : Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    }

    /** Time limit of each call, null when there is none. */
    @Nullable
    public Duration networkTimeout() {
        return networkTimeout;
    }

    /** What a call may take, null when there is no limit. Rounded up, so that a call does not end before its statement. */
    @Nullable
    Duration callTimeout() {
        Duration left = remaining();
        if (left == null) {
            return networkTimeout;
        }
        Duration rounded = left.plusMillis(1);
        return networkTimeout == null || rounded.compareTo(networkTimeout) < 0 ? rounded : networkTimeout;
    }

    /** Throws when the statement was canceled (57014) or its time is over (HYT00). */
    public void check() {
        if (shared.canceled) {
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
    public <T> T interruptibly(Supplier<T> call) {
        synchronized (shared.calling) {
            check();
            calls.begin();
            shared.calling.add(Thread.currentThread());
        }
        try {
            return call.get();
        } finally {
            // Under the lock: else a cancel that is just interrupting this thread would interrupt what it does next.
            synchronized (shared.calling) {
                shared.calling.remove(Thread.currentThread());
                meter.attempts(calls.end());
                if (shared.canceled) {
                    Thread.interrupted();
                }
            }
        }
    }
}
