package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.ItemChange.Requirement;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Truth;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Commits a transaction: one TransactWriteItems, sent again under the same client token while its answer is unknown or
 * the server only puts it off. The token makes a repetition of what was done succeed without doing it twice (API
 * reference, TransactWriteItems, ClientRequestToken: within ten minutes).
 */
final class TransactionWriter {
    private static final String ACTION = "COMMIT (TransactWriteItems)";
    private static final int MAX_TRIES = 8;

    /** Reasons that may be gone a moment later. */
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError");

    private static final Set<String> THROTTLES = Set.of(
            "ProvisionedThroughputExceededException",
            "ThrottlingException",
            "RequestLimitExceeded",
            "RequestLimitExceededException");

    private final DynamoDbClient client;

    TransactionWriter(DynamoDbClient client) {
        this.client = client;
    }

    /** @throws CommitFailure when it was not committed, or that is unknown */
    void commit(TransactionWrites writes, String token, StatementContext context) {
        List<ItemChange> changes = writes.inOrder();
        TransactWriteItemsRequest request = TransactionRequest.of(changes, token);
        Backoff backoff = new Backoff(ACTION, context);
        boolean unknown = false;
        for (int attempt = 1; ; attempt++) {
            SdkException failed;
            try {
                TransactWriteItemsResponse answer = send(request, context);
                context.meter().written(answer.consumedCapacity());
                context.meter().collections(answer.itemCollectionMetrics());
                context.meter()
                        .wrote(changes.stream()
                                .filter(change -> !(change.effect() instanceof ItemChange.Effect.Nothing))
                                .count());
                return;
            } catch (SdkException failure) {
                failed = failure;
            } catch (SqlFailure stopped) {
                throw unknown ? outcomeUnknown(stopped) : new CommitFailure(stopped, List.of());
            }
            if (isUnknown(failed)) {
                unknown = true;
            } else if (!isPassing(failed)) {
                // A refusal of the repetition says nothing of what was sent before, a cancellation does.
                throw unknown && !(failed instanceof TransactionCanceledException)
                        ? outcomeUnknown(failed)
                        : refused(failed, changes);
            } else if (failed instanceof TransactionCanceledException) {
                // A cancellation answers for the token: whatever was sent before is not done.
                unknown = false;
            }
            if (attempt == MAX_TRIES
                    || context.isCanceled()
                    || Thread.currentThread().isInterrupted()) {
                throw unknown ? outcomeUnknown(failed) : refused(failed, changes);
            }
            try {
                backoff.pause();
            } catch (SqlFailure stopped) {
                throw unknown ? outcomeUnknown(failed) : new CommitFailure(stopped, List.of());
            }
        }
    }

    private TransactWriteItemsResponse send(TransactWriteItemsRequest request, StatementContext context) {
        context.meter().call();
        return context.interruptibly(() -> client.transactWriteItems(
                request.toBuilder().overrideConfiguration(Calls.limits(context)).build()));
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

    private static String code(CancellationReason reason) {
        return reason.code() == null ? "None" : reason.code();
    }

    private static CommitFailure outcomeUnknown(RuntimeException cause) {
        return new CommitFailure(
                new SqlFailure(
                        SqlState.COMPLETION_UNKNOWN,
                        ACTION
                                + " was sent and not answered, so whether the transaction is committed is unknown: it was"
                                + " wholly or not at all; read its items to find out (" + cause.getMessage() + ")",
                        cause),
                List.of());
    }

    private static CommitFailure refused(SdkException failed, List<ItemChange> changes) {
        if (!(failed instanceof TransactionCanceledException canceled)) {
            return new CommitFailure(DynamoErrors.from(failed, ACTION), List.of());
        }
        List<SqlFailure> reasons = new ArrayList<>();
        for (int i = 0; i < canceled.cancellationReasons().size() && i < changes.size(); i++) {
            CancellationReason reason = canceled.cancellationReasons().get(i);
            if (!code(reason).equals("None")) {
                reasons.add(reason(changes.get(i), reason, canceled));
            }
        }
        if (reasons.isEmpty()) {
            return new CommitFailure(DynamoErrors.from(failed, ACTION), List.of());
        }
        reasons.sort((a, b) -> Integer.compare(gravity(a), gravity(b)));
        SqlFailure gravest = reasons.get(0);
        String others = reasons.size() == 1 ? "" : " (and " + (reasons.size() - 1) + " more, chained)";
        return new CommitFailure(
                new SqlFailure(
                        gravest.state(),
                        "the transaction of " + changes.size() + " items was rolled back: " + gravest.getMessage()
                                + others,
                        canceled,
                        canceled.statusCode()),
                reasons);
    }

    private static final List<SqlState> GRAVEST_FIRST = List.of(
            SqlState.UNIQUE_VIOLATION,
            SqlState.PROGRAM_LIMIT_EXCEEDED,
            SqlState.SERIALIZATION_FAILURE,
            SqlState.CONFIGURATION_LIMIT_EXCEEDED);

    /** What no repetition will change stands before what one may; anything else is a mistake in the statement. */
    private static int gravity(SqlFailure failure) {
        return GRAVEST_FIRST.indexOf(failure.state());
    }

    private static SqlFailure reason(
            ItemChange change, CancellationReason reason, TransactionCanceledException canceled) {
        String code = code(reason);
        if (code.equals("ConditionalCheckFailed") || code.equals("DuplicateItem")) {
            return conditionFailed(change, reason.hasItem() ? reason.item() : Map.of(), canceled);
        }
        String said = reason.message() == null || reason.message().isEmpty() ? "" : ": " + reason.message();
        String hint =
                switch (code) {
                    case "TransactionConflict" -> "; another transaction held the item, run the transaction again";
                    case "ProvisionedThroughputExceeded", "ThrottlingError" -> "; the table is throttled, try again"
                            + " later or raise its capacity";
                    default -> "";
                };
        return new SqlFailure(
                DynamoErrors.state(code, reason.message(), canceled.statusCode()),
                statements(change) + " failed" + said + " (" + code + ")" + hint,
                canceled,
                canceled.statusCode());
    }

    private static String statements(ItemChange change) {
        return change.requirements().isEmpty()
                ? "a write of " + change.table().name() + " " + WriteFailures.keyText(change.key())
                : change.requirements().get(0).statement();
    }

    /** Finds the statement whose condition the item did not fulfil: several may share the one action. */
    private static SqlFailure conditionFailed(
            ItemChange change, Map<String, AttributeValue> item, TransactionCanceledException canceled) {
        Requirement failed = change.requirements().stream()
                .filter(r -> Evaluator.evaluate(r.condition(), item) != Truth.TRUE)
                .findFirst()
                .orElse(change.requirements().get(0));
        boolean duplicate = failed.otherwise() == SqlState.UNIQUE_VIOLATION;
        String why = duplicate
                ? "an item with this key exists; use UPSERT to replace it"
                : item.isEmpty()
                        ? "there is no such item, or what the statement requires of it does not hold"
                        : "the item is not as the statement requires";
        return new SqlFailure(failed.otherwise(), failed.statement() + ": " + why, canceled, canceled.statusCode());
    }
}
