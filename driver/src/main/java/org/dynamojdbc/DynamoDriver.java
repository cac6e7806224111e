package org.dynamojdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.DriverVersion;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.jdbc.ConnectionOpener;
import org.jspecify.annotations.Nullable;

/** The JDBC driver for {@code jdbc:dynamodb://...} and {@code jdbc:dynamodb:embedded:...}. */
public final class DynamoDriver implements Driver {
    static {
        try {
            DriverManager.registerDriver(new DynamoDriver());
        } catch (SQLException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Opens a connection; null when the URL is another driver's. Sends nothing to AWS. */
    @Override
    public @Nullable Connection connect(@Nullable String url, @Nullable Properties properties) throws SQLException {
        if (url == null) {
            throw nullUrl();
        }
        try {
            ConnectionConfig config = ConnectionConfig.parse(url, properties == null ? new Properties() : properties);
            return config == null ? null : ConnectionOpener.open(config);
        } catch (SqlFailure refused) {
            throw refused.toSqlException();
        }
    }

    @Override
    public boolean acceptsURL(@Nullable String url) throws SQLException {
        if (url == null) {
            throw nullUrl();
        }
        return ConnectionConfig.accepts(url);
    }

    private static SQLException nullUrl() {
        return new SqlFailure(SqlState.CONNECTION_FAILED, "the URL is null; write one like jdbc:dynamodb://eu-west-1")
                .toSqlException();
    }

    /** Every property with its meaning and the value that the URL and the properties give it; secrets are not given back. */
    @Override
    public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties properties) {
        ConnectionConfig config = described(url, properties == null ? new Properties() : properties);
        List<DriverPropertyInfo> infos = new ArrayList<>();
        for (Property property : Property.values()) {
            boolean secret = property.kind() == Property.Kind.SECRET;
            String value = config == null || secret ? property.defaultValue() : config.text(property);
            DriverPropertyInfo info = new DriverPropertyInfo(property.key(), value);
            info.description = property.description();
            info.required = false;
            if (!property.choices().isEmpty()) {
                info.choices = property.choices().toArray(String[]::new);
            }
            infos.add(info);
        }
        return infos.toArray(DriverPropertyInfo[]::new);
    }

    /** Tools ask while their user is still writing the URL: a wrong one is no reason to show no form. */
    private static @Nullable ConnectionConfig described(@Nullable String url, Properties properties) {
        try {
            return url == null ? null : ConnectionConfig.parse(url, properties);
        } catch (SqlFailure unfinished) {
            return null;
        }
    }

    @Override
    public int getMajorVersion() {
        return DriverVersion.major();
    }

    @Override
    public int getMinorVersion() {
        return DriverVersion.minor();
    }

    /** False: DynamoDB has no full SQL-92. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.dynamojdbc");
    }
}
