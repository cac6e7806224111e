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

    public SqlFailure(SqlState state, String message) {
        this(state, message, null, 0);
    }

    public SqlFailure(SqlState state, String message, @Nullable Throwable cause) {
        this(state, message, cause, 0);
    }

    /** @param vendorCode the HTTP status of the refused call, 0 when no call was made */
    public SqlFailure(SqlState state, String message, @Nullable Throwable cause, int vendorCode) {
        super(message, cause);
        this.state = state;
        this.vendorCode = vendorCode;
    }

    public SqlState state() {
        return state;
    }

    /** The HTTP status of the refused call, 0 when no call was made. */
    public int vendorCode() {
        return vendorCode;
    }

    /** The exception a JDBC client sees, with this failure's cause kept. */
    public SQLException toSqlException() {
        return SqlExceptions.from(this);
    }
}
