package org.dynamojdbc.jdbc;

import java.sql.CallableStatement;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import org.jspecify.annotations.Nullable;

/** The methods of a connection for which DynamoDB has nothing: they refuse or do nothing. */
abstract sealed class ConnectionRefusals implements DynamoConnection permits OpenConnection {
    private static final String NO_PROCEDURES = "DynamoDB has no stored procedures; use prepareStatement";
    private static final String NO_SAVEPOINTS = "transactions have no savepoints; commit or roll back the whole";
    private static final String NO_SHARDING_KEYS = "DynamoDB spreads items itself, by their partition keys";

    abstract void requireOpen() throws SQLException;

    @Override
    public final CallableStatement prepareCall(String sql) throws SQLException {
        throw unsupported("prepareCall", NO_PROCEDURES);
    }

    @Override
    public final CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        throw unsupported("prepareCall", NO_PROCEDURES);
    }

    @Override
    public final CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        throw unsupported("prepareCall", NO_PROCEDURES);
    }

    @Override
    public final Savepoint setSavepoint() throws SQLException {
        throw unsupported("setSavepoint", NO_SAVEPOINTS);
    }

    @Override
    public final Savepoint setSavepoint(String name) throws SQLException {
        throw unsupported("setSavepoint", NO_SAVEPOINTS);
    }

    @Override
    public final void rollback(@Nullable Savepoint savepoint) throws SQLException {
        throw unsupported("rollback(Savepoint)", NO_SAVEPOINTS);
    }

    @Override
    public final void releaseSavepoint(@Nullable Savepoint savepoint) throws SQLException {
        throw unsupported("releaseSavepoint", NO_SAVEPOINTS);
    }

    @Override
    public final SQLXML createSQLXML() throws SQLException {
        throw unsupported("createSQLXML", "store the text with setString");
    }

    @Override
    public final void setShardingKey(@Nullable ShardingKey shardingKey) throws SQLException {
        throw unsupported("setShardingKey", NO_SHARDING_KEYS);
    }

    @Override
    public final void setShardingKey(@Nullable ShardingKey shardingKey, @Nullable ShardingKey superShardingKey)
            throws SQLException {
        throw unsupported("setShardingKey", NO_SHARDING_KEYS);
    }

    @Override
    public final boolean setShardingKeyIfValid(@Nullable ShardingKey shardingKey, int timeout) throws SQLException {
        throw unsupported("setShardingKeyIfValid", NO_SHARDING_KEYS);
    }

    @Override
    public final boolean setShardingKeyIfValid(
            @Nullable ShardingKey shardingKey, @Nullable ShardingKey superShardingKey, int timeout)
            throws SQLException {
        throw unsupported("setShardingKeyIfValid", NO_SHARDING_KEYS);
    }

    private SQLException unsupported(String method, String instead) throws SQLException {
        requireOpen();
        return Refusal.unsupported("Connection." + method, instead);
    }
}
