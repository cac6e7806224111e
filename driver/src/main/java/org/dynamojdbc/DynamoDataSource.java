package org.dynamojdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.jdbc.ConnectionOpener;
import org.jspecify.annotations.Nullable;

/** A DataSource whose bean properties are the connection properties. Connections are cheap and need no pool. */
public final class DynamoDataSource implements DataSource {
    private static final String ANY_REGION = "jdbc:dynamodb://";

    private final Properties properties = new Properties();
    private String url = ANY_REGION;
    private @Nullable PrintWriter logWriter;
    private int loginTimeout;

    /** The JDBC URL; {@code jdbc:dynamodb://} alone takes region and endpoint from the other properties. */
    public synchronized void setUrl(String url) {
        this.url = url;
    }

    public synchronized String getUrl() {
        return url;
    }

    public void setRegion(String region) {
        set(Property.REGION, region);
    }

    public void setEndpoint(String endpoint) {
        set(Property.ENDPOINT, endpoint);
    }

    public void setProfile(String profile) {
        set(Property.PROFILE, profile);
    }

    public void setUser(String accessKeyId) {
        set(Property.USER, accessKeyId);
    }

    public void setPassword(String secretAccessKey) {
        set(Property.PASSWORD, secretAccessKey);
    }

    public void setAccessKeyId(String accessKeyId) {
        set(Property.ACCESS_KEY_ID, accessKeyId);
    }

    public void setSecretAccessKey(String secretAccessKey) {
        set(Property.SECRET_ACCESS_KEY, secretAccessKey);
    }

    public void setSessionToken(String sessionToken) {
        set(Property.SESSION_TOKEN, sessionToken);
    }

    public void setConsistentRead(boolean consistentRead) {
        set(Property.CONSISTENT_READ, String.valueOf(consistentRead));
    }

    public void setReadOnly(boolean readOnly) {
        set(Property.READ_ONLY, String.valueOf(readOnly));
    }

    /** What a full scan meets: allow, warn or deny. */
    public void setScan(String scan) {
        set(Property.SCAN, scan);
    }

    /** Read units a statement may consume, 0 for no limit. */
    public void setMaxReadUnits(int readUnits) {
        set(Property.MAX_READ_UNITS, String.valueOf(readUnits));
    }

    /** Items per page, 0 for the service's 1 MB pages. */
    public void setFetchSize(int items) {
        set(Property.FETCH_SIZE, String.valueOf(items));
    }

    public void setScanParallelism(int segments) {
        set(Property.SCAN_PARALLELISM, String.valueOf(segments));
    }

    public void setSchemaFile(String path) {
        set(Property.SCHEMA_FILE, path);
    }

    public void setApplicationName(String name) {
        set(Property.APPLICATION_NAME, name);
    }

    /** Any connection property by its name. */
    public synchronized void setProperty(String name, String value) {
        properties.setProperty(name, value);
    }

    private synchronized void set(Property property, String value) {
        properties.setProperty(property.key(), value);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open(copy());
    }

    /** Opens a connection with other static credentials. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties given = copy();
        given.setProperty(Property.ACCESS_KEY_ID.key(), user);
        given.setProperty(Property.SECRET_ACCESS_KEY.key(), password);
        return open(given);
    }

    private synchronized Properties copy() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    private Connection open(Properties given) throws SQLException {
        String target = getUrl();
        try {
            ConnectionConfig config = ConnectionConfig.parse(target, given);
            if (config == null) {
                throw new SqlFailure(
                        SqlState.CONNECTION_FAILED,
                        "the URL is no jdbc:dynamodb:// and no jdbc:dynamodb:embedded: URL; call setUrl with one");
            }
            return ConnectionOpener.open(config);
        } catch (SqlFailure refused) {
            throw refused.toSqlException();
        }
    }

    @Override
    public synchronized @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public synchronized void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    /** Kept only: opening a connection waits for nothing. */
    @Override
    public synchronized void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public synchronized int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.dynamojdbc");
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
