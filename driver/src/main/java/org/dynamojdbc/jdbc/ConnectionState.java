package org.dynamojdbc.jdbc;

import java.sql.ClientInfoStatus;
import java.sql.SQLClientInfoException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** What a connection keeps for its client: warnings, client info, the network time-out. */
final class ConnectionState {
    static final String APPLICATION_NAME = "ApplicationName";

    final WarningChain warnings = new WarningChain();
    private final Properties clientInfo = new Properties();
    private volatile int networkTimeout;

    Map<String, Class<?>> typeMap() {
        return new HashMap<>();
    }

    int networkTimeout() {
        return networkTimeout;
    }

    void setNetworkTimeout(int milliseconds) {
        networkTimeout = milliseconds;
    }

    synchronized void setClientInfo(@Nullable String name, @Nullable String value, boolean closed)
            throws SQLClientInfoException {
        if (closed) {
            throw new SQLClientInfoException(
                    "the connection is closed; open a new one",
                    SqlState.CONNECTION_CLOSED.code(),
                    Map.of(String.valueOf(name), ClientInfoStatus.REASON_UNKNOWN));
        }
        if (!APPLICATION_NAME.equals(name)) {
            warnings.add("client info '" + name + "' is not known and was ignored; known is " + APPLICATION_NAME);
        } else if (value == null) {
            clientInfo.remove(name);
        } else {
            clientInfo.setProperty(name, value);
        }
    }

    synchronized void setClientInfo(@Nullable Properties properties, boolean closed) throws SQLClientInfoException {
        setClientInfo(APPLICATION_NAME, null, closed);
        if (properties != null) {
            for (String name : properties.stringPropertyNames()) {
                setClientInfo(name, properties.getProperty(name), closed);
            }
        }
    }

    synchronized @Nullable String clientInfo(@Nullable String name) {
        return name == null ? null : clientInfo.getProperty(name);
    }

    synchronized Properties clientInfo() {
        Properties copy = new Properties();
        copy.putAll(clientInfo);
        return copy;
    }
}
