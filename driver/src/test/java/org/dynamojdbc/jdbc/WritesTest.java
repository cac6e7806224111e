package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes through JDBC on DynamoDB Local: generated keys, contended updates, expired rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritesTest {
    private Connection connection;

    @BeforeAll
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:generated");
        execute("CREATE TABLE generated (id UUID DEFAULT UUID(), name VARCHAR, at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
                + " PRIMARY KEY (id))");
        execute("CREATE TABLE counted (id VARCHAR, PRIMARY KEY (id))");
        // Off, so that the server does not delete expired items meanwhile.
        execute("CREATE TABLE fading (id VARCHAR, expires TIMESTAMP TTL, PRIMARY KEY (id)) WITH (ttl = 'off')");
    }

    @AfterAll
    void disconnect() throws SQLException {
        connection.close();
    }

    private int execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private List<String> columns(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                columns.add(rows.getMetaData().getColumnLabel(i));
            }
            return columns;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE shown SET fresh = 1 WHERE n = 1",
                "UPDATE shown SET fresh = n * 2",
                "UPDATE shown SET id = 'b', fresh = 1 WHERE n = 1",
                "INSERT INTO shown (id, fresh) SELECT 'b', n FROM shown",
                "INSERT INTO shown (id) VALUES ('a') ON CONFLICT DO UPDATE SET fresh = 1",
                "INSERT INTO shown (id, fresh) VALUES ('b', 1) ON CONFLICT DO UPDATE SET n = 1",
                "UPSERT INTO shown (id, fresh) VALUES ('b', 1)"
            })
    void whatAConnectionWritesItsSelectAllShows(String write) throws SQLException {
        execute("DROP TABLE IF EXISTS shown");
        execute("CREATE TABLE shown (id VARCHAR PRIMARY KEY)");
        execute("INSERT INTO shown (id, n) VALUES ('a', 1)");
        assertThat(columns("shown")).containsExactly("id", "n");
        assertThat(execute(write)).isEqualTo(1);
        assertThat(columns("shown")).contains("fresh");
    }

    @Test
    void anInsertGivesTheKeyItMade() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO generated (name) VALUES (?), (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "Ada");
            insert.setString(2, "Grace");
            assertThat(insert.executeUpdate()).isEqualTo(2);
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.getMetaData().getColumnCount()).isEqualTo(1);
                assertThat(keys.getMetaData().getColumnName(1)).isEqualTo("id");
                assertThat(keys.next()).isTrue();
                UUID first = UUID.fromString(keys.getString("id"));
                assertThat(value("SELECT name FROM generated WHERE id = '" + first + "'"))
                        .isEqualTo("Ada");
                assertThat(keys.next()).isTrue();
                assertThat(UUID.fromString(keys.getString(1))).isNotEqualTo(first);
                assertThat(keys.next()).isFalse();
            }
        }
    }

    @Test
    void anInsertGivesTheColumnsThatWereNamed() throws SQLException {
        try (Statement insert = connection.createStatement()) {
            insert.executeUpdate("INSERT INTO generated (name) VALUES ('Cy')", new String[] {"at", "NAME"});
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getTimestamp("at")).isNotNull();
                assertThat(keys.getString("name")).isEqualTo("Cy");
            }
        }
    }

    @Test
    void nobodyAskedNothingIsGiven() throws SQLException {
        try (Statement insert = connection.createStatement()) {
            insert.executeUpdate("INSERT INTO generated (name) VALUES ('Dee')");
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isFalse();
            }
        }
    }

    /** Lost updates would leave the number too small, doubled ones too large. */
    @Test
    void contendedComputedUpdatesLoseNothing() throws Exception {
        execute("INSERT INTO counted VALUE {'id': 'c', 'n': 1, 'm': 0}");
        int threads = 4;
        int rounds = 15;
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(() -> {
                int done = 0;
                for (int round = 0; round < rounds; round++) {
                    try {
                        done += execute("UPDATE counted SET n = n * 2 / 2 + 1, m = m + 1 WHERE id = 'c'");
                    } catch (SQLException contended) {
                        assertThat(contended.getSQLState()).isEqualTo("40001");
                    }
                }
                return done;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        int done = 0;
        try {
            for (Future<Integer> result : pool.invokeAll(tasks)) {
                done += result.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(done).isPositive();
        assertThat(value("SELECT n FROM counted WHERE id = 'c'")).isEqualTo(Integer.toString(done + 1));
        assertThat(value("SELECT m FROM counted WHERE id = 'c'")).isEqualTo(Integer.toString(done));
    }

    @Test
    void manyRowsAreUpdatedAndDeletedOnce() throws SQLException {
        int rows = 300;
        try (PreparedStatement insert =
                connection.prepareStatement("UPSERT INTO counted VALUE {'id': ?, 'n': ?, 'kind': 'many'}")) {
            for (int i = 0; i < rows; i++) {
                insert.setString(1, "many" + i);
                insert.setInt(2, i);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        assertThat(execute("UPDATE counted SET n = n + 1000 WHERE kind = 'many'"))
                .isEqualTo(rows);
        assertThat(value("SELECT COUNT(*) FROM counted WHERE n BETWEEN 1000 AND 1299"))
                .isEqualTo("300");
        assertThat(execute("UPDATE counted SET id = id || 'x' WHERE kind = 'many' AND n < 1010"))
                .isEqualTo(10);
        assertThat(execute("DELETE FROM counted WHERE kind = 'many'")).isEqualTo(rows);
    }

    @Test
    void expiredRowsAreHiddenOnRequest() throws SQLException {
        execute("UPSERT INTO fading (id, expires) VALUES ('past', INTERVAL '-1' HOUR), ('later', INTERVAL '1' HOUR),"
                + " ('never', NULL)");
        execute("UPSERT INTO fading VALUE {'id': 'ever'}");
        assertThat(value("SELECT COUNT(*) FROM fading")).isEqualTo("4");
        execute("SET hideExpired = TRUE");
        assertThat(value("SELECT COUNT(*) FROM fading")).isEqualTo("3");
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT id FROM fading WHERE id = 'past'")) {
            assertThat(none.next()).isFalse();
        }
        execute("SET hideExpired TO DEFAULT");
    }
}
