package org.dynamojdbc;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.CommonDataSource;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/**
 * The connection properties as bean properties, which pools and application servers set by name. Secrets can be set and not
 * be read.
 */
public abstract sealed class ConnectionBean implements CommonDataSource
        permits DynamoDataSource, DynamoConnectionPoolDataSource {
    private static final String ANY_REGION = "jdbc:dynamodb://";

    private final Properties properties = new Properties();
    private String url = ANY_REGION;
    private @Nullable PrintWriter logWriter;
    private int loginTimeout;

    ConnectionBean() {}

    /** The JDBC URL; {@code jdbc:dynamodb://} alone takes region and endpoint from the other properties. */
    public final synchronized void setUrl(String url) {
        this.url = url;
    }

    /** As it was set, but for the properties in it, which may be secret. */
    public final synchronized String getUrl() {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    /** AWS region, such as eu-west-1; also given as jdbc:dynamodb://region. */
    public final void setRegion(String value) {
        set(Property.REGION, value);
    }

    public final String getRegion() {
        return get(Property.REGION);
    }

    /** Endpoint URI of another server, such as http://localhost:8000. */
    public final void setEndpoint(String value) {
        set(Property.ENDPOINT, value);
    }

    public final String getEndpoint() {
        return get(Property.ENDPOINT);
    }

    /** Profile of the shared AWS configuration files to take credentials from. */
    public final void setProfile(String value) {
        set(Property.PROFILE, value);
    }

    public final String getProfile() {
        return get(Property.PROFILE);
    }

    /** Access key id, for tools that only know user and password. */
    public final void setUser(String value) {
        set(Property.USER, value);
    }

    public final String getUser() {
        return get(Property.USER);
    }

    /** Secret access key, for tools that only know user and password. */
    public final void setPassword(String value) {
        set(Property.PASSWORD, value);
    }

    /** Access key id of static credentials. */
    public final void setAccessKeyId(String value) {
        set(Property.ACCESS_KEY_ID, value);
    }

    public final String getAccessKeyId() {
        return get(Property.ACCESS_KEY_ID);
    }

    /** Secret access key of static credentials. */
    public final void setSecretAccessKey(String value) {
        set(Property.SECRET_ACCESS_KEY, value);
    }

    /** Session token of temporary static credentials. */
    public final void setSessionToken(String value) {
        set(Property.SESSION_TOKEN, value);
    }

    /** Role to assume with the credentials given or found, as arn:aws:iam::..:role/... */
    public final void setRoleArn(String value) {
        set(Property.ROLE_ARN, value);
    }

    public final String getRoleArn() {
        return get(Property.ROLE_ARN);
    }

    /** Name of the assumed role's session, which AWS logs. */
    public final void setRoleSessionName(String value) {
        set(Property.ROLE_SESSION_NAME, value);
    }

    public final String getRoleSessionName() {
        return get(Property.ROLE_SESSION_NAME);
    }

    /** External id that the role's owner asks for. */
    public final void setRoleExternalId(String value) {
        set(Property.ROLE_EXTERNAL_ID, value);
    }

    public final String getRoleExternalId() {
        return get(Property.ROLE_EXTERNAL_ID);
    }

    /** Strongly consistent reads; global indexes are not used then. */
    public final void setConsistentRead(boolean value) {
        set(Property.CONSISTENT_READ, String.valueOf(value));
    }

    public final boolean isConsistentRead() {
        return Boolean.parseBoolean(get(Property.CONSISTENT_READ));
    }

    /** Refuse every write and DDL before anything is sent. */
    public final void setReadOnly(boolean value) {
        set(Property.READ_ONLY, String.valueOf(value));
    }

    public final boolean isReadOnly() {
        return Boolean.parseBoolean(get(Property.READ_ONLY));
    }

    /** What a full scan meets: allow, warn (an SQLWarning) or deny (refused). */
    public final void setScan(String value) {
        set(Property.SCAN, value);
    }

    public final String getScan() {
        return get(Property.SCAN);
    }

    /** Send filters to DynamoDB; false evaluates them in the driver. */
    public final void setPushdown(boolean value) {
        set(Property.PUSHDOWN, String.valueOf(value));
    }

    public final boolean isPushdown() {
        return Boolean.parseBoolean(get(Property.PUSHDOWN));
    }

    /** What SET a = NULL does: store (the NULL type) or remove (the attribute). */
    public final void setSetNull(String value) {
        set(Property.SET_NULL, value);
    }

    public final String getSetNull() {
        return get(Property.SET_NULL);
    }

    /** How lists, sets and maps are shown: varchar or struct. */
    public final void setDocumentTypes(String value) {
        set(Property.DOCUMENT_TYPES, value);
    }

    public final String getDocumentTypes() {
        return get(Property.DOCUMENT_TYPES);
    }

    /** Leave out items whose declared TTL column lies in the past. */
    public final void setHideExpired(boolean value) {
        set(Property.HIDE_EXPIRED, String.valueOf(value));
    }

    public final boolean isHideExpired() {
        return Boolean.parseBoolean(get(Property.HIDE_EXPIRED));
    }

    /** Rows a relational query may keep in memory to sort, group and join. */
    public final void setMaxMemoryRows(int value) {
        set(Property.MAX_MEMORY_ROWS, String.valueOf(value));
    }

    public final int getMaxMemoryRows() {
        return Integer.parseInt(get(Property.MAX_MEMORY_ROWS));
    }

    /** Rows of a batch that addBatch gathers before it sends them, 0 to wait for executeBatch. */
    public final void setBatchFlushRows(int value) {
        set(Property.BATCH_FLUSH_ROWS, String.valueOf(value));
    }

    public final int getBatchFlushRows() {
        return Integer.parseInt(get(Property.BATCH_FLUSH_ROWS));
    }

    /** Read units one statement may consume, 0 for no limit. */
    public final void setMaxReadUnits(int value) {
        set(Property.MAX_READ_UNITS, String.valueOf(value));
    }

    public final int getMaxReadUnits() {
        return Integer.parseInt(get(Property.MAX_READ_UNITS));
    }

    /** Write units one statement or batch may consume, 0 for no limit; what it wrote before stays. */
    public final void setMaxWriteUnits(int value) {
        set(Property.MAX_WRITE_UNITS, String.valueOf(value));
    }

    public final int getMaxWriteUnits() {
        return Integer.parseInt(get(Property.MAX_WRITE_UNITS));
    }

    /** Read units a connection may consume a second, 0 for no limit. */
    public final void setReadUnitsPerSecond(int value) {
        set(Property.READ_UNITS_PER_SECOND, String.valueOf(value));
    }

    public final int getReadUnitsPerSecond() {
        return Integer.parseInt(get(Property.READ_UNITS_PER_SECOND));
    }

    /** Write units a connection may consume a second, 0 for no limit. */
    public final void setWriteUnitsPerSecond(int value) {
        set(Property.WRITE_UNITS_PER_SECOND, String.valueOf(value));
    }

    public final int getWriteUnitsPerSecond() {
        return Integer.parseInt(get(Property.WRITE_UNITS_PER_SECOND));
    }

    /** Items evaluated per page, 0 for DynamoDB's 1 MB pages. */
    public final void setFetchSize(int value) {
        set(Property.FETCH_SIZE, String.valueOf(value));
    }

    public final int getFetchSize() {
        return Integer.parseInt(get(Property.FETCH_SIZE));
    }

    /** Pages read ahead of the reader. */
    public final void setPrefetchPages(int value) {
        set(Property.PREFETCH_PAGES, String.valueOf(value));
    }

    public final int getPrefetchPages() {
        return Integer.parseInt(get(Property.PREFETCH_PAGES));
    }

    /** Segments of an unlimited scan read in parallel. */
    public final void setScanParallelism(int value) {
        set(Property.SCAN_PARALLELISM, String.valueOf(value));
    }

    public final int getScanParallelism() {
        return Integer.parseInt(get(Property.SCAN_PARALLELISM));
    }

    /** Load the engine of joins, groups and sorts in the background. */
    public final void setPreloadEngine(boolean value) {
        set(Property.PRELOAD_ENGINE, String.valueOf(value));
    }

    public final boolean isPreloadEngine() {
        return Boolean.parseBoolean(get(Property.PRELOAD_ENGINE));
    }

    /** How long table descriptions and sampled columns are kept. */
    public final void setMetadataCacheSeconds(int value) {
        set(Property.METADATA_CACHE_SECONDS, String.valueOf(value));
    }

    public final int getMetadataCacheSeconds() {
        return Integer.parseInt(get(Property.METADATA_CACHE_SECONDS));
    }

    /** Items read once per table to infer undeclared columns. */
    public final void setSampleSize(int value) {
        set(Property.SAMPLE_SIZE, String.valueOf(value));
    }

    public final int getSampleSize() {
        return Integer.parseInt(get(Property.SAMPLE_SIZE));
    }

    /** File of CREATE TABLE statements that declare column types. */
    public final void setSchemaFile(String value) {
        set(Property.SCHEMA_FILE, value);
    }

    public final String getSchemaFile() {
        return get(Property.SCHEMA_FILE);
    }

    /** File that holds the class path of DynamoDB Local, for jdbc:dynamodb:embedded:. */
    public final void setEmbeddedClasspath(String value) {
        set(Property.EMBEDDED_CLASSPATH, value);
    }

    public final String getEmbeddedClasspath() {
        return get(Property.EMBEDDED_CLASSPATH);
    }

    /** Time to open a connection to the server. */
    public final void setConnectTimeoutMs(int value) {
        set(Property.CONNECT_TIMEOUT_MS, String.valueOf(value));
    }

    public final int getConnectTimeoutMs() {
        return Integer.parseInt(get(Property.CONNECT_TIMEOUT_MS));
    }

    /** Time to wait for an answer on an open connection. */
    public final void setSocketTimeoutMs(int value) {
        set(Property.SOCKET_TIMEOUT_MS, String.valueOf(value));
    }

    public final int getSocketTimeoutMs() {
        return Integer.parseInt(get(Property.SOCKET_TIMEOUT_MS));
    }

    /** Time for one call with all its retries, 0 for no limit. */
    public final void setApiCallTimeoutMs(int value) {
        set(Property.API_CALL_TIMEOUT_MS, String.valueOf(value));
    }

    public final int getApiCallTimeoutMs() {
        return Integer.parseInt(get(Property.API_CALL_TIMEOUT_MS));
    }

    /** Host of an HTTP proxy to call AWS through. */
    public final void setProxyHost(String value) {
        set(Property.PROXY_HOST, value);
    }

    public final String getProxyHost() {
        return get(Property.PROXY_HOST);
    }

    /** Port of the HTTP proxy. */
    public final void setProxyPort(int value) {
        set(Property.PROXY_PORT, String.valueOf(value));
    }

    public final int getProxyPort() {
        return Integer.parseInt(get(Property.PROXY_PORT));
    }

    /** Attempts of one call when the server throttles or fails. */
    public final void setMaxAttempts(int value) {
        set(Property.MAX_ATTEMPTS, String.valueOf(value));
    }

    public final int getMaxAttempts() {
        return Integer.parseInt(get(Property.MAX_ATTEMPTS));
    }

    /** Default of setQueryTimeout, 0 for none. */
    public final void setQueryTimeoutSeconds(int value) {
        set(Property.QUERY_TIMEOUT_SECONDS, String.valueOf(value));
    }

    public final int getQueryTimeoutSeconds() {
        return Integer.parseInt(get(Property.QUERY_TIMEOUT_SECONDS));
    }

    /** Statements to log, with time, calls and units, to the logger org.dynamojdbc.statement. */
    public final void setStatementLog(String value) {
        set(Property.STATEMENT_LOG, value);
    }

    public final String getStatementLog() {
        return get(Property.STATEMENT_LOG);
    }

    /** What statementLog=slow calls slow. */
    public final void setSlowStatementMs(int value) {
        set(Property.SLOW_STATEMENT_MS, String.valueOf(value));
    }

    public final int getSlowStatementMs() {
        return Integer.parseInt(get(Property.SLOW_STATEMENT_MS));
    }

    /** Suffix of the user agent that AWS logs. */
    public final void setApplicationName(String value) {
        set(Property.APPLICATION_NAME, value);
    }

    public final String getApplicationName() {
        return get(Property.APPLICATION_NAME);
    }

    /** Any connection property by its name. */
    public final synchronized void setProperty(String name, String value) {
        properties.setProperty(name, value);
    }

    private synchronized void set(Property property, @Nullable String value) {
        if (value == null) {
            properties.remove(property.key());
        } else {
            properties.setProperty(property.key(), value);
        }
    }

    private synchronized String get(Property property) {
        return properties.getProperty(property.key(), property.defaultValue());
    }

    /** The connection described so far. */
    final ConnectionConfig config() throws SQLException {
        return config(copy());
    }

    /** Likewise, with other static credentials. */
    final ConnectionConfig config(@Nullable String user, @Nullable String password) throws SQLException {
        Properties given = copy();
        for (Property replaced : new Property[] {
            Property.USER, Property.PASSWORD, Property.ACCESS_KEY_ID, Property.SECRET_ACCESS_KEY, Property.SESSION_TOKEN
        }) {
            given.remove(replaced.key());
        }
        if (user != null && password != null) {
            given.setProperty(Property.ACCESS_KEY_ID.key(), user);
            given.setProperty(Property.SECRET_ACCESS_KEY.key(), password);
        }
        return config(given);
    }

    private synchronized Properties copy() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    private synchronized String fullUrl() {
        return url;
    }

    private ConnectionConfig config(Properties given) throws SQLException {
        try {
            ConnectionConfig config = ConnectionConfig.parse(fullUrl(), given);
            if (config == null) {
                throw new SqlFailure(
                        SqlState.CONNECTION_FAILED,
                        "the URL is no jdbc:dynamodb:// and no jdbc:dynamodb:embedded: URL; call setUrl with one");
            }
            return config;
        } catch (SqlFailure refused) {
            throw refused.toSqlException();
        }
    }

    @Override
    public final synchronized @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    /** Kept only: what there is to log goes to the loggers below org.dynamojdbc. */
    @Override
    public final synchronized void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    /** Kept only: opening a connection waits for nothing. */
    @Override
    public final synchronized void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public final synchronized int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public final Logger getParentLogger() {
        return Logger.getLogger("org.dynamojdbc");
    }
}
