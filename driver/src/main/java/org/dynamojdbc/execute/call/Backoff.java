package org.dynamojdbc.execute.call;

import java.util.concurrent.ThreadLocalRandom;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;

/** Waits between tries of what the server left undone: doubling, with full jitter, up to a bound. */
public final class Backoff {
    private static final long BASE_MILLIS = 25;
    private static final long MAX_MILLIS = 5_000;
    private static final int MAX_TRIES = 24;

    private final String action;
    private final StatementContext context;
    private int tries;

    /** @param action what is tried, for the message of giving up */
    public Backoff(String action, StatementContext context) {
        this.action = action;
        this.context = context;
    }

    /** Progress was made: the next wait is short again. */
    public void reset() {
        tries = 0;
    }

    /** Waits before the next try; gives up with 53400 after many without progress. */
    public void pause() {
        if (++tries > MAX_TRIES) {
            throw new SqlFailure(
                    SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                    action + " made no progress in " + MAX_TRIES
                            + " tries: the table is throttled; try again later or raise" + " its capacity");
        }
        rest(Math.min(MAX_MILLIS, BASE_MILLIS << Math.min(tries, 10)), context);
    }

    /** Waits a random while before something is tried again. */
    public static void rest(long mostMillis, StatementContext context) {
        context.meter().retried();
        context.interruptibly(() -> {
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(mostMillis) + 1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return mostMillis;
        });
        context.check();
    }
}
