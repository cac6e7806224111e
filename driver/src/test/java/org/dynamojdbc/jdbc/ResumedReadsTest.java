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
            statement.execute("CREATE TABLE resumed (p VARCHAR, s NUMERIC, g VARCHAR, h VARCHAR, PRIMARY KEY (p, s),"
                    + " GLOBAL INDEX by_g (g) PROJECTION ALL, GLOBAL INDEX by_h (g, h) PROJECTION KEYS_ONLY)");
            for (int i = 0; i < 24; i++) {
                statement.addBatch("UPSERT INTO resumed (p, s, g, n, h) VALUES ('p" + i % 3 + "', " + i / 3 + ", 'g"
                        + i % 2 + "', " + i % 5 + ", 'h" + i / 10 + "')");
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
                "FROM resumed WHERE p = 'p1' OFFSET 2",
                "FROM resumed WHERE p IN ('p0', 'p2') ORDER BY s",
                "FROM resumed WHERE p IN ('p0', 'p1', 'p2') AND n > 0 AND s <= 6 ORDER BY s DESC",
                "FROM resumed WHERE p IN ('p0', 'p2') ORDER BY s OFFSET 3",
                "FROM resumed WHERE p = 'p1' AND s = 3",
                "FROM resumed WHERE p = 'p1' AND s IN (7, 1, 3, 44, 5, 0)",
                "FROM resumed WHERE p IN ('p2', 'p0', 'p9') AND s IN (7, 1, 3, 44, 5, 0)",
                "FROM resumed WHERE p IN ('p2', 'p0') AND s IN (7, 1, 3, 5, 0) AND n <> 2"
            })
    void rowsBeforeAndBehindTheTokenAreAllRowsOnce(String from) throws SQLException {
        List<String> all = new ArrayList<>();
        long items = read("SELECT p, s " + from, Integer.MAX_VALUE, all).items();
        assertThat(all).isNotEmpty();
        for (int stop = 1; stop <= all.size(); stop++) {
            List<String> rows = new ArrayList<>();
            String token = read("SELECT p, s " + from, stop, rows).token();
            assertThat(token).as("token behind row " + stop).isNotNull();
            Read rest = read("SELECT /*+ RESUME('" + token + "') */ p, s " + from, Integer.MAX_VALUE, rows);
            assertReadsNothingAgain(rest, items, stop);
            assertThat(rows).as("resumed behind row " + stop).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT /*+ INDEX(by_h) %s */ p, s FROM resumed WHERE g = 'g1' AND h >= 'h1'",
                "SELECT /*+ INDEX(by_h) %s */ p, s, n FROM resumed WHERE g = 'g0' AND h = 'h1' AND n > 1",
                "SELECT /*+ INDEX(by_h) %s */ n, p FROM resumed WHERE g IN ('g0', 'g1') AND h < 'h2'",
                "SELECT /*+ INDEX(by_g) %s */ n, h FROM resumed WHERE g = 'g1'",
                "SELECT /*+ NO_SCAN %s */ n, h FROM resumed WHERE p IN ('p2', 'p0') AND s IN (7, 1)"
            })
    void rowsOfAnIndexBeforeAndBehindTheTokenAreAllRowsOnce(String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        long items = read(sql.formatted(""), Integer.MAX_VALUE, all).items();
        assertThat(all).isNotEmpty();
        for (int stop = 1; stop <= all.size(); stop++) {
            List<String> rows = new ArrayList<>();
            String token = read(sql.formatted(""), stop, rows).token();
            Read rest = read(sql.formatted("RESUME('" + token + "')"), Integer.MAX_VALUE, rows);
            assertReadsNothingAgain(rest, items, stop);
            assertThat(rows).as("resumed behind row " + stop).isEqualTo(all);
        }
    }

    @Test
    void segmentsGoOnEachAtItsOwnPlace() throws SQLException {
        List<String> all = new ArrayList<>();
        long items = read("SELECT p, s FROM resumed WHERE n > 0", Integer.MAX_VALUE, all)
                .items();
        for (int stop = 1; stop <= all.size(); stop++) {
            List<String> rows = new ArrayList<>();
            String token = read("SELECT /*+ SEGMENTS(3) */ p, s FROM resumed WHERE n > 0", stop, rows)
                    .token();
            String again = read(
                            "SELECT /*+ SEGMENTS(3) RESUME('" + token + "') */ p, s FROM resumed WHERE n > 0", 2, rows)
                    .token();
            if (again != null) {
                Read rest = read(
                        "SELECT /*+ SEGMENTS(3) RESUME('" + again + "') */ p, s FROM resumed WHERE n > 0",
                        Integer.MAX_VALUE,
                        rows);
                assertReadsNothingAgain(rest, items, Math.min(all.size(), stop + 2));
            }
            assertThat(rows).as("resumed behind row " + stop).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @Test
    void aTokenOfAnotherListOfPartitionsIsRefused() throws SQLException {
        String token = read("SELECT p, s FROM resumed WHERE p IN ('p0', 'p1')", 2, new ArrayList<>())
                .token();
        assertThatThrownBy(() -> read(
                        "SELECT /*+ RESUME('" + token + "') */ p, s FROM resumed WHERE p IN ('p0', 'p2')",
                        1,
                        new ArrayList<>()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
    }

    @Test
    void aTokenOfAnotherStatementIsRefused() throws SQLException {
        String token = read("SELECT p, s FROM resumed WHERE p = 'p1'", 2, new ArrayList<>())
                .token();
        assertThatThrownBy(() -> read(
                        "SELECT /*+ RESUME('" + token + "') */ p, s FROM resumed WHERE p = 'p2'", 1, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
    }

    /** @param items that were read, those of an index among them */
    private record Read(@Nullable String token, long items) {}

    /** At least as many items as rows lie before the place of the token. */
    private static void assertReadsNothingAgain(Read rest, long all, int rowsBefore) {
        assertThat(rest.items()).as("items behind row " + rowsBefore).isLessThanOrEqualTo(all - rowsBefore);
    }

    private static Read read(String sql, int most, List<String> rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int read = 0;
            while (read < most && result.next()) {
                rows.add(result.getString(1) + "/" + result.getString(2));
                read++;
            }
            return new Read(
                    result.unwrap(DynamoResultSet.class).resumeToken(),
                    statement.unwrap(DynamoStatement.class).statistics().itemsRead());
        }
    }
}
