package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Warnings say what is so: tables that are scanned, and attributes that nobody has seen. */
class ToldWarningsTest {
    private static final String URL = "jdbc:dynamodb:embedded:told-warnings";

    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        connection = DriverManager.getConnection(URL + "?scan=warn");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE told_orders (customer VARCHAR, placed NUMERIC, PRIMARY KEY (customer, placed))");
            statement.execute("CREATE TABLE told_customers (id VARCHAR PRIMARY KEY)");
            String orders = IntStream.range(0, 300)
                    .mapToObj(i -> "('c" + i % 100 + "', " + i + ", " + i * 3 + ", 'NEW')")
                    .collect(Collectors.joining(", "));
            statement.execute("INSERT INTO told_orders (customer, placed, total, state) VALUES " + orders);
            String customers = IntStream.range(0, 600)
                    .mapToObj(i -> "('c" + i + "', 'name " + i + "', '" + "x".repeat(1000) + "')")
                    .collect(Collectors.joining(", "));
            statement.execute("INSERT INTO told_customers (id, name, pad) VALUES " + customers);
            statement.executeQuery("SELECT * FROM told_orders").close();
            statement.executeQuery("SELECT * FROM told_customers").close();
        }
        // Tables are known as large as they are now.
        Connection first = connection;
        connection = DriverManager.getConnection(URL + "?scan=warn&applicationName=told");
        first.close();
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT * FROM told_orders").close();
            statement.executeQuery("SELECT * FROM told_customers").close();
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
    }

    private static List<String> warnings(String sql) throws SQLException {
        List<String> sentences = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    assertThat(rows.getRow()).isPositive();
                }
            }
            for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
                sentences.add(String.valueOf(w.getMessage()));
            }
        }
        return sentences;
    }

    private static List<String> scans(String sql) throws SQLException {
        return warnings(sql).stream()
                .filter(w -> w.startsWith("full scan"))
                .map(w -> w.replaceAll("full scan of (\\S+), .*", "$1"))
                .toList();
    }

    @Test
    void aTableThatAJoinLooksUpByKeyIsNotCalledScanned() throws SQLException {
        assertThat(scans("SELECT o.total, c.name FROM told_orders o JOIN told_customers c ON c.id = o.customer"
                        + " WHERE o.customer = 'c1'"))
                .isEmpty();
        assertThat(scans("SELECT o.total, c.name FROM told_orders o JOIN told_customers c ON c.id = o.customer"
                        + " WHERE o.total < 30"))
                .containsExactly("told_orders");
    }

    @Test
    void aTableThatAJoinScansAfterAllIsCalledScannedOnce() throws SQLException {
        assertThat(scans("SELECT COUNT(c.name), COUNT(d.name) FROM told_customers c"
                        + " JOIN told_customers d ON d.name = c.name"))
                .containsExactly("told_customers");
        assertThat(scans("SELECT c.pad, d.pad FROM told_customers c JOIN told_customers d ON d.id = c.id"))
                .containsExactly("told_customers");
    }

    @Test
    void aScanOfAQueryWithOperatorsTellsItsUnits() throws SQLException {
        assertThat(warnings("SELECT state, SUM(total) FROM told_orders GROUP BY state"))
                .first()
                .asString()
                .matches("full scan of told_orders, about [0-9.]+ read units; a condition with = on customer would make"
                        + " it a Query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT totl FROM told_orders | totl | total",
                "SELECT TOTAL FROM told_orders ORDER BY customer | TOTAL | total",
                "SELECT customer FROM told_orders WHERE totl > 3 | totl | total",
                "SELECT COUNT(*) FROM told_orders WHERE staet = 'NEW' | staet | state",
                "SELECT SUM(totl) FROM told_orders GROUP BY customer | totl | total",
                "SELECT c.nmae FROM told_orders o JOIN told_customers c ON c.id = o.customer | nmae | name",
                "UPDATE told_orders SET total = 1 WHERE totl = 3 | totl | total",
                "EXPLAIN SELECT totl FROM told_orders | totl | total",
            })
    void anAttributeThatNoSampledItemHasIsTold(String sql, String attribute, String meant) throws SQLException {
        assertThat(warnings(sql)).anySatisfy(w -> assertThat(w)
                .startsWith("attribute '" + attribute + "' is in no sampled item of told_")
                .endsWith("; did you mean '" + meant + "'?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT total, state AS stat FROM told_orders WHERE customer = 'c1' AND total > 3",
                "SELECT * FROM told_orders",
                // The sample is of the table's first items, and no name is near: it may be elsewhere.
                "SELECT quantity FROM told_orders"
            })
    void anAttributeThatMayWellBeThereIsNot(String sql) throws SQLException {
        assertThat(warnings(sql)).noneMatch(w -> w.startsWith("attribute "));
    }

    @Test
    void aPreparedStatementIsToldOnce() throws SQLException {
        try (PreparedStatement prepared =
                connection.prepareStatement("SELECT totl FROM told_orders WHERE customer = ? AND placed = ?")) {
            for (int i = 0; i < 3; i++) {
                prepared.setString(1, "c1");
                prepared.setInt(2, 1);
                prepared.executeQuery().close();
                SQLWarning warning = prepared.getWarnings();
                assertThat(warning == null ? "" : warning.getMessage())
                        .isEqualTo(
                                i > 0
                                        ? ""
                                        : "attribute 'totl' is in no sampled item of told_orders; did you mean 'total'?");
            }
        }
    }
}
