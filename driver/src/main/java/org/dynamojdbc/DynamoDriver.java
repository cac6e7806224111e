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

    /** Every property with its meaning, whatever the URL holds. */
    @Override
    public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties properties) {
        List<DriverPropertyInfo> infos = new ArrayList<>();
        for (Property property : Property.values()) {
            String given = properties == null ? null : properties.getProperty(property.key());
            DriverPropertyInfo info =
                    new DriverPropertyInfo(property.key(), given == null ? property.defaultValue() : given);
            info.description = property.description();
            info.required = false;
            if (!property.choices().isEmpty()) {
                info.choices = property.choices().toArray(String[]::new);
            }
            infos.add(info);
        }
        return infos.toArray(DriverPropertyInfo[]::new);
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 1;
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
