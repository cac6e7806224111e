package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.jdbc.DynamoStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What EXPLAIN tells of relational queries: which reads they make, by which keys, and for which attributes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelationalPlansTest {
    private Connection connection;

    @BeforeAll
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:plans");
        run("DROP TABLE IF EXISTS orders");
        run("DROP TABLE IF EXISTS customers");
        run("CREATE TABLE orders (customer VARCHAR, n NUMERIC, total NUMERIC, PRIMARY KEY (customer, n))");
        run("CREATE TABLE customers (id VARCHAR, name VARCHAR, best NUMERIC, PRIMARY KEY (id),"
                + " GLOBAL INDEX by_name (name) PROJECTION ALL)");
        run("INSERT INTO customers (id, name, best) VALUES ('c1', 'A', 10), ('c2', 'B', 5)");
        run("INSERT INTO orders (customer, n, total) VALUES ('c1', 1, 10), ('c1', 2, 4), ('c2', 1, 5)");
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The operations that read, with what a column of EXPLAIN says of each. */
    private List<String> reads(String sql, String column) throws SQLException {
        List<String> reads = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet steps = statement.executeQuery("EXPLAIN " + sql)) {
            while (steps.next()) {
                if (steps.getString("table_name") != null) {
                    reads.add(steps.getString("operation").strip() + " " + steps.getString("table_name") + ": "
                            + steps.getString(column));
                }
            }
        }
        return reads;
    }

    @Test
    void attributesThatOnlyAFilterLooksAtAreNotFetched() throws SQLException {
        assertThat(reads(
                        "SELECT o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer"
                                + " WHERE c.best = 3 AND o.state = 'open'",
                        "projection"))
                .containsExactly("Scan orders: customer, total", "Scan customers: id, name");
        assertThat(reads("SELECT total, RANK() OVER (ORDER BY total) FROM orders WHERE state = 'open'", "projection"))
                .containsExactly("Scan orders: total");
    }

    @Test
    void aSubQueryTwoLevelsInIsToldOfByTheKeysThatOuterRowsGive() throws SQLException {
        assertThat(reads(
                        "SELECT a.id FROM customers a WHERE EXISTS (SELECT 1 FROM orders b WHERE NOT EXISTS (SELECT 1"
                                + " FROM orders c WHERE c.customer = a.id AND c.n = b.n AND c.total > a.best))",
                        "key_condition"))
                .contains("GetItem orders: customer = outer.id, n = outer.n");
    }

    /** How many calls a statement takes. */
    private long calls(String sql, String expected) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            assertThat(found).containsExactly(expected);
            return statement.unwrap(DynamoStatement.class).statistics().calls();
        }
    }

    private List<String> looked(String sql) throws SQLException {
        List<String> notes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet steps = statement.executeQuery("EXPLAIN " + sql)) {
            while (steps.next()) {
                String note = steps.getString("notes");
                if (note != null && note.startsWith("looks ")) {
                    notes.add(note.substring(0, note.indexOf(" when ")));
                }
            }
        }
        return notes;
    }

    @Test
    void aCorrelatedScalarSubQueryInWhereIsLookedUpAsInTheSelectList() throws SQLException {
        for (String where : List.of("c.id = 'c1'", "c.id IN ('c1', 'c9')", "c.name = 'A'")) {
            String of = "(SELECT MAX(o.total) FROM orders o WHERE o.customer = c.id)";
            assertThat(looked("SELECT " + of + " FROM customers c WHERE " + where))
                    .containsExactly("looks orders up by customer");
            assertThat(looked("SELECT c.id FROM customers c WHERE " + where + " AND c.best = " + of))
                    .containsExactly("looks orders up by customer");
            assertThat(looked("SELECT c.id FROM customers c WHERE " + where + " AND c.best < " + of))
                    .containsExactly("looks orders up by customer");
        }
        assertThat(looked("SELECT c.id FROM customers c WHERE c.id = 'c1'"
                        + " AND (SELECT COUNT(*) FROM orders o WHERE o.customer = c.id) = 2"))
                .contains("looks orders up by customer");
    }

    @Test
    void aScalarSubQueryComparedWithAKeyBecomesALookUpByIt() throws SQLException {
        String latest = "(SELECT MAX(n) FROM orders WHERE customer = 'c1')";
        assertThat(looked("SELECT name FROM customers WHERE id = (SELECT MAX(customer) FROM orders)"))
                .containsExactly("looks customers up by id");
        assertThat(looked("SELECT total FROM orders WHERE customer = 'c1' AND n = " + latest))
                .containsExactly("looks orders up by n");
        assertThat(calls("SELECT name FROM customers WHERE id = (SELECT MAX(customer) FROM orders)", "B"))
                .isEqualTo(2);
        assertThat(calls("SELECT total FROM orders WHERE customer = 'c1' AND n = " + latest, "4"))
                .isEqualTo(2);
    }

    @Test
    void aHintThatNamesNoTableMeansTheTablesOfItsOwnFrom() throws SQLException {
        assertThat(reads(
                        "SELECT /*+ INDEX(by_name) */ a.id FROM customers a WHERE a.name = 'A'"
                                + " AND a.best IN (SELECT b.total FROM orders b)",
                        "index_name"))
                .containsExactlyInAnyOrder("Query customers: by_name", "Scan orders: null");
        assertThat(reads(
                        "SELECT a.id FROM customers a WHERE a.id = 'c1' AND a.best IN"
                                + " (SELECT /*+ INDEX(by_name) */ b.best FROM customers b WHERE b.name = 'A')",
                        "index_name"))
                .containsExactlyInAnyOrder("GetItem customers: null", "Query customers: by_name");
    }

    @Test
    void noFullScanIsWarnedOfWhereOuterRowsGiveTheKey() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement
                    .executeQuery("SELECT a.id FROM customers a WHERE a.id = 'c1' AND EXISTS (SELECT 1 FROM customers b"
                            + " WHERE b.id = 'c2' AND EXISTS (SELECT 1 FROM orders c WHERE c.customer = a.id"
                            + " AND c.total > b.best))")
                    .close();
            assertThat((Throwable) statement.getWarnings()).isNull();
        }
    }
}
