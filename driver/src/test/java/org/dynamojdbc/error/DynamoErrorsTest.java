package org.dynamojdbc.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientException;
import java.util.Arrays;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class DynamoErrorsTest {
    private static AwsErrorDetails details(String code, String message) {
        return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    }

    private static RuntimeException service(String code, int status) {
        return DynamoDbException.builder()
                .statusCode(status)
                .requestId("R1")
                .awsErrorDetails(details(code, "said so"))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "ConditionalCheckFailedException, 400, 40001",
        "DuplicateItemException, 400, 23505",
        "DuplicateItem, 400, 23505",
        "TransactionCanceledException, 400, 40001",
        "TransactionConflictException, 400, 40001",
        "TransactionInProgressException, 400, 40001",
        "ReplicatedWriteConflictException, 400, 40001",
        "IdempotentParameterMismatchException, 400, 25000",
        "ProvisionedThroughputExceededException, 400, 53400",
        "ThrottlingException, 400, 53400",
        "RequestLimitExceeded, 400, 53400",
        "LimitExceededException, 400, 53400",
        "ItemCollectionSizeLimitExceededException, 400, 54000",
        "ValidationException, 400, 22023",
        "SerializationException, 400, 22023",
        "ResourceNotFoundException, 400, 42P01",
        "TableNotFoundException, 400, 42P01",
        "IndexNotFoundException, 400, 42704",
        "TableAlreadyExistsException, 400, 42P07",
        "ResourceInUseException, 400, 55006",
        "TableInUseException, 400, 55006",
        "AccessDeniedException, 400, 42501",
        "UnrecognizedClientException, 400, 28000",
        "InvalidSignatureException, 400, 28000",
        "MissingAuthenticationToken, 403, 28000",
        "ExpiredTokenException, 400, 28000",
        "InternalServerError, 500, 58000",
        "UnknownOperationException, 400, 0A000",
        "NeverHeardOf, 400, HY000",
        "NeverHeardOf, 503, 58000"
    })
    void everyErrorCodeHasItsState(String code, int status, String state) {
        SqlFailure failure = DynamoErrors.from(service(code, status), "Query on orders");
        assertThat(failure.state().code()).isEqualTo(state);
        assertThat(failure.vendorCode()).isEqualTo(status);
        assertThat(failure).hasMessage("Query on orders failed: said so (" + code + ", request R1)");
        SQLException seen = failure.toSqlException();
        assertThat(seen.getSQLState()).isEqualTo(state);
        assertThat(seen.getErrorCode()).isEqualTo(status);
        assertThat(seen.getCause()).isInstanceOf(DynamoDbException.class);
    }

    @Test
    void aThrottleNamesItsFirstReasonAndIsTransient() {
        SqlFailure failure = DynamoErrors.from(
                ProvisionedThroughputExceededException.builder()
                        .throttlingReasons(ThrottlingReason.builder()
                                .reason("TableReadProvisionedThroughputExceeded")
                                .resource("arn:orders")
                                .build())
                        .awsErrorDetails(details("ProvisionedThroughputExceededException", "slow down"))
                        .statusCode(400)
                        .build(),
                "Scan on orders");
        assertThat(failure).hasMessageContaining("throttled by TableReadProvisionedThroughputExceeded of arn:orders");
        assertThatObject(failure.toSqlException()).isInstanceOf(SQLTransientException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "None ValidationError TransactionConflict, 22023",
        "TransactionConflict ConditionalCheckFailed, 40001",
        "None DuplicateItem, 23505",
        "ThrottlingError None, 53400",
        "ProvisionedThroughputExceeded ItemCollectionSizeLimitExceeded, 54000",
        "None None, 40001"
    })
    void aCanceledTransactionHasTheStateOfItsGravestReason(String reasons, String state) {
        SqlFailure failure = DynamoErrors.from(
                TransactionCanceledException.builder()
                        .cancellationReasons(Arrays.stream(reasons.split(" "))
                                .map(code ->
                                        CancellationReason.builder().code(code).build())
                                .toList())
                        .awsErrorDetails(details("TransactionCanceledException", "canceled"))
                        .statusCode(400)
                        .build(),
                "commit");
        assertThat(failure.state().code()).isEqualTo(state);
        assertThat(failure).hasMessageContaining("by write: " + reasons.replace(" ", ", "));
    }

    private static void clientFailure(RuntimeException exception, SqlState state) {
        SqlFailure failure = DynamoErrors.from(exception, "GetItem on orders");
        assertThat(failure.state()).isEqualTo(state);
        assertThat(failure).hasMessageStartingWith("GetItem on orders");
        assertThat(failure.vendorCode()).isZero();
    }

    private static SdkClientException because(Throwable cause) {
        return SdkClientException.create("text that nobody reads", cause);
    }

    @Test
    void failuresBeforeAnAnswerAreToldApartByTheirCause() {
        clientFailure(because(new ConnectException("refused")), SqlState.CONNECTION_FAILED);
        clientFailure(because(new UnknownHostException("nowhere")), SqlState.CONNECTION_FAILED);
        clientFailure(because(new ConnectTimeoutException("slow")), SqlState.CONNECTION_FAILED);
        clientFailure(because(new SSLHandshakeException("no trust")), SqlState.CONNECTION_FAILED);
        clientFailure(because(new SocketTimeoutException("slow")), SqlState.TIMEOUT);
        clientFailure(because(new SocketException("reset")), SqlState.CONNECTION_LOST);
        clientFailure(SdkClientException.create("odd"), SqlState.GENERAL);
        clientFailure(ApiCallTimeoutException.create(5), SqlState.TIMEOUT);
        clientFailure(ApiCallAttemptTimeoutException.create(5), SqlState.TIMEOUT);
        clientFailure(AbortedException.create("stop"), SqlState.QUERY_CANCELED);
        clientFailure(new IllegalStateException("odd"), SqlState.GENERAL);
    }

    @Test
    void aFailureOfOurOwnInsideTheClientKeepsItsState() {
        SqlFailure own = new SqlFailure(SqlState.INVALID_AUTHORIZATION, "no AWS credentials");
        assertThat(DynamoErrors.from(because(own), "GetItem")).isSameAs(own);
        assertThat(DynamoErrors.from(own, "GetItem")).isSameAs(own);
    }

    @Test
    void everyStateBecomesAnExceptionWithItsCode() {
        for (SqlState state : SqlState.values()) {
            SQLException exception = new SqlFailure(state, "why").toSqlException();
            assertThat(exception.getSQLState()).isEqualTo(state.code());
            assertThatObject(exception).extracting(Throwable::getMessage).isEqualTo("why");
            assertThat(exception.getCause()).isInstanceOf(SqlFailure.class);
        }
        assertThatObject(new SqlFailure(SqlState.UNIQUE_VIOLATION, "why").toSqlException())
                .isInstanceOf(SQLIntegrityConstraintViolationException.class);
    }
}
