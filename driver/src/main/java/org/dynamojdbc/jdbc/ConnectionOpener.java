package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.PooledConnection;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.DescribedCatalog;
import org.dynamojdbc.client.SharedClient;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.execute.DynamoExecutor;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.Pace;
import org.dynamojdbc.plan.EnginePreload;
import org.dynamojdbc.plan.PlannerOptions;
import org.dynamojdbc.type.Documents;

/** Opens connections. */
public final class ConnectionOpener {
    private ConnectionOpener() {}

    /** Opens a connection; asks the server nothing. */
    public static Connection open(ConnectionConfig config) {
        return lend(config, closed -> {});
    }

    /** Opens what a pool keeps. */
    public static PooledConnection openPooled(ConnectionConfig config) {
        return new PooledClient(config);
    }

    /** Opens a connection that says when it was closed. */
    static OpenConnection lend(ConnectionConfig config, Consumer<OpenConnection> onClose) {
        SharedClient client = SharedClient.open(config);
        try {
            Executor executor = new DynamoExecutor(client.client(), client.calls());
            Catalog catalog = DescribedCatalog.of(client, config);
            Session session = new Session(executor, catalog, settings(config), defaults(config), userName(config));
            EnginePreload preload =
                    config.flag(Property.PRELOAD_ENGINE) ? EnginePreload.begin(catalog, executor) : null;
            AtomicReference<OpenConnection> opened = new AtomicReference<>();
            OpenConnection connection =
                    new OpenConnection(session, config.url(), userName(config), client.client(), () -> {
                        if (preload != null) {
                            preload.close();
                        }
                        client.close();
                        onClose.accept(opened.get());
                    });
            opened.set(connection);
            return connection;
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
                config.flag(Property.PUSHDOWN),
                config.number(Property.MAX_MEMORY_ROWS),
                SessionSettings.onNull(config.text(Property.SET_NULL)),
                SessionSettings.expired(config.flag(Property.HIDE_EXPIRED)),
                0);
        return new SessionSettings(
                planning,
                config.number(Property.FETCH_SIZE),
                config.number(Property.PREFETCH_PAGES),
                Math.max(1, config.number(Property.SCAN_PARALLELISM)),
                config.number(Property.MAX_READ_UNITS),
                config.number(Property.MAX_WRITE_UNITS),
                null);
    }

    private static StatementDefaults defaults(ConnectionConfig config) {
        return new StatementDefaults(
                config.number(Property.QUERY_TIMEOUT_SECONDS),
                config.number(Property.BATCH_FLUSH_ROWS),
                new Pace(config.number(Property.READ_UNITS_PER_SECOND), config.number(Property.WRITE_UNITS_PER_SECOND)),
                new StatementLog(
                        StatementLog.Detail.valueOf(
                                config.text(Property.STATEMENT_LOG).toUpperCase(Locale.ROOT)),
                        config.number(Property.SLOW_STATEMENT_MS)),
                ShownProperties.of(config),
                config.text(Property.DOCUMENT_TYPES).equalsIgnoreCase("struct") ? Documents.OBJECTS : Documents.TEXT);
    }

    /** Key ids are no secrets, and tools show the user's name; without one the SDK's chain decides. */
    private static String userName(ConnectionConfig config) {
        String key = config.text(Property.ACCESS_KEY_ID);
        return key.isEmpty() ? config.text(Property.USER) : key;
    }
}
