package org.dynamojdbc.execute;

import java.util.Set;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Gives each error of the service and of the SDK its SQLSTATE. */
final class AwsErrors {
    private static final Set<String> THROTTLES = Set.of(
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "ThrottlingException",
            "ThrottlingError",
            "Throttling",
            "ProvisionedThroughputExceeded",
            "LimitExceededException");
    private static final Set<String> BAD_CREDENTIALS = Set.of(
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken",
            "IncompleteSignatureException",
            "ExpiredTokenException");

    private AwsErrors() {}

    /** @param what the call and its table, such as "Query of orders" */
    static SqlFailure failure(String what, SdkException thrown) {
        if (thrown instanceof AwsServiceException refused) {
            String code = refused.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(refused.awsErrorDetails().errorCode());
            String message = refused.awsErrorDetails() == null
                    ? refused.getMessage()
                    : refused.awsErrorDetails().errorMessage();
            return new SqlFailure(
                    state(code, refused.statusCode()),
                    what + " was refused: " + message + " (" + code + ", request " + refused.requestId() + ")",
                    refused,
                    refused.statusCode());
        }
        if (thrown instanceof ApiCallTimeoutException) {
            return new SqlFailure(
                    SqlState.TIMEOUT,
                    what + " took longer than the statement's query timeout; raise setQueryTimeout or read less",
                    thrown);
        }
        if (thrown instanceof AbortedException) {
            return new SqlFailure(SqlState.QUERY_CANCELED, what + " was interrupted", thrown);
        }
        if (thrown instanceof SdkClientException
                && String.valueOf(thrown.getMessage()).contains("credentials")) {
            return new SqlFailure(
                    SqlState.INVALID_AUTHORIZATION,
                    what + " could not be signed: no usable AWS credentials; give accessKeyId and secretAccessKey, a"
                            + " profile, or set up the SDK's default chain",
                    thrown);
        }
        return new SqlFailure(
                SqlState.CONNECTION_LOST,
                what + " got no answer: " + thrown.getMessage() + "; check endpoint, region and network",
                thrown);
    }

    /** The failure of one entry of a batch. */
    static SqlFailure entry(String what, @Nullable String code, @Nullable String message) {
        String name = code == null ? "" : code;
        return new SqlFailure(state(name, 0), what + " was refused: " + message + " (" + name + ")");
    }

    private static SqlState state(String code, int status) {
        if (THROTTLES.contains(code)) {
            return SqlState.CONFIGURATION_LIMIT_EXCEEDED;
        }
        if (BAD_CREDENTIALS.contains(code)) {
            return SqlState.INVALID_AUTHORIZATION;
        }
        return switch (code) {
            case "ResourceNotFoundException", "ResourceNotFound", "TableNotFoundException" -> SqlState.UNDEFINED_TABLE;
            case "ResourceInUseException" -> SqlState.OBJECT_IN_USE;
            case "AccessDeniedException", "AccessDenied" -> SqlState.INSUFFICIENT_PRIVILEGE;
            case "ConditionalCheckFailedException", "ConditionalCheckFailed" -> SqlState.CHECK_VIOLATION;
            case "DuplicateItemException", "DuplicateItem" -> SqlState.UNIQUE_VIOLATION;
            case "TransactionConflictException",
                    "TransactionConflict",
                    "TransactionInProgressException",
                    "TransactionCanceledException" -> SqlState.SERIALIZATION_FAILURE;
            case "ItemCollectionSizeLimitExceededException", "ItemCollectionSizeLimitExceeded" -> SqlState
                    .PROGRAM_LIMIT_EXCEEDED;
            case "ValidationException", "ValidationError" -> SqlState.INVALID_PARAMETER_VALUE;
            default -> status >= 500 || code.startsWith("InternalServer") ? SqlState.SYSTEM_ERROR : SqlState.GENERAL;
        };
    }
}
