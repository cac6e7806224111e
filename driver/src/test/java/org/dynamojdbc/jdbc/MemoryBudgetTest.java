package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.IntStream;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a relational statement keeps in memory is counted in rows: maxMemoryRows of them are kept, one more is refused. */
class MemoryBudgetTest {
    private static final int ROWS = 100;
    private DynamoStub stub;

    @BeforeEach
    void serveAHundredRows() {
        stub = new DynamoStub();
        stub.table("orders", "customer", "placed");
        stub.on("Scan", MemoryBudgetTest::page);
        stub.on("Query", MemoryBudgetTest::page);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static Answer page(Call call) {
        return Answer.page(
                IntStream.range(0, ROWS)
                        .mapToObj(i ->
                                Answer.item(Map.of("customer", "c" + i % 10, "placed", "p" + i, "state", "s" + i % 3)))
                        .toList(),
                null);
    }

    private int rows(String sql, int budget) throws SQLException {
        try (Connection connection = stub.connect("maxMemoryRows=" + budget);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT placed FROM orders ORDER BY upper(placed)",
                "SELECT placed, COUNT(*) FROM orders GROUP BY placed",
                "SELECT DISTINCT placed FROM orders",
                "SELECT COUNT(DISTINCT placed) FROM orders",
                "SELECT LISTAGG(placed, ',') FROM orders",
                "SELECT ARRAY_AGG(placed ORDER BY customer) FROM orders",
                "SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY placed) FROM orders",
                "SELECT MODE() WITHIN GROUP (ORDER BY placed) FROM orders",
                "SELECT ROW_NUMBER() OVER (ORDER BY placed) FROM orders",
                "SELECT a.placed FROM orders a JOIN orders b ON upper(a.placed) = upper(b.placed)",
                "SELECT a.placed FROM orders a FULL JOIN orders b ON upper(a.placed) = b.placed",
                "SELECT placed FROM orders UNION SELECT placed FROM orders",
                "SELECT placed FROM orders EXCEPT SELECT 'p1'",
                "SELECT placed FROM orders INTERSECT SELECT placed FROM orders",
                "WITH RECURSIVE r AS (SELECT placed FROM orders UNION SELECT placed FROM r) SELECT placed FROM r"
            })
    void aStatementThatKeepsMoreRowsThanTheBudgetIsRefusedByTheNameOfTheProperty(String sql) throws SQLException {
        assertThatThrownBy(() -> rows(sql, ROWS / 2))
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("53400"))
                .hasMessageContaining("maxMemoryRows");
        assertThat(rows(sql, 4 * ROWS)).isPositive();
    }

    @Test
    void theFirstRowsOfAnOrderNeedNoMoreMemoryThanTheyAre() throws SQLException {
        assertThat(rows("SELECT placed FROM orders ORDER BY upper(placed) LIMIT 5", 6))
                .isEqualTo(5);
    }

    @Test
    void groupsCountAndTheirRowsDoNot() throws SQLException {
        assertThat(rows("SELECT customer, COUNT(*), SUM(char_length(placed)) FROM orders GROUP BY customer", 10))
                .isEqualTo(10);
    }
}
