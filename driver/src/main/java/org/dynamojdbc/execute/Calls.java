package org.dynamojdbc.execute;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** What every call has in common: cancellation, time limit, metering and the translation of errors. */
final class Calls {
    private static final long FIRST_BACKOFF_MS = 25;
    private static final long LONGEST_BACKOFF_MS = 5_000;

    /** Rounds of resubmitting what a batch left over; with the backoff about a minute. */
    static final int MOST_ROUNDS = 18;

    private Calls() {}

    static <T> T send(String what, StatementContext context, Supplier<T> call) {
        context.check();
        context.meter().call();
        try {
            return call.get();
        } catch (SdkException thrown) {
            context.check();
            throw AwsErrors.failure(what, thrown);
        }
    }

    /** The statement's remaining time as the limit of one call. */
    static AwsRequestOverrideConfiguration limits(StatementContext context) {
        AwsRequestOverrideConfiguration.Builder builder = AwsRequestOverrideConfiguration.builder();
        Duration remaining = context.remaining();
        if (remaining != null) {
            builder.apiCallTimeout(remaining.isZero() ? Duration.ofMillis(1) : remaining);
        }
        return builder.build();
    }

    static double units(@Nullable ConsumedCapacity capacity) {
        return capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
    }

    /** Refuses to go on when the statement's budget is used up. */
    static void requireBudget(double maxReadUnits, StatementContext context) {
        if (maxReadUnits > 0 && context.meter().readUnits() >= maxReadUnits) {
            throw new SqlFailure(
                    SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                    "the statement has consumed " + context.meter().readUnits() + " read units and may consume "
                            + maxReadUnits + "; raise maxReadUnits or the hint MAX_RCU, or read less");
        }
    }

    /** Waits before the next round of a batch, longer each time and never exactly as long as others do. */
    static void backOff(int round, StatementContext context) {
        context.meter().retried();
        long most = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(round, 16));
        long until = System.nanoTime()
                + Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1))
                        .toNanos();
        try {
            while (System.nanoTime() < until) {
                context.check();
                Thread.sleep(Math.min(50, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SqlFailure(SqlState.QUERY_CANCELED, "the statement was interrupted", interrupted);
        }
    }
}
