package org.dynamojdbc.error;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Failures of calls become SQL failures, told apart by error code and by what the driver was doing, never by message text,
 * which differs between the service and its stand-ins.
 */
public final class DynamoErrors {
    private static final Map<String, SqlState> STATES = Map.ofEntries(
            Map.entry("ConditionalCheckFailedException", SqlState.SERIALIZATION_FAILURE),
            Map.entry("ConditionalCheckFailed", SqlState.SERIALIZATION_FAILURE),
            Map.entry("DuplicateItemException", SqlState.UNIQUE_VIOLATION),
            Map.entry("DuplicateItem", SqlState.UNIQUE_VIOLATION),
            Map.entry("TransactionCanceledException", SqlState.SERIALIZATION_FAILURE),
            Map.entry("TransactionConflictException", SqlState.SERIALIZATION_FAILURE),
            Map.entry("TransactionConflict", SqlState.SERIALIZATION_FAILURE),
            Map.entry("TransactionInProgressException", SqlState.SERIALIZATION_FAILURE),
            Map.entry("ReplicatedWriteConflictException", SqlState.SERIALIZATION_FAILURE),
            Map.entry("IdempotentParameterMismatchException", SqlState.INVALID_TRANSACTION_STATE),
            Map.entry("ProvisionedThroughputExceededException", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("ProvisionedThroughputExceeded", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("ThrottlingException", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("ThrottlingError", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("Throttling", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("RequestLimitExceeded", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("LimitExceededException", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("ItemCollectionSizeLimitExceededException", SqlState.PROGRAM_LIMIT_EXCEEDED),
            Map.entry("ItemCollectionSizeLimitExceeded", SqlState.PROGRAM_LIMIT_EXCEEDED),
            Map.entry("ValidationException", SqlState.INVALID_PARAMETER_VALUE),
            Map.entry("ValidationError", SqlState.INVALID_PARAMETER_VALUE),
            Map.entry("SerializationException", SqlState.INVALID_PARAMETER_VALUE),
            Map.entry("ResourceNotFoundException", SqlState.UNDEFINED_TABLE),
            Map.entry("ResourceNotFound", SqlState.UNDEFINED_TABLE),
            Map.entry("TableNotFoundException", SqlState.UNDEFINED_TABLE),
            Map.entry("ResourceInUseException", SqlState.OBJECT_IN_USE),
            Map.entry("AccessDeniedException", SqlState.INSUFFICIENT_PRIVILEGE),
            Map.entry("AccessDenied", SqlState.INSUFFICIENT_PRIVILEGE),
            Map.entry("UnrecognizedClientException", SqlState.INVALID_AUTHORIZATION),
            Map.entry("InvalidSignatureException", SqlState.INVALID_AUTHORIZATION),
            Map.entry("IncompleteSignatureException", SqlState.INVALID_AUTHORIZATION),
            Map.entry("MissingAuthenticationToken", SqlState.INVALID_AUTHORIZATION),
            Map.entry("MissingAuthenticationTokenException", SqlState.INVALID_AUTHORIZATION),
            Map.entry("ExpiredTokenException", SqlState.INVALID_AUTHORIZATION),
            Map.entry("InternalServerError", SqlState.SYSTEM_ERROR),
            Map.entry("ThrottledException", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("TooManyRequestsException", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("RequestLimitExceededException", SqlState.CONFIGURATION_LIMIT_EXCEEDED),
            Map.entry("TableInUseException", SqlState.OBJECT_IN_USE),
            Map.entry("TableAlreadyExistsException", SqlState.DUPLICATE_TABLE),
            Map.entry("IndexNotFoundException", SqlState.UNDEFINED_OBJECT),
            Map.entry("UnrecognizedClient", SqlState.INVALID_AUTHORIZATION),
            Map.entry("InvalidClientTokenId", SqlState.INVALID_AUTHORIZATION),
            Map.entry("SignatureDoesNotMatch", SqlState.INVALID_AUTHORIZATION),
            Map.entry("ExpiredToken", SqlState.INVALID_AUTHORIZATION),
            Map.entry("RequestExpired", SqlState.INVALID_AUTHORIZATION),
            Map.entry("InternalServerErrorException", SqlState.SYSTEM_ERROR),
            Map.entry("InternalFailure", SqlState.SYSTEM_ERROR),
            Map.entry("ServiceUnavailable", SqlState.SYSTEM_ERROR),
            Map.entry("UnknownOperation", SqlState.FEATURE_NOT_SUPPORTED),
            Map.entry("UnknownOperationException", SqlState.FEATURE_NOT_SUPPORTED));

    /** Parts of what the service says of requests that are invalid because something is too large. */
    private static final Map<String, SqlState> LIMITS = Map.of(
            "exceeded the maximum allowed size", SqlState.PROGRAM_LIMIT_EXCEEDED,
            "Number overflow", SqlState.NUMERIC_OUT_OF_RANGE,
            "Number underflow", SqlState.NUMERIC_OUT_OF_RANGE,
            "precision up to 38 digits", SqlState.NUMERIC_OUT_OF_RANGE,
            "more than 38 significant digits", SqlState.NUMERIC_OUT_OF_RANGE);

    private static final List<String> GRAVEST_FIRST = List.of(
            "ValidationError",
            "ConditionalCheckFailed",
            "DuplicateItem",
            "ItemCollectionSizeLimitExceeded",
            "TransactionConflict",
            "ProvisionedThroughputExceeded",
            "ThrottlingError");

    private DynamoErrors() {}

    /**
     * The failure of a call.
     *
     * @param action what was being done, as in {@code "Query on orders"}
     */
    public static SqlFailure from(RuntimeException exception, String action) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SqlFailure failure) {
                return failure;
            }
        }
        if (exception instanceof AwsServiceException service) {
            return ofService(service, action);
        }
        if (exception instanceof ApiCallTimeoutException || exception instanceof ApiCallAttemptTimeoutException) {
            return new SqlFailure(
                    SqlState.TIMEOUT, action + " was not answered in time; raise the time-out or read less", exception);
        }
        if (exception instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return new SqlFailure(SqlState.QUERY_CANCELED, action + " was canceled", exception);
        }
        if (exception instanceof SdkClientException client) {
            return ofClient(client, action);
        }
        return new SqlFailure(SqlState.GENERAL, action + " failed: " + exception.getMessage(), exception);
    }

    private static SqlFailure ofService(AwsServiceException exception, String action) {
        String code = exception.awsErrorDetails() == null
                ? ""
                : exception.awsErrorDetails().errorCode();
        String said = exception.awsErrorDetails() == null
                ? exception.getMessage()
                : exception.awsErrorDetails().errorMessage();
        String known = code == null ? "" : code;
        String request = exception.requestId() == null ? "" : ", request " + exception.requestId();
        return new SqlFailure(
                worst(exception, state(known, said, exception.statusCode())),
                action + " failed: " + (said == null || said.isEmpty() ? "the server gave no reason" : said)
                        + reasons(exception) + " (" + (known.isEmpty() ? "no code" : known) + request + ")",
                exception,
                exception.statusCode());
    }

    /** The first throttling reason with what it throttles, or why each write of a transaction was refused. */
    private static String reasons(AwsServiceException exception) {
        List<ThrottlingReason> throttles = List.of();
        if (exception instanceof ProvisionedThroughputExceededException provisioned) {
            throttles = provisioned.throttlingReasons();
        } else if (exception instanceof RequestLimitExceededException limit) {
            throttles = limit.throttlingReasons();
        } else if (exception instanceof ThrottlingException throttling) {
            throttles = throttling.throttlingReasons();
        } else if (exception instanceof TransactionCanceledException canceled) {
            return canceled.cancellationReasons().isEmpty()
                    ? ""
                    : "; by write: "
                            + canceled.cancellationReasons().stream()
                                    .map(r -> r.code() == null ? "None" : r.code())
                                    .collect(Collectors.joining(", "));
        }
        return throttles.isEmpty()
                ? ""
                : "; throttled by " + throttles.get(0).reason() + " of "
                        + throttles.get(0).resource();
    }

    /** A canceled transaction has the state of its gravest reason. */
    private static SqlState worst(AwsServiceException exception, SqlState otherwise) {
        if (!(exception instanceof TransactionCanceledException canceled)) {
            return otherwise;
        }
        List<String> codes = canceled.cancellationReasons().stream()
                .map(CancellationReason::code)
                .filter(Objects::nonNull)
                .toList();
        return GRAVEST_FIRST.stream()
                .filter(codes::contains)
                .findFirst()
                .map(code -> state(code, message(canceled, code), exception.statusCode()))
                .orElse(otherwise);
    }

    private static @Nullable String message(TransactionCanceledException canceled, String code) {
        return canceled.cancellationReasons().stream()
                .filter(reason -> code.equals(reason.code()))
                .map(CancellationReason::message)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * The condition of an error code; codes nobody knows go by the HTTP status.
     *
     * @param message what the server said: it tells apart what an invalid request is
     */
    public static SqlState state(String code, @Nullable String message, int httpStatus) {
        SqlState state = STATES.get(code);
        if (state == SqlState.INVALID_PARAMETER_VALUE && message != null) {
            return LIMITS.entrySet().stream()
                    .filter(limit -> message.contains(limit.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(state);
        }
        if (state != null) {
            return state;
        }
        return httpStatus >= 500 ? SqlState.SYSTEM_ERROR : SqlState.GENERAL;
    }

    private static SqlFailure ofClient(SdkClientException exception, String action) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.ConnectException
                    || cause instanceof java.net.UnknownHostException
                    || cause instanceof java.net.NoRouteToHostException
                    || cause instanceof javax.net.ssl.SSLException
                    || cause instanceof ConnectTimeoutException) {
                return new SqlFailure(
                        SqlState.CONNECTION_FAILED,
                        action + " failed: the server cannot be reached (" + cause.getMessage()
                                + "); check region, endpoint and network",
                        exception);
            }
            if (cause instanceof java.net.SocketTimeoutException) {
                return new SqlFailure(
                        SqlState.TIMEOUT, action + " was not answered in time; see socketTimeoutMs", exception);
            }
            if (cause instanceof java.io.IOException) {
                return new SqlFailure(
                        SqlState.CONNECTION_LOST,
                        action + " failed: the connection broke: " + cause.getMessage(),
                        exception);
            }
        }
        return new SqlFailure(SqlState.GENERAL, action + " failed in the client: " + exception.getMessage(), exception);
    }
}
