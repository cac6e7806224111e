package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** HikariCP over the driver. */
class PooledConnectionTest {

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:dynamodb:embedded:pooled");
        config.setMaximumPoolSize(3);
        config.setConnectionTestQuery("SELECT 1");
        return new HikariDataSource(config);
    }

    @Test
    void connectionsSurviveTheirMistakes() throws SQLException {
        try (HikariDataSource pool = pool();
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String wrong : List.of("SELEC", "SELECT * FROM nowhere")) {
                try {
                    statement.execute(wrong);
                } catch (SQLException expected) {
                    assertThat(expected.getSQLState()).startsWith("42");
                }
            }
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.isValid(1)).isTrue();
            assertThat(connection.isWrapperFor(DynamoConnection.class)).isTrue();
        }
    }

    @Test
    void severalThreadsReadThroughOnePool() throws Exception {
        try (HikariDataSource pool = pool()) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS pooled (id VARCHAR PRIMARY KEY)");
                statement.execute("UPSERT INTO pooled (id) VALUES ('a'), ('b')");
            }
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                counts.add(threads.submit(() -> rows(pool)));
            }
            for (Future<Integer> count : counts) {
                assertThat(count.get()).isEqualTo(2);
            }
            threads.shutdown();
        }
    }

    @Test
    void aPoolWithoutAutoCommitCommitsAndRollsBack() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:dynamodb:embedded:pooled");
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS committed");
                statement.execute("CREATE TABLE committed (id VARCHAR PRIMARY KEY)");
                statement.execute("INSERT INTO committed (id) VALUES ('kept')");
                connection.commit();
                statement.execute("INSERT INTO committed (id) VALUES ('dropped')");
            }
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.commit();
                try (ResultSet rows = statement.executeQuery("SELECT id FROM committed")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("kept");
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    private static int rows(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM pooled")) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }
}
