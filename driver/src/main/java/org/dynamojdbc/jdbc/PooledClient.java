package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import org.dynamojdbc.client.SharedClient;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/**
 * What a pool keeps: the SDK client. The connections that it lends are made anew each time, which costs nothing and leaves
 * no setting of one user to the next.
 */
final class PooledClient implements PooledConnection {
    private final ConnectionConfig config;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable SharedClient kept;
    private @Nullable OpenConnection lent;

    PooledClient(ConnectionConfig config) {
        this.config = config;
        this.kept = SharedClient.open(config);
    }

    /** A new connection; the one lent before is closed, as JDBC wants it. */
    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (kept == null) {
            throw Refusal.of(
                    SqlState.CONNECTION_CLOSED, "the pooled connection is closed; ask the data source for another");
        }
        OpenConnection before = lent;
        lent = null;
        if (before != null) {
            before.close();
        }
        try {
            OpenConnection next = ConnectionOpener.lend(config, this::returned);
            lent = next;
            return next;
        } catch (SqlFailure refused) {
            throw refused.toSqlException();
        }
    }

    private synchronized void returned(OpenConnection connection) {
        if (lent == connection) {
            lent = null;
            ConnectionEvent event = new ConnectionEvent(this);
            listeners.forEach(listener -> listener.connectionClosed(event));
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        OpenConnection before = lent;
        lent = null;
        SharedClient client = kept;
        kept = null;
        try {
            if (before != null) {
                before.close();
            }
        } finally {
            if (client != null) {
                client.close();
            }
        }
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    /** Without effect: statements are not pooled, so that no event of theirs ever comes. */
    @Override
    public void addStatementEventListener(StatementEventListener listener) {}

    /** Without effect, like adding one. */
    @Override
    public void removeStatementEventListener(StatementEventListener listener) {}
}
