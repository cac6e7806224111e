package org.dynamojdbc.jdbc;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.dynamojdbc.execute.call.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Tells the logger {@code org.dynamojdbc.statement} what each statement took when it is done: its text, never the values of
 * its parameters. Beside what the property asks for, everything is told at level DEBUG.
 */
final class StatementLog {
    private static final System.Logger LOGGER = System.getLogger("org.dynamojdbc.statement");
    private static final int LONGEST_TEXT = 2_000;

    private final Detail detail;
    private final long slowNanos;

    /** Which statements are told. */
    enum Detail {
        OFF,
        SLOW,
        ALL
    }

    /** @param slowMillis what {@link Detail#SLOW} calls slow */
    StatementLog(Detail detail, long slowMillis) {
        this.detail = detail;
        this.slowNanos = TimeUnit.MILLISECONDS.toNanos(slowMillis);
    }

    void done(String sql, Statistics statistics, @Nullable Throwable failure) {
        boolean slow = statistics.totalNanos() >= slowNanos;
        System.Logger.Level level =
                switch (detail) {
                    case ALL -> System.Logger.Level.INFO;
                    case SLOW -> slow ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
                    case OFF -> System.Logger.Level.DEBUG;
                };
        if (LOGGER.isLoggable(level)) {
            LOGGER.log(level, () -> sentence(sql, statistics, failure));
        }
    }

    private static String sentence(String sql, Statistics statistics, @Nullable Throwable failure) {
        String shown = sql.length() > LONGEST_TEXT ? sql.substring(0, LONGEST_TEXT) + "..." : sql;
        return String.format(
                Locale.ROOT,
                "%s: %.1f ms, %d calls, %d items read, %d rows, %.1f read units, %.1f write units, %d retries%s",
                shown,
                statistics.totalNanos() / 1e6,
                statistics.calls(),
                statistics.itemsRead(),
                statistics.itemsReturned(),
                statistics.readUnits(),
                statistics.writeUnits(),
                statistics.retries(),
                failure == null ? "" : ", failed: " + failure.getMessage());
    }
}
