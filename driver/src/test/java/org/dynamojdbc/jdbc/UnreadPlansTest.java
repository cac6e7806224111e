package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EXPLAIN looks at no item, and plans for as many rows as somebody will read. */
class UnreadPlansTest {
    private static final List<String> READS =
            List.of("Scan", "Query", "GetItem", "BatchGetItem", "TransactGetItems", "ExecuteStatement");

    private DynamoStub stub;
    private Connection connection;

    @BeforeEach
    void start() throws SQLException {
        stub = new DynamoStub();
        stub.table("orders", "customer", "placed");
        stub.table("people", "id");
        stub.on(
                "Scan",
                call -> Answer.page(List.of(Answer.item(Map.of("customer", "a", "placed", "1", "city", "x"))), null));
        stub.on("Query", call -> Answer.page(List.of(), null));
        connection =
                DriverManager.getConnection("jdbc:dynamodb:" + stub.endpoint().substring("http:".length()));
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        stub.close();
    }

    private String explained(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
            StringBuilder operations = new StringBuilder();
            while (rows.next()) {
                operations.append(rows.getString("operation").strip()).append(' ');
            }
            return operations.toString().strip();
        }
    }

    private int reads() {
        return READS.stream()
                .mapToInt(operation -> stub.calls(operation).size())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders",
                "SELECT * FROM orders WHERE city = 'x'",
                "SELECT * FROM orders o JOIN people p ON p.id = o.customer",
                "SELECT o.city, COUNT(*) FROM orders o GROUP BY o.city",
                "SELECT * FROM (SELECT * FROM orders) AS o WHERE o.customer = 'a'",
                "UPDATE orders SET city = 'y' WHERE customer = 'a'",
                "DELETE FROM orders WHERE city = 'x'",
                "INSERT INTO people (id, city) SELECT customer, city FROM orders",
            })
    void explainLooksAtNoItem(String sql) throws SQLException {
        assertThat(explained(sql)).isNotEmpty();
        assertThat(reads()).isZero();
    }

    @Test
    void explainKnowsTheColumnsThatWereSampledBefore() throws SQLException {
        String sql = "SELECT city FROM (SELECT * FROM orders) AS o";
        assertThatThrownBy(() -> explained(sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42703"))
                .hasMessageContaining("no items are read to explain a statement")
                .hasMessageContaining("orders");
        assertThat(reads()).isZero();
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, "orders", "city")) {
            assertThat(columns.next()).isTrue();
        }
        int sampled = reads();
        assertThat(sampled).isPositive();
        assertThat(explained(sql)).contains("Scan");
        assertThat(reads()).isEqualTo(sampled);
    }

    @Test
    void explainLeavesNoPlanWithoutSampledColumnsBehind() throws SQLException {
        String sql = "SELECT o.* FROM orders o JOIN people p ON p.id = o.customer";
        assertThat(explained(sql)).isNotEmpty();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.findColumn("city")).isPositive();
        }
    }

    private void indexed() {
        stub.on(
                "DescribeTable",
                call -> Answer.ok(
                        """
                {"Table":{"TableName":"orders","TableStatus":"ACTIVE","ItemCount":10,"TableSizeBytes":200,
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
                 "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},
                  {"AttributeName":"z","AttributeType":"S"},{"AttributeName":"c","AttributeType":"N"}],
                 "GlobalSecondaryIndexes":[{"IndexName":"by_z","IndexStatus":"ACTIVE","ItemCount":10,
                  "IndexSizeBytes":100,"Projection":{"ProjectionType":"KEYS_ONLY"},
                  "KeySchema":[{"AttributeName":"z","KeyType":"HASH"},{"AttributeName":"c","KeyType":"RANGE"}]}]}}
                """));
    }

    @Test
    void rowsThatSetMaxRowsLeavesOutAreNotPlannedFor() throws SQLException {
        indexed();
        String sql = "SELECT * FROM orders WHERE z = 'z1' AND c >= 0";
        String limited = explained(sql + " LIMIT 1");
        String whole = explained(sql);
        assertThat(limited).isNotEqualTo(whole);
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql)) {
            for (int maxRows : List.of(1, 0, 1, 1_000_000)) {
                statement.setMaxRows(maxRows);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString("operation"))
                            .as("maxRows %s", maxRows)
                            .isEqualTo(maxRows == 1 ? limited : whole);
                }
            }
        }
    }

    @Test
    void setMaxRowsLimitsNoWrite() throws SQLException {
        indexed();
        String sql = "DELETE FROM orders WHERE z = 'z1' AND c >= 0";
        String whole = explained(sql);
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
                assertThat(rows.next()).isTrue();
                assertThat(whole).startsWith(rows.getString("operation"));
            }
        }
    }
}
