package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.BatchFailure;
import org.dynamojdbc.execute.write.CommitFailure;
import org.dynamojdbc.grammar.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes the SQLExceptions of the java.sql face; the inner rooms only know {@link SqlFailure}. */
final class Refusal {
    private Refusal() {}

    static SQLException of(SqlState state, String message) {
        return new SqlFailure(state, message).toSqlException();
    }

    static SQLException of(SqlState state, String message, @Nullable Throwable cause) {
        return new SqlFailure(state, message, cause).toSqlException();
    }

    /** A method that DynamoDB cannot honour; {@code instead} says what to do. */
    static SQLException unsupported(String method, String instead) {
        return of(SqlState.FEATURE_NOT_SUPPORTED, method + " is not supported: " + instead);
    }

    /** What an inner room threw, as a client sees it. */
    static SQLException from(RuntimeException thrown) {
        SQLException exception = failure(thrown).toSqlException();
        if (thrown instanceof CommitFailure commit) {
            commit.reasons().forEach(reason -> exception.setNextException(reason.toSqlException()));
        }
        return exception;
    }

    /** A value that cannot be read as asked, with the name of its column. */
    static SQLException inColumn(String label, RuntimeException thrown) {
        SqlFailure failure = failure(thrown);
        return new SqlFailure(
                        failure.state(),
                        "column " + label + ": " + failure.getMessage(),
                        failure.getCause() == null ? failure : failure.getCause())
                .toSqlException();
    }

    static SqlFailure failure(RuntimeException thrown) {
        if (thrown instanceof SqlFailure failure) {
            return failure;
        }
        if (thrown instanceof SyntaxException syntax) {
            return syntaxFailure(syntax);
        }
        if (thrown instanceof CommitFailure commit) {
            return commit.failure();
        }
        if (thrown instanceof BatchFailure batch) {
            return batchFailure(batch);
        }
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return new SqlFailure(SqlState.GENERAL, "the driver failed on this statement: " + message, thrown);
    }

    private static SqlFailure syntaxFailure(SyntaxException syntax) {
        String message = syntax.getMessage() == null ? "the statement cannot be read" : syntax.getMessage();
        return new SqlFailure(
                syntax.kind() == SyntaxException.Kind.LIMIT ? SqlState.PROGRAM_LIMIT_EXCEEDED : SqlState.SYNTAX_ERROR,
                message,
                syntax);
    }

    private static SqlFailure batchFailure(BatchFailure batch) {
        int done = 0;
        int unknown = 0;
        SqlFailure first = null;
        for (BatchFailure.Entry entry : batch.entries()) {
            if (entry.failure() == null) {
                done++;
                continue;
            }
            if (entry.failure().mayBeDone()) {
                unknown++;
            }
            first = first == null ? entry.failure() : first;
        }
        if (first == null) {
            return new SqlFailure(SqlState.GENERAL, String.valueOf(batch.getMessage()), batch);
        }
        return new SqlFailure(
                first.state(),
                first.getMessage() + " (" + done + " of the statement's "
                        + batch.entries().size() + " writes are done"
                        + (unknown == 0 ? ")" : ", and for up to " + unknown + " more that is unknown)"),
                first,
                first.vendorCode());
    }
}
