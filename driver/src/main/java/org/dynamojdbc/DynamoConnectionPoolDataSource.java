package org.dynamojdbc;

import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.jdbc.ConnectionOpener;

/** For pools that ask for javax.sql.PooledConnection, as application servers do. */
public final class DynamoConnectionPoolDataSource extends ConnectionBean implements ConnectionPoolDataSource {

    @Override
    public PooledConnection getPooledConnection() throws SQLException {
        return open(config());
    }

    /** Likewise, with other static credentials. */
    @Override
    public PooledConnection getPooledConnection(String user, String password) throws SQLException {
        return open(config(user, password));
    }

    private static PooledConnection open(ConnectionConfig config) throws SQLException {
        try {
            return ConnectionOpener.openPooled(config);
        } catch (SqlFailure refused) {
            throw refused.toSqlException();
        }
    }
}
