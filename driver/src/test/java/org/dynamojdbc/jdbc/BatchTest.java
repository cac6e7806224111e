package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.dynamojdbc.stub.FaultyServer;
import org.dynamojdbc.stub.FaultyServer.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JDBC batches against an embedded server, with and without faults in front of it. */
class BatchTest {
    private static Connection direct;

    @BeforeAll
    static void open() throws SQLException {
        direct = DriverManager.getConnection("jdbc:dynamodb:embedded:batches");
    }

    @AfterAll
    static void close() throws SQLException {
        direct.close();
    }

    @BeforeEach
    void table() throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS bat");
            statement.execute("CREATE TABLE bat (id VARCHAR PRIMARY KEY)");
        }
    }

    private static Map<String, Integer> rows() throws SQLException {
        Map<String, Integer> rows = new TreeMap<>();
        try (Statement statement = direct.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, n FROM bat")) {
            while (result.next()) {
                rows.put(result.getString(1), result.getInt(2));
            }
        }
        return rows;
    }

    private static PreparedStatement batch(Connection connection, String sql, int from, int to) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = from; i < to; i++) {
            if (statement.getParameterMetaData().getParameterCount() == 2) {
                statement.setInt(1, i);
                statement.setString(2, "i" + i);
            } else {
                statement.setString(1, "i" + i);
            }
            statement.addBatch();
        }
        return statement;
    }

    private static final String INSERT = "INSERT INTO bat (n, id) VALUES (?, ?)";
    private static final String UPSERT = "UPSERT INTO bat (n, id) VALUES (?, ?)";
    private static final String UPDATE = "UPDATE bat SET n = ? WHERE id = ?";
    private static final String DELETE = "DELETE FROM bat WHERE id = ?";

    @ParameterizedTest
    @ValueSource(strings = {INSERT, UPSERT})
    void rowsGoOutInFullBatches(String sql) throws SQLException {
        try (PreparedStatement batch = batch(direct, sql, 0, 260)) {
            assertThat(batch.executeLargeBatch()).hasSize(260).containsOnly(1);
            assertThat(batch.unwrap(DynamoStatement.class).statistics().calls()).isEqualTo(11);
        }
        assertThat(rows()).hasSize(260).containsEntry("i259", 259);
    }

    @Test
    void tenThousandRowsTakeAsFewCallsAsCanBe() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection connection = stub.connect("")) {
            stub.table("bat", "id");
            stub.on("BatchWriteItem", call -> Answer.ok("{}"));
            stub.on("BatchExecuteStatement", call -> {
                int statements = call.field("Statements").asArray().size();
                return Answer.ok("{\"Responses\":[" + String.join(",", Collections.nCopies(statements, "{}")) + "]}");
            });
            for (String sql : List.of(INSERT, UPSERT)) {
                try (PreparedStatement batch = batch(connection, sql, 0, 10_000)) {
                    assertThat(batch.executeLargeBatch()).hasSize(10_000).containsOnly(1);
                    assertThat(batch.unwrap(DynamoStatement.class).statistics().itemsWritten())
                            .isEqualTo(10_000);
                }
            }
            assertThat(stub.calls("BatchExecuteStatement")).hasSize(400);
            assertThat(stub.calls("BatchWriteItem")).hasSize(400);
        }
    }

    @Test
    void updatesAndDeletesGoOutInFullBatchesAndCount() throws SQLException {
        batch(direct, UPSERT, 0, 50).executeBatch();
        try (PreparedStatement batch = batch(direct, UPDATE, 25, 75)) {
            int[] counts = batch.executeBatch();
            assertThat(Arrays.stream(counts).sum()).isEqualTo(25);
            assertThat(counts[0]).isEqualTo(1);
            assertThat(counts[49]).isZero();
            assertThat(batch.unwrap(DynamoStatement.class).statistics().calls()).isEqualTo(2);
        }
        assertThat(rows()).hasSize(50);
        try (PreparedStatement batch = batch(direct, DELETE, 40, 60)) {
            assertThat(batch.executeBatch()).hasSize(20).containsOnly(Statement.SUCCESS_NO_INFO);
            assertThat(batch.unwrap(DynamoStatement.class).statistics().calls()).isEqualTo(1);
        }
        assertThat(rows()).hasSize(40);
        try (Statement statement = direct.createStatement()) {
            statement.addBatch("UPDATE bat SET n = 1000 WHERE id = 'i1' AND n = 1");
            statement.addBatch("UPDATE bat SET n = 1000 WHERE id = 'i2' AND n > 2");
            statement.addBatch("DELETE FROM bat WHERE id = 'i3' AND n <= 3");
            statement.addBatch("DELETE FROM bat WHERE id = 'i4' AND n < 4");
            assertThat(statement.executeBatch()).containsExactly(1, 0, 1, 0);
            assertThat(statement.unwrap(DynamoStatement.class).statistics().calls())
                    .isEqualTo(3);
            statement.addBatch("DELETE FROM bat WHERE id IN ('i5', 'i6', 'nobody')");
            statement.addBatch("DELETE FROM bat WHERE id = 'i7'");
            assertThat(statement.executeBatch()).containsExactly(2, 1);
        }
    }

    @Test
    void theSameKeyTwiceIsKeptInOrder() throws SQLException {
        try (Statement statement = direct.createStatement()) {
            for (int i = 0; i < 30; i++) {
                statement.addBatch("UPSERT INTO bat (id, n) VALUES ('same', " + i + ")");
            }
            statement.addBatch("DELETE FROM bat WHERE id = 'same'");
            statement.addBatch("INSERT INTO bat (id, n) VALUES ('same', 99)");
            statement.addBatch("UPDATE bat SET n = n + 1 WHERE id = 'same'");
            assertThat(statement.executeBatch()).hasSize(33).containsOnly(1);
        }
        assertThat(rows()).containsExactly(Map.entry("same", 100));
    }

    @Test
    void eachFailedRowHasItsCauseAndTheOthersAreDone() throws SQLException {
        batch(direct, UPSERT, 3, 5).executeBatch();
        try (PreparedStatement batch = batch(direct, INSERT, 0, 10)) {
            assertThatThrownBy(batch::executeLargeBatch).isInstanceOfSatisfying(BatchUpdateException.class, e -> {
                assertThat(e.getLargeUpdateCounts())
                        .containsExactly(1, 1, 1, Statement.EXECUTE_FAILED, Statement.EXECUTE_FAILED, 1, 1, 1, 1, 1);
                List<String> states = new ArrayList<>();
                for (SQLException next = e.getNextException(); next != null; next = next.getNextException()) {
                    states.add(next.getSQLState());
                }
                assertThat(states).containsExactly("23505", "23505");
            });
        }
        assertThat(rows()).hasSize(10);
    }

    @Test
    void anItemThatIsTooLargeSpoilsOnlyItself() throws SQLException {
        try (PreparedStatement batch = direct.prepareStatement("UPSERT INTO bat (id, v) VALUES (?, ?)")) {
            for (int i = 0; i < 5; i++) {
                batch.setString(1, "i" + i);
                batch.setString(2, i == 2 ? "x".repeat(401 * 1024) : "x");
                batch.addBatch();
            }
            assertThatThrownBy(batch::executeBatch)
                    .isInstanceOfSatisfying(BatchUpdateException.class, e -> assertThat(e.getUpdateCounts())
                            .containsExactly(1, 1, Statement.EXECUTE_FAILED, 1, 1));
        }
        assertThat(rows()).containsOnlyKeys("i0", "i1", "i3", "i4");
    }

    @Test
    void rowsAreSentWhileTheyAreAddedWhenThePropertySaysSo() throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection("jdbc:dynamodb:embedded:batches?batchFlushRows=100");
                PreparedStatement batch = batch(connection, INSERT, 0, 250)) {
            for (int tries = 0; rows().size() < 200 && tries < 600; tries++) {
                Thread.sleep(50);
            }
            assertThat(rows()).hasSize(200);
            assertThat(batch.executeLargeBatch()).hasSize(250).containsOnly(1);
            assertThat(batch.unwrap(DynamoStatement.class).statistics().calls()).isEqualTo(10);
            assertThat(batch.executeLargeBatch()).isEmpty();
        }
        assertThat(rows()).hasSize(250);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void faultsLoseAndDoubleNothing(long seed) throws SQLException {
        batch(direct, UPSERT, 0, 100).executeBatch();
        try (FaultyServer faulty = new FaultyServer(direct, seed);
                Connection connection = faulty.connect("maxAttempts=20")) {
            faulty.fail(0.3, Set.of(Fault.values()));
            try (PreparedStatement insert = batch(connection, INSERT, 100, 400)) {
                assertThat(insert.executeBatch()).hasSize(300).containsOnly(1);
            }
            try (PreparedStatement upsert = batch(connection, UPSERT, 350, 450)) {
                assertThat(upsert.executeBatch()).hasSize(100).containsOnly(1);
            }
            assertThat(rows()).hasSize(450);
            try (PreparedStatement duplicates =
                    batch(connection, "INSERT INTO bat (n, id, other) VALUES (?, ?, TRUE)", 440, 460)) {
                assertThatThrownBy(duplicates::executeBatch).isInstanceOfSatisfying(BatchUpdateException.class, e -> {
                    assertThat(Arrays.copyOfRange(e.getUpdateCounts(), 0, 10)).containsOnly(Statement.EXECUTE_FAILED);
                    assertThat(Arrays.copyOfRange(e.getUpdateCounts(), 10, 20)).containsOnly(1);
                });
            }
            try (PreparedStatement delete = batch(connection, DELETE, 0, 100)) {
                assertThat(delete.executeBatch()).hasSize(100).containsOnly(Statement.SUCCESS_NO_INFO);
            }
            assertThat(rows()).hasSize(360);
            assertThat(faulty.given()).hasSizeGreaterThan(3);
        }
    }
}
