package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would go on for hours in memory, long after the last page was read, notices that nobody wants it any more. */
class StopInMemoryTest {
    private static final int ROWS = 400;
    private static final String ENDLESS = "FROM big a, big b, big c, big d WHERE a.v + b.v + c.v + d.v = -1";

    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:stopinmemory");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE big (id VARCHAR PRIMARY KEY, v INTEGER)");
            for (int i = 0; i < ROWS; i++) {
                statement.addBatch("UPSERT INTO big (id, v) VALUES ('r" + i + "', " + i + ")");
            }
            statement.executeBatch();
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) " + ENDLESS,
                "SELECT a.id " + ENDLESS,
                "SELECT a.v, COUNT(*) FROM big a, big b, big c, big d GROUP BY a.v",
                "SELECT a.id FROM big a WHERE EXISTS (SELECT 1 FROM big b, big c, big d WHERE b.v + c.v + d.v = -a.v - 1)",
                "SELECT DISTINCT a.v FROM big a, big b, big c, big d",
                "UPDATE big SET v = 1 WHERE id IN (SELECT a.id " + ENDLESS + ")",
                "DELETE FROM big WHERE id IN (SELECT a.id " + ENDLESS + ")"
            })
    void theQueryTimeoutEndsIt(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> runToTheEnd(statement, sql)).hasFieldOrPropertyWithValue("SQLState", "HYT00");
        }
        assertNothingWritten();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) " + ENDLESS,
                "SELECT SUM(a.v) OVER (ORDER BY a.id) " + ENDLESS,
                "SELECT a.v = ALL (SELECT b.v FROM big b, big c, big d WHERE b.v + c.v + d.v = -1) FROM big a"
            })
    void cancelEndsIt(String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    runToTheEnd(statement, sql);
                } catch (SQLException stopped) {
                    throw new IllegalStateException(stopped.getSQLState(), stopped);
                }
            });
            while (!running.isDone()) {
                statement.cancel();
                Thread.sleep(20);
            }
            assertThatThrownBy(running::join).hasMessageContaining("57014");
        }
    }

    private static void runToTheEnd(Statement statement, String sql) throws SQLException {
        if (statement.execute(sql)) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    assertThat(rows.getObject(1)).isNotNull();
                }
            }
        }
    }

    private static void assertNothingWritten() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(DISTINCT v) FROM big")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(ROWS);
        }
    }
}
