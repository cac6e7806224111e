package org.dynamojdbc.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement that cannot go on, as it travels through the driver's inner rooms. The java.sql face turns it into the
 * {@link SQLException} subclass that JDBC 4.3 (section 8.5) gives to its SQLSTATE; inner rooms throw only this, so that
 * visitors and background reads need no checked exceptions.
 */
public final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SqlState state;
    private final int vendorCode;
    private final boolean mayBeDone;

    public SqlFailure(SqlState state, String message) {
        this(state, message, null, 0);
    }

    public SqlFailure(SqlState state, String message, @Nullable Throwable cause) {
        this(state, message, cause, 0);
    }

    /** @param vendorCode the HTTP status of the refused call, 0 when no call was made */
    public SqlFailure(SqlState state, String message, @Nullable Throwable cause, int vendorCode) {
        this(state, message, cause, vendorCode, state == SqlState.COMPLETION_UNKNOWN);
    }

    private SqlFailure(SqlState state, String message, @Nullable Throwable cause, int vendorCode, boolean mayBeDone) {
        super(message, cause);
        this.state = state;
        this.vendorCode = vendorCode;
        this.mayBeDone = mayBeDone;
    }

    /** The same failure of a write whose end nobody knows, with this sentence behind its message. */
    public SqlFailure ofUnknownEnd(String sentence) {
        return new SqlFailure(state, getMessage() + "; " + sentence, this, vendorCode, true);
    }

    public SqlState state() {
        return state;
    }

    /** The HTTP status of the refused call, 0 when no call was made. */
    public int vendorCode() {
        return vendorCode;
    }

    /** Whether the write that failed may have been done all the same: always with 40003, elsewhere where it is said so. */
    public boolean mayBeDone() {
        return mayBeDone;
    }

    /** The exception a JDBC client sees, with this failure's cause kept. */
    public SQLException toSqlException() {
        return SqlExceptions.from(this);
    }
}
