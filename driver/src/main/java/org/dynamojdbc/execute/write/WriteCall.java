package org.dynamojdbc.execute.write;

import java.util.function.Function;
import org.dynamojdbc.client.Attempts;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.StatementContext;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Sends one write and tells apart how it can end, which depends on what became of each attempt. */
final class WriteCall {
    private WriteCall() {}

    /** The condition did not hold. Travels past the translation of errors, for the caller knows what it means. */
    static final class ConditionFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ConditionalCheckFailedException failure;
        private final boolean unclear;

        ConditionFailed(ConditionalCheckFailedException failure, boolean unclear) {
            super(failure);
            this.failure = failure;
            this.unclear = unclear;
        }

        ConditionalCheckFailedException failure() {
            return failure;
        }

        /** An earlier attempt may have been done, so that the condition may have met this write's own work. */
        boolean isUnclear() {
            return unclear;
        }
    }

    /** The service found the request impossible on this item, as n + 1 is where n is missing. */
    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SqlFailure translated;

        Invalid(DynamoDbException failure, SqlFailure translated) {
            super(failure);
            this.translated = translated;
        }

        SqlFailure translated() {
            return translated;
        }
    }

    /**
     * Sends a write.
     *
     * @throws ConditionFailed when the condition did not hold
     * @throws Invalid for a ValidationException
     * @throws SqlFailure for any other end; 40003 when the write may have been done and must not be done twice, unless
     *     the statement was canceled or its time was over, which stay 57014 and HYT00
     */
    static <T> T send(
            String action,
            Attempts.Repeat repeat,
            StatementContext context,
            Function<AwsRequestOverrideConfiguration, T> call) {
        Attempts attempts = new Attempts(repeat);
        try {
            return Calls.send(action, context, () -> {
                try {
                    return call.apply(Calls.limits(context, attempts));
                } catch (ConditionalCheckFailedException failed) {
                    throw new ConditionFailed(failed, attempts.isUnclear());
                } catch (DynamoDbException refused) {
                    if (isValidation(refused)) {
                        throw new Invalid(refused, org.dynamojdbc.error.DynamoErrors.from(refused, action));
                    }
                    throw refused;
                }
            });
        } catch (SqlFailure failed) {
            if (attempts.isStopped() || (repeat == Attempts.Repeat.FORBIDDEN && leavesOpen(failed, attempts))) {
                throw unknown(action, failed);
            }
            throw attempts.mayBeDone() ? open(action, repeat, failed) : failed;
        }
    }

    /** What ends the statement, canceled or out of time, stays the reason; that the write was sent is said. */
    private static SqlFailure open(String action, Attempts.Repeat repeat, SqlFailure failed) {
        String sentence = action + " was sent by then, and whether it was done is unknown";
        return failed.ofUnknownEnd(
                repeat == Attempts.Repeat.HARMLESS
                        ? sentence
                        : sentence + ": sending it again could do it twice; read the item to find out");
    }

    private static boolean leavesOpen(SqlFailure failed, Attempts attempts) {
        return attempts.mayBeDone()
                && switch (failed.state()) {
                    case SYSTEM_ERROR, CONNECTION_LOST, GENERAL -> true;
                    default -> false;
                };
    }

    private static boolean isValidation(DynamoDbException failure) {
        return failure.awsErrorDetails() != null
                && "ValidationException".equals(failure.awsErrorDetails().errorCode());
    }

    /** An unknown outcome is reported as unknown. */
    static SqlFailure unknown(String action, Throwable cause) {
        return new SqlFailure(
                SqlState.COMPLETION_UNKNOWN,
                action + " got no clear answer: whether it was done is unknown, and sending it again could do it twice;"
                        + " read the item to find out",
                cause);
    }
}
