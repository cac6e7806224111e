package org.dynamojdbc.execute.call;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps what a connection consumes below a rate. What a call costs is known only when it is answered, so that the next one
 * waits until the time for the last has passed; a second's worth may be consumed at once. Safe to use from several threads.
 */
public final class Pace {
    /** Never waits. */
    public static final Pace UNLIMITED = new Pace(0, 0);

    /** Cancellation is looked for this often while waiting. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Bucket reads;
    private final Bucket writes;

    /**
     * @param readUnits read units a second, 0 for no limit
     * @param writeUnits likewise
     */
    public Pace(double readUnits, double writeUnits) {
        this.reads = new Bucket(readUnits);
        this.writes = new Bucket(writeUnits);
    }

    void read(double units) {
        reads.take(units);
    }

    void written(double units) {
        writes.take(units);
    }

    /** Waits until the next call may go out; ends with the statement. */
    void await(StatementContext context) {
        long wait = Math.max(reads.waitNanos(), writes.waitNanos());
        while (wait > 0) {
            context.check();
            LockSupport.parkNanos(Math.min(wait, STEP_NANOS));
            wait = Math.max(reads.waitNanos(), writes.waitNanos());
        }
    }

    private static final class Bucket {
        private final double perSecond;
        private double units;
        private long filledNanos = System.nanoTime();

        Bucket(double perSecond) {
            this.perSecond = perSecond;
            this.units = perSecond;
        }

        synchronized void take(double taken) {
            if (perSecond > 0) {
                fill();
                units -= taken;
            }
        }

        synchronized long waitNanos() {
            if (perSecond <= 0) {
                return 0;
            }
            fill();
            return units >= 0 ? 0 : (long) Math.ceil(-units / perSecond * TimeUnit.SECONDS.toNanos(1));
        }

        private void fill() {
            long now = System.nanoTime();
            units = Math.min(perSecond, units + (now - filledNanos) / 1e9 * perSecond);
            filledNanos = now;
        }
    }
}
