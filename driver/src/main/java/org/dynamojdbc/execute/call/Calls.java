package org.dynamojdbc.execute.call;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.dynamojdbc.client.Attempts;
import org.dynamojdbc.client.RequestBody;
import org.dynamojdbc.client.StreamedItems;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Sends calls: metered, canceled and timed with their statement, failures translated. */
public final class Calls {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private Calls() {}

    /** One call. */
    public static <T> T send(String action, StatementContext context, Supplier<T> call) {
        context.beforeCall();
        context.meter().call();
        return free(action, context, call);
    }

    /** One call that costs nothing. */
    static <T> T free(String action, StatementContext context, Supplier<T> call) {
        try {
            return context.interruptibly(call);
        } catch (SdkException failed) {
            if (context.isCanceled()) {
                throw new SqlFailure(SqlState.QUERY_CANCELED, "the statement was canceled", failed);
            }
            context.check();
            Duration networkTimeout = context.networkTimeout();
            if (networkTimeout != null && failed instanceof ApiCallTimeoutException) {
                throw new SqlFailure(
                        SqlState.TIMEOUT,
                        action + " was not answered within the connection's network timeout of "
                                + networkTimeout.toMillis() + " ms; raise setNetworkTimeout or read less",
                        failed);
            }
            throw DynamoErrors.from(failed, action);
        }
    }

    /** The nearer of the statement's and the connection's time limit as the call's, null when there is none. */
    public static @Nullable AwsRequestOverrideConfiguration limits(StatementContext context) {
        Duration remaining = context.callTimeout();
        String application = context.limits().application();
        if (remaining == null && application.isEmpty()) {
            return null;
        }
        AwsRequestOverrideConfiguration.Builder limits = AwsRequestOverrideConfiguration.builder();
        if (remaining != null) {
            limits.apiCallTimeout(remaining);
        }
        if (!application.isEmpty()) {
            limits.addApiName(name -> name.name("application").version(application));
        }
        return limits.build();
    }

    /** The same limits for a call that has no more time than this. */
    public static AwsRequestOverrideConfiguration limits(StatementContext context, Duration most) {
        AwsRequestOverrideConfiguration limits = limits(context);
        Duration statement = context.callTimeout();
        // The SDK takes no time limit that is over.
        Duration left = most.compareTo(SHORTEST) < 0 ? SHORTEST : most;
        return (limits == null ? AwsRequestOverrideConfiguration.builder() : limits.toBuilder())
                .apiCallTimeout(statement == null || statement.compareTo(left) > 0 ? left : statement)
                .build();
    }

    /** The configuration of a call whose items go past the SDK; limited like every other. */
    public static AwsRequestOverrideConfiguration streaming(StreamedItems items, StatementContext context) {
        AwsRequestOverrideConfiguration.Builder configuration =
                AwsRequestOverrideConfiguration.builder().putExecutionAttribute(StreamedItems.ATTRIBUTE, items);
        Duration limit = context.callTimeout();
        return limit == null
                ? configuration.build()
                : configuration.apiCallTimeout(limit).build();
    }

    /** The same limits, and who is told of the call's attempts. */
    public static AwsRequestOverrideConfiguration limits(StatementContext context, Attempts attempts) {
        AwsRequestOverrideConfiguration limits = limits(context);
        return (limits == null ? AwsRequestOverrideConfiguration.builder() : limits.toBuilder())
                .putExecutionAttribute(Attempts.ATTRIBUTE, attempts)
                .build();
    }

    /** The same for a call that sends this body. */
    public static AwsRequestOverrideConfiguration limits(
            StatementContext context, Attempts attempts, RequestBody body) {
        return limits(context, attempts).toBuilder()
                .putExecutionAttribute(RequestBody.ATTRIBUTE, body)
                .build();
    }

    static double units(@Nullable ConsumedCapacity capacity) {
        return capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
    }

    static double units(List<ConsumedCapacity> capacities) {
        return capacities.stream().mapToDouble(Calls::units).sum();
    }

    /** Refuses to go on when the statement has consumed more than its budget. */
    public static void checkBudget(ReadOptions options, StatementContext context) {
        if (options.maxReadUnits() > 0 && context.meter().whole().readUnits() > options.maxReadUnits()) {
            throw new SqlFailure(
                    SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                    "the statement has consumed " + context.meter().whole().readUnits()
                            + " read units, more than its budget of " + options.maxReadUnits()
                            + " (maxReadUnits or the hint MAX_RCU); read less or raise it");
        }
    }
}
