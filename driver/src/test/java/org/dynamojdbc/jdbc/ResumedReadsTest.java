package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read that stops anywhere goes on there later: together the two give each row once. */
class ResumedReadsTest {
    private static Connection connection;

    @BeforeAll
    static void load() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:resumed");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE resumed (p VARCHAR, s NUMERIC, g VARCHAR, PRIMARY KEY (p, s),"
                    + " GLOBAL INDEX by_g (g) PROJECTION ALL)");
            for (int i = 0; i < 24; i++) {
                statement.addBatch("UPSERT INTO resumed (p, s, g, n) VALUES ('p" + i % 3 + "', " + i / 3 + ", 'g"
                        + i % 2 + "', " + i % 5 + ")");
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
                "FROM resumed",
                "FROM resumed WHERE n > 1",
                "FROM resumed WHERE p = 'p1'",
                "FROM resumed WHERE p = 'p1' ORDER BY s DESC",
                "FROM resumed WHERE p = 'p1' AND s <= 4",
                "FROM resumed WHERE p = 'p1' AND s BETWEEN 2 AND 5",
                "FROM resumed WHERE p = 'p1' AND s BETWEEN 2 AND 5 ORDER BY s DESC",
                "FROM resumed WHERE p = 'p1' AND s >= 2 ORDER BY s DESC",
                "FROM resumed WHERE p = 'p1' AND s > 2 AND n <> 3",
                "FROM resumed WHERE p IN ('p0', 'p2') AND s BETWEEN 1 AND 3",
                "FROM resumed WHERE p IN ('p0', 'p2') AND s >= 6",
                "FROM resumed WHERE g = 'g1'",
                "FROM resumed WHERE p = 'p1' OFFSET 2"
            })
    void rowsBeforeAndBehindTheTokenAreAllRowsOnce(String from) throws SQLException {
        List<String> all = new ArrayList<>();
        read("SELECT p, s " + from, Integer.MAX_VALUE, all);
        assertThat(all).isNotEmpty();
        for (int stop = 1; stop <= all.size(); stop++) {
            List<String> rows = new ArrayList<>();
            String token = read("SELECT p, s " + from, stop, rows);
            assertThat(token).as("token behind row " + stop).isNotNull();
            read("SELECT /*+ RESUME('" + token + "') */ p, s " + from, Integer.MAX_VALUE, rows);
            assertThat(rows).as("resumed behind row " + stop).isEqualTo(all);
        }
    }

    @Test
    void aTokenOfAnotherStatementIsRefused() throws SQLException {
        String token = read("SELECT p, s FROM resumed WHERE p = 'p1'", 2, new ArrayList<>());
        assertThatThrownBy(() -> read(
                        "SELECT /*+ RESUME('" + token + "') */ p, s FROM resumed WHERE p = 'p2'", 1, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
    }

    private static @Nullable String read(String sql, int most, List<String> rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int read = 0;
            while (read < most && result.next()) {
                rows.add(result.getString(1) + "/" + result.getString(2));
                read++;
            }
            return result.unwrap(DynamoResultSet.class).resumeToken();
        }
    }
}
