package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** What a client can set on a statement before it runs, and whether the statement is still open. */
abstract sealed class StatementSettings implements DynamoStatement permits RunningStatement {
    /** Whatever a client asks for as fetch size, a page is at most this many items: the service stops at 1 MB anyway. */
    private static final int LARGEST_FETCH_SIZE = 1_000_000;

    final WarningChain warnings = new WarningChain();
    /** What results are not although they were asked to be: every one of them warns of it. */
    private final List<String> lowered = new ArrayList<>();

    private long maxRows;
    private int fetchSize;
    private int queryTimeoutSeconds;
    private int maxFieldSize;
    private boolean poolable;
    private boolean escapeProcessing = true;
    private volatile boolean closeOnCompletion;
    private volatile boolean closed;

    /** Notes what the statement's results are not, before the statement is given to the client. */
    final void lower(String sentence) {
        lowered.add(sentence);
        warnings.add(sentence);
    }

    final List<String> lowered() {
        return lowered;
    }

    abstract OpenConnection connection();

    /** Adds the warnings of what is under way: another thread may ask how far it is. */
    abstract void collectWarnings();

    final void requireOpen() throws SQLException {
        if (closed) {
            throw Refusal.of(SqlState.FUNCTION_SEQUENCE, "the statement is closed; create a new one");
        }
        connection().requireOpen();
    }

    /** Marks the statement closed; false when it was already. */
    final synchronized boolean markClosed() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    final @Nullable Duration timeout() {
        return queryTimeoutSeconds == 0 ? null : Duration.ofSeconds(queryTimeoutSeconds);
    }

    final long maxRowsOrZero() {
        return maxRows;
    }

    final int fetchSizeOrZero() {
        return fetchSize;
    }

    final boolean closesOnCompletion() {
        return closeOnCompletion;
    }

    @Override
    public final boolean isClosed() {
        return closed;
    }

    @Override
    public final Connection getConnection() throws SQLException {
        requireOpen();
        return connection();
    }

    @Override
    public final int getMaxRows() throws SQLException {
        requireOpen();
        return (int) Math.min(maxRows, Integer.MAX_VALUE);
    }

    @Override
    public final void setMaxRows(int rows) throws SQLException {
        setLargeMaxRows(rows);
    }

    @Override
    public final long getLargeMaxRows() throws SQLException {
        requireOpen();
        return maxRows;
    }

    @Override
    public final void setLargeMaxRows(long rows) throws SQLException {
        requireOpen();
        requireNotNegative("setMaxRows", rows);
        maxRows = rows;
    }

    @Override
    public final int getFetchSize() throws SQLException {
        requireOpen();
        return fetchSize;
    }

    /** A hint. Integer.MIN_VALUE, by which tools that know MySQL ask for streaming, means the service's own page size. */
    @Override
    public final void setFetchSize(int rows) throws SQLException {
        requireOpen();
        if (rows != Integer.MIN_VALUE) {
            requireNotNegative("setFetchSize", rows);
        }
        fetchSize = Math.max(0, Math.min(rows, LARGEST_FETCH_SIZE));
    }

    @Override
    public final int getQueryTimeout() throws SQLException {
        requireOpen();
        return queryTimeoutSeconds;
    }

    @Override
    public final void setQueryTimeout(int seconds) throws SQLException {
        requireOpen();
        requireNotNegative("setQueryTimeout", seconds);
        queryTimeoutSeconds = seconds;
    }

    @Override
    public final int getMaxFieldSize() throws SQLException {
        requireOpen();
        return maxFieldSize;
    }

    /** Kept and given back; values are never cut. */
    @Override
    public final void setMaxFieldSize(int bytes) throws SQLException {
        requireOpen();
        requireNotNegative("setMaxFieldSize", bytes);
        maxFieldSize = bytes;
    }

    private static void requireNotNegative(String method, long value) throws SQLException {
        if (value < 0) {
            throw Refusal.of(SqlState.INVALID_PARAMETER_VALUE, method + " takes 0 (no limit) or more, not " + value);
        }
    }

    @Override
    public final void setEscapeProcessing(boolean enable) throws SQLException {
        requireOpen();
        escapeProcessing = enable;
    }

    final boolean processesEscapes() {
        return escapeProcessing;
    }

    /** Without effect: results have no cursor that another statement could use. */
    @Override
    public final void setCursorName(@Nullable String name) throws SQLException {
        requireOpen();
    }

    @Override
    public final int getFetchDirection() throws SQLException {
        requireOpen();
        return ResultSet.FETCH_FORWARD;
    }

    /** A hint; results are read forwards whatever it says. */
    @Override
    public final void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        if (direction != ResultSet.FETCH_FORWARD
                && direction != ResultSet.FETCH_REVERSE
                && direction != ResultSet.FETCH_UNKNOWN) {
            throw Refusal.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "setFetchDirection takes one of the ResultSet.FETCH_ constants, not " + direction);
        }
    }

    @Override
    public final int getResultSetType() throws SQLException {
        requireOpen();
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public final int getResultSetConcurrency() throws SQLException {
        requireOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public final int getResultSetHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public final boolean isPoolable() throws SQLException {
        requireOpen();
        return poolable;
    }

    @Override
    public final void setPoolable(boolean poolable) throws SQLException {
        requireOpen();
        this.poolable = poolable;
    }

    /** What the connection's properties say, until the client says otherwise. */
    final void setDefaults(int rows, int timeoutSeconds) {
        fetchSize = rows;
        queryTimeoutSeconds = timeoutSeconds;
    }

    final void poolableByDefault() {
        poolable = true;
    }

    @Override
    public final void closeOnCompletion() throws SQLException {
        requireOpen();
        closeOnCompletion = true;
    }

    @Override
    public final boolean isCloseOnCompletion() throws SQLException {
        requireOpen();
        return closeOnCompletion;
    }

    @Override
    public final @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        collectWarnings();
        return warnings.first();
    }

    @Override
    public final void clearWarnings() throws SQLException {
        requireOpen();
        warnings.clear();
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        return Faces.unwrap(this, type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return Faces.wraps(this, type);
    }
}
