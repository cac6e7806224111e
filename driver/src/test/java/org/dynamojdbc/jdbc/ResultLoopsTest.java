package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.Test;

/** The loops in which tools execute, read and count. */
class ResultLoopsTest extends ToolSession {
    @Test
    void positionsOfAForwardOnlyResultAreToldAndScrollingIsRefused() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM orders WHERE customer = 'a'")) {
            assertThat(rows.isBeforeFirst()).isTrue();
            assertThat(rows.getRow()).isZero();
            assertThatThrownBy(() -> rows.getString(1)).isInstanceOf(SQLException.class);
            assertThat(rows.next()).isTrue();
            assertThat(rows.isFirst()).isTrue();
            assertThat(rows.getRow()).isOne();
            for (org.assertj.core.api.ThrowableAssert.ThrowingCallable scroll :
                    List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                            rows::beforeFirst,
                            rows::first,
                            rows::last,
                            rows::previous,
                            rows::afterLast,
                            () -> rows.absolute(1),
                            () -> rows.relative(-1))) {
                assertThatThrownBy(scroll).isInstanceOf(SQLException.class);
            }
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
            assertThat(rows.getRow()).isZero();
            assertThat(rows.next()).isFalse();
            assertThatThrownBy(() -> rows.getString(1)).isInstanceOf(SQLException.class);
        }
    }

    /** Tools read a table's first rows again and again, a part more each time. */
    @Test
    void moreRowsOfTheSameQueryBeginWithTheSameRows() throws SQLException {
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("orders", "customer");
            stub.on("Scan", call -> {
                int from = call.has("ExclusiveStartKey")
                        ? Integer.parseInt(call.field("ExclusiveStartKey")
                                .field("customer")
                                .orElseThrow()
                                .field("S")
                                .orElseThrow()
                                .asString())
                        : 0;
                int most =
                        call.has("Limit") ? Integer.parseInt(call.field("Limit").asNumber()) : 1000;
                List<String> items = new ArrayList<>();
                for (int i = from + 1; i <= from + Math.min(most, 1000); i++) {
                    items.add(Answer.item(Map.of("customer", Integer.toString(i))));
                }
                return Answer.page(items, items.get(items.size() - 1));
            });
            try (Connection own = stub.connect("scanParallelism=8");
                    Statement statement = own.createStatement()) {
                List<String> before = List.of();
                for (int part = 200; part <= 600; part += 200) {
                    statement.setMaxRows(part);
                    List<String> seen = new ArrayList<>();
                    try (ResultSet rows = statement.executeQuery("SELECT * FROM orders")) {
                        while (rows.next()) {
                            seen.add(rows.getString("customer"));
                        }
                    }
                    assertThat(seen).hasSize(part);
                    assertThat(seen.subList(0, before.size())).isEqualTo(before);
                    before = seen;
                }
                assertThat(stub.calls("Scan")).hasSize(3);
            }
        }
    }

    @Test
    void updateCountsEndTheLoopThatToolsRun() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT * FROM orders")).isTrue();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getLargeUpdateCount()).isEqualTo(-1);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("UPSERT INTO orders (customer, placed) VALUES ('u', '1')", 1);
            counts.put("UPDATE orders SET n = 1 WHERE customer = 'u' AND placed = '1'", 1);
            counts.put("UPDATE orders SET n = 1 WHERE customer = 'u' AND placed = 'none'", 0);
            counts.put("DELETE FROM orders WHERE customer = 'u' AND placed = '1'", 1);
            counts.put("DELETE FROM orders WHERE customer = 'u' AND placed = '2'", 0);
            for (Map.Entry<String, Integer> each : counts.entrySet()) {
                assertThat(statement.execute(each.getKey())).isFalse();
                assertThat(statement.getUpdateCount()).as(each.getKey()).isEqualTo(each.getValue());
                assertThat(statement.getLargeUpdateCount()).isEqualTo((long) each.getValue());
                assertThat(statement.getResultSet()).isNull();
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
            }
        }
    }

    @Test
    void hintsNeverFailAndNegativeLimitsDo() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int size : new int[] {0, 1, 10_000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                statement.setFetchSize(size);
                assertThat(statement
                                .executeQuery("SELECT * FROM orders WHERE customer = 'a'")
                                .next())
                        .isTrue();
            }
            statement.setQueryTimeout(0);
            statement.setMaxRows(0);
            assertThat(first("SELECT placed FROM orders WHERE customer = 'a'")).hasSize(2);
            assertThatThrownBy(() -> statement.setFetchSize(-1)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.setMaxRows(-1)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.setQueryTimeout(-1)).isInstanceOf(SQLException.class);
            statement.cancel();
            assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
            statement.setFetchDirection(ResultSet.FETCH_REVERSE);
            statement.setPoolable(true);
            statement.setCursorName("c");
            statement.setMaxFieldSize(10);
        }
    }

    @Test
    void generatedKeysAreNeverNull() throws SQLException {
        String insert = "UPSERT INTO orders (customer, placed) VALUES ('g', '1')";
        try (PreparedStatement flagged = connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS);
                PreparedStatement numbered = connection.prepareStatement(insert, new int[] {1});
                PreparedStatement named = connection.prepareStatement(insert, new String[] {"customer"});
                PreparedStatement plain = connection.prepareStatement(insert)) {
            for (PreparedStatement each : List.of(flagged, numbered, named, plain)) {
                assertThat(each.executeUpdate()).isOne();
                try (ResultSet keys = each.getGeneratedKeys()) {
                    assertThat(keys).isNotNull();
                    assertThat(keys.getMetaData()).isNotNull();
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1");
            assertThat(statement.getGeneratedKeys().next()).isFalse();
        }
    }

    @Test
    void batchesOfAnySizeCountEachRowAndAreEmptyAfterwards() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPSERT INTO numbers (id, n) VALUES (?, ?)")) {
            for (int size : new int[] {0, 1, 25, 26, 1000}) {
                for (int i = 0; i < size; i++) {
                    statement.setString(1, "batch" + i);
                    statement.setInt(2, i);
                    statement.addBatch();
                }
                assertThat(statement.executeBatch()).hasSize(size).containsOnly(size == 0 ? new int[0] : new int[] {1});
                assertThat(statement.executeLargeBatch()).isEmpty();
                statement.setString(1, "never");
                statement.setInt(2, 0);
                statement.addBatch();
                statement.clearBatch();
                assertThat(statement.executeBatch()).isEmpty();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("UPSERT INTO numbers (id) VALUES ('s1')");
            statement.addBatch("SELECT 1");
            assertThatThrownBy(statement::executeBatch).isInstanceOf(java.sql.BatchUpdateException.class);
            assertThat(statement.executeBatch()).isEmpty();
        }
    }

    @Test
    void aNewExecutionClosesTheResultAndCompletionClosesTheStatement() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet one = statement.executeQuery("SELECT 1");
            ResultSet two = statement.executeQuery("SELECT 2");
            assertThat(one.isClosed()).isTrue();
            assertThat(two.isClosed()).isFalse();
            statement.closeOnCompletion();
            assertThat(statement.isCloseOnCompletion()).isTrue();
            two.close();
            assertThat(statement.isClosed()).isTrue();
        }
    }
}
