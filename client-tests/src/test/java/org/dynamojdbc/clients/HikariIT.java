package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dynamojdbc.jdbc.DynamoConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HikariCP: many threads, mistakes, an exhausted pool, a leak. */
class HikariIT {
    private static final Logger LOG = Logger.getLogger("com.zaxxer.hikari");
    private static Shop shop;
    private Warnings warnings;

    /** What the pool complains of: a connection marked as broken, a leak. */
    private static final class Warnings extends Handler {
        private final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                messages.add(entry.getMessage());
                first.countDown();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeAll
    static void open() throws SQLException {
        shop = Shop.open("hikari");
    }

    @AfterAll
    static void close() throws SQLException {
        shop.close();
    }

    @BeforeEach
    void listen() {
        warnings = new Warnings();
        LOG.addHandler(warnings);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(warnings);
        LOG.setUseParentHandlers(true);
    }

    private static HikariConfig config(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(shop.url());
        config.setMaximumPoolSize(size);
        return config;
    }

    @Test
    void manyThreadsReadWriteAndFailOnFewConnectionsAndNoneIsDropped() throws Exception {
        Set<DynamoConnection> connections = ConcurrentHashMap.newKeySet();
        try (HikariDataSource pool = new HikariDataSource(config(4))) {
            ExecutorService threads = Executors.newFixedThreadPool(12);
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                int number = i;
                runs.add(threads.submit(() -> {
                    try (Connection connection = pool.getConnection()) {
                        connections.add(connection.unwrap(DynamoConnection.class));
                        work(connection, number);
                    }
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            threads.shutdown();
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
        assertThat(connections).hasSizeBetween(1, 4);
        assertThat(warnings.messages).isEmpty();
    }

    private static void work(Connection connection, int number) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("UPSERT INTO \"order-notes\" (id, note) VALUES (?, ?)")) {
            upsert.setString(1, "n" + number);
            upsert.setString(2, "note " + number);
            assertThat(upsert.executeUpdate()).isEqualTo(1);
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT note FROM \"order-notes\" WHERE id = ?")) {
            select.setString(1, "n" + number);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("note " + number);
            }
        }
        for (String wrong : List.of(
                "SELEC",
                "SELECT * FROM nowhere",
                "SELECT note FROM \"order-notes\" WHERE id = ?",
                "INSERT INTO \"order-notes\" (id) VALUES ('n" + number + "')")) {
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(wrong)).isInstanceOf(SQLException.class);
            }
        }
        assertThat(connection.isValid(1)).isTrue();
    }

    @Test
    void anExhaustedPoolTimesOutAndServesAgainAfterAReturn() throws SQLException {
        HikariConfig config = config(1);
        config.setConnectionTimeout(250);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (Connection taken = pool.getConnection()) {
                assertThat(taken.isValid(1)).isTrue();
                assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
            }
            try (Connection again = pool.getConnection()) {
                assertThat(again.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void aLeakIsReportedWithTheConnectionStillUsable() throws Exception {
        HikariConfig config = config(2);
        config.setLeakDetectionThreshold(2000); // the least HikariCP takes
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection leaked = pool.getConnection()) {
            assertThat(warnings.first.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(warnings.messages).allMatch(m -> m.contains("leak"));
            assertThat(leaked.isValid(1)).isTrue();
        }
    }

    @Test
    void aReturnedConnectionForgetsWhatItsBorrowerSet() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource(config(1))) {
            Statement left;
            try (Connection connection = pool.getConnection()) {
                connection.setReadOnly(true);
                connection.setNetworkTimeout(Runnable::run, 1000);
                left = connection.createStatement();
            }
            assertThat(left.isClosed()).isTrue();
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isReadOnly()).isFalse();
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat((Object) connection.getWarnings()).isNull();
            }
        }
    }

    @Test
    void readOnlyAndATestQueryAreObeyed() throws SQLException {
        HikariConfig config = config(1);
        config.setReadOnly(true);
        config.setConnectionTestQuery("SELECT 1");
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM customers WHERE id = 'nobody'"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
        }
    }

    @Test
    void theDataSourceIsMadeByItsBeanProperties() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSourceClassName("org.dynamojdbc.DynamoDataSource");
        config.addDataSourceProperty("url", shop.url());
        config.addDataSourceProperty("scan", "deny");
        config.addDataSourceProperty("maxReadUnits", 100);
        config.addDataSourceProperty("consistentRead", true);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT name FROM customers WHERE id = 'c0'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("name")).isEqualTo("Ada");
            }
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM customers"))
                    .isInstanceOf(SQLException.class);
        }
    }
}
