package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.util.Locale;
import org.dynamojdbc.catalog.DescribedCatalog;
import org.dynamojdbc.client.SharedClient;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.execute.DynamoExecutor;
import org.dynamojdbc.plan.PlannerOptions;

/** Opens connections. */
public final class ConnectionOpener {
    private ConnectionOpener() {}

    /** Opens a connection; asks the server nothing. */
    public static Connection open(ConnectionConfig config) {
        SharedClient client = SharedClient.open(config);
        try {
            Session session = new Session(
                    new DynamoExecutor(client.client(), client.calls()),
                    DescribedCatalog.of(client, config),
                    settings(config),
                    config.number(Property.QUERY_TIMEOUT_SECONDS));
            return new OpenConnection(session, config.url(), userName(config), client.client(), client::close);
        } catch (RuntimeException failed) {
            client.close();
            throw failed;
        }
    }

    private static SessionSettings settings(ConnectionConfig config) {
        PlannerOptions planning = new PlannerOptions(
                config.flag(Property.CONSISTENT_READ),
                config.flag(Property.READ_ONLY),
                PlannerOptions.ScanPolicy.valueOf(config.text(Property.SCAN).toUpperCase(Locale.ROOT)),
                config.flag(Property.PUSHDOWN));
        return new SessionSettings(
                planning,
                config.number(Property.FETCH_SIZE),
                config.number(Property.PREFETCH_PAGES),
                Math.max(1, config.number(Property.SCAN_PARALLELISM)),
                config.number(Property.MAX_READ_UNITS),
                null);
    }

    /** Key ids are no secrets, and tools show the user's name; without one the SDK's chain decides. */
    private static String userName(ConnectionConfig config) {
        String key = config.text(Property.ACCESS_KEY_ID);
        return key.isEmpty() ? config.text(Property.USER) : key;
    }
}
