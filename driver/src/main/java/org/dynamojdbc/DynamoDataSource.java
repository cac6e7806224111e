package org.dynamojdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.jdbc.ConnectionOpener;

/** A DataSource whose bean properties are the connection properties. Connections are cheap and need no pool. */
public final class DynamoDataSource extends ConnectionBean implements DataSource {

    @Override
    public Connection getConnection() throws SQLException {
        return open(config());
    }

    /** Opens a connection with other static credentials. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return open(config(user, password));
    }

    private static Connection open(ConnectionConfig config) throws SQLException {
        try {
            return ConnectionOpener.open(config);
        } catch (SqlFailure refused) {
            throw refused.toSqlException();
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SqlFailure(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "unwrap: this is a DynamoDataSource and no " + type.getName())
                    .toSqlException();
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
