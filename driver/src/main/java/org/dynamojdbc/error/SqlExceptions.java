package org.dynamojdbc.error;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;

/** Chooses the JDBC exception class of a SQLSTATE (JDBC 4.3, tables 8-1 and 8-2). */
final class SqlExceptions {
    private SqlExceptions() {}

    static SQLException from(SqlFailure failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        String code = failure.state().code();
        int vendor = failure.vendorCode();
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return switch (failure.state()) {
            case CONNECTION_FAILED, CONNECTION_LOST -> new SQLTransientConnectionException(
                    message, code, vendor, cause);
            case CONNECTION_CLOSED -> new SQLNonTransientConnectionException(message, code, vendor, cause);
            case FEATURE_NOT_SUPPORTED -> new SQLFeatureNotSupportedException(message, code, vendor, cause);
            case VALUE_TOO_LONG,
                    NUMERIC_OUT_OF_RANGE,
                    INVALID_CHARACTER_VALUE,
                    CHARACTER_NOT_IN_REPERTOIRE,
                    DIVISION_BY_ZERO,
                    INVALID_PARAMETER_VALUE,
                    INVALID_ESCAPE_SEQUENCE -> new SQLDataException(message, code, vendor, cause);
            case NOT_NULL_VIOLATION, UNIQUE_VIOLATION, CHECK_VIOLATION -> new SQLIntegrityConstraintViolationException(
                    message, code, vendor, cause);
            case INVALID_AUTHORIZATION -> new SQLInvalidAuthorizationSpecException(message, code, vendor, cause);
            case SERIALIZATION_FAILURE, COMPLETION_UNKNOWN -> new SQLTransactionRollbackException(
                    message, code, vendor, cause);
            case SYNTAX_ERROR,
                    INSUFFICIENT_PRIVILEGE,
                    UNDEFINED_COLUMN,
                    AMBIGUOUS_COLUMN,
                    UNDEFINED_OBJECT,
                    DUPLICATE_COLUMN,
                    DUPLICATE_ALIAS,
                    GROUPING_ERROR,
                    WINDOWING_ERROR,
                    DATATYPE_MISMATCH,
                    UNDEFINED_FUNCTION,
                    UNDEFINED_TABLE,
                    INVALID_NAME,
                    DUPLICATE_TABLE,
                    DUPLICATE_OBJECT,
                    INVALID_DEFINITION,
                    WRONG_OBJECT -> new SQLSyntaxErrorException(message, code, vendor, cause);
            case CONFIGURATION_LIMIT_EXCEEDED, OBJECT_IN_USE, SYSTEM_ERROR -> new SQLTransientException(
                    message, code, vendor, cause);
            case TIMEOUT -> new SQLTimeoutException(message, code, vendor, cause);
            case CARDINALITY_VIOLATION,
                    PROGRAM_LIMIT_EXCEEDED,
                    OBJECT_NOT_IN_PREREQUISITE_STATE,
                    INVALID_TRANSACTION_STATE -> new SQLNonTransientException(message, code, vendor, cause);
            case NO_DATA,
                    UNEXPECTED_ROWS,
                    PARAMETER_NOT_SET,
                    PARAMETER_TYPE,
                    INVALID_COLUMN_INDEX,
                    INVALID_CURSOR_STATE,
                    READ_ONLY,
                    QUERY_CANCELED,
                    FUNCTION_SEQUENCE,
                    GENERAL -> new SQLException(message, code, vendor, cause);
        };
    }
}
