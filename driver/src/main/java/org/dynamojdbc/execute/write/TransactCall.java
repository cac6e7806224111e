package org.dynamojdbc.execute.write;

import java.time.Duration;
import java.util.Set;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Backoff;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.StatementContext;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Sends one TransactWriteItems, again under the same client token while its answer is unknown or the server only puts it
 * off. The token makes a repetition of what was done succeed without doing it twice (API reference, TransactWriteItems,
 * ClientRequestToken: within ten minutes).
 */
final class TransactCall {
    private static final int MAX_TRIES = 8;
    /** A token is good for ten minutes: what was done before would be done again by a repetition after them. */
    private static final Duration REPEATABLE = Duration.ofMinutes(5);

    /** Reasons that may be gone a moment later. */
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError");

    private static final Set<String> THROTTLES = Set.of(
            "ProvisionedThroughputExceededException",
            "ThrottlingException",
            "RequestLimitExceeded",
            "RequestLimitExceededException");

    private final DynamoDbClient client;
    private final String action;

    /** @param action names the transaction in messages */
    TransactCall(DynamoDbClient client, String action) {
        this.client = client;
        this.action = action;
    }

    /**
     * Returns when the transaction is done.
     *
     * @param request with a client token
     * @throws TransactionCanceledException when the server refuses it, in its last answer too
     * @throws SqlFailure for any other end; 40003 when it is unknown whether the transaction was done
     */
    void send(TransactWriteItemsRequest request, StatementContext context) {
        Backoff backoff = new Backoff(action, context);
        boolean unknown = false;
        long sent = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            SdkException failed;
            try {
                if (!unknown) {
                    sent = System.nanoTime();
                }
                TransactWriteItemsResponse answer = once(request, left(sent, context), context);
                context.meter().written(answer.consumedCapacity());
                context.meter().collections(answer.itemCollectionMetrics());
                return;
            } catch (SdkException failure) {
                failed = failure;
            } catch (SqlFailure stopped) {
                throw unknown ? outcomeUnknown(stopped) : stopped;
            }
            if (isUnknown(failed)) {
                unknown = true;
            } else if (!isPassing(failed)) {
                // A refusal of the repetition says nothing of what was sent before, a cancellation does.
                throw unknown && !(failed instanceof TransactionCanceledException)
                        ? outcomeUnknown(failed)
                        : refused(failed);
            } else if (failed instanceof TransactionCanceledException) {
                // A cancellation answers for the token: whatever was sent before is not done.
                unknown = false;
            }
            if (attempt == MAX_TRIES
                    || (unknown && left(sent, context).isNegative())
                    || context.isCanceled()
                    || Thread.currentThread().isInterrupted()) {
                throw unknown ? outcomeUnknown(failed) : refused(failed);
            }
            try {
                backoff.pause();
            } catch (SqlFailure stopped) {
                throw unknown ? outcomeUnknown(failed) : stopped;
            }
        }
    }

    /** Time left for an answer: the connection's network timeout is for all that is sent to get one. */
    private static Duration left(long sent, StatementContext context) {
        Duration limit = context.networkTimeout();
        Duration most = limit == null || limit.compareTo(REPEATABLE) > 0 ? REPEATABLE : limit;
        return most.minusNanos(System.nanoTime() - sent);
    }

    private TransactWriteItemsResponse once(
            TransactWriteItemsRequest request, Duration left, StatementContext context) {
        context.beforeCall();
        context.meter().call();
        AwsRequestOverrideConfiguration limits = Calls.limits(context, left);
        return context.interruptibly(() -> client.transactWriteItems(
                request.toBuilder().overrideConfiguration(limits).build()));
    }

    private RuntimeException refused(SdkException failed) {
        return failed instanceof TransactionCanceledException ? failed : DynamoErrors.from(failed, action);
    }

    /** Whether the server may have done, or may still be doing, what was asked. */
    private static boolean isUnknown(SdkException failed) {
        if (failed instanceof TransactionInProgressException) {
            return true;
        }
        if (failed instanceof AwsServiceException service) {
            return service.statusCode() >= 500;
        }
        return !wasNeverSent(failed);
    }

    /** Only when every attempt failed to connect: the SDK keeps the earlier ones as suppressed exceptions. */
    private static boolean wasNeverSent(SdkException failed) {
        int attempts = failed.numAttempts() == null ? 1 : failed.numAttempts();
        if (!isConnectFailure(failed) || (attempts > 1 && failed.getSuppressed().length < attempts - 1)) {
            return false;
        }
        for (Throwable earlier : failed.getSuppressed()) {
            String message = String.valueOf(earlier.getMessage());
            if (!isConnectFailure(earlier) && !message.contains("Connect")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isConnectFailure(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.ConnectException
                    || cause instanceof java.net.UnknownHostException
                    || cause instanceof java.net.NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(SdkException failed) {
        if (failed instanceof TransactionCanceledException canceled) {
            return !canceled.cancellationReasons().isEmpty()
                    && canceled.cancellationReasons().stream().allMatch(r -> PASSING.contains(code(r)));
        }
        return failed instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && THROTTLES.contains(String.valueOf(service.awsErrorDetails().errorCode()));
    }

    /** The reason's code, "None" for an action that was no reason. */
    static String code(CancellationReason reason) {
        return reason.code() == null ? "None" : reason.code();
    }

    private SqlFailure outcomeUnknown(RuntimeException cause) {
        return new SqlFailure(
                SqlState.COMPLETION_UNKNOWN,
                action
                        + " was sent and not answered, so whether the transaction is committed is unknown: it was wholly"
                        + " or not at all; read its items to find out (" + cause.getMessage() + ")",
                cause);
    }
}
