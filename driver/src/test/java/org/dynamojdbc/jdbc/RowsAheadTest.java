package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of a batch that are planned while others are added mean what they mean when the batch is executed. */
class RowsAheadTest {
    private static final int ROWS = 300;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:rows-ahead");
        execute("DROP TABLE IF EXISTS ahead");
        execute("CREATE TABLE ahead (id VARCHAR PRIMARY KEY, n INTEGER)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    /** A statement that was executed before, so that how it is planned is known. */
    private PreparedStatement known(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        add(statement, "first", 1);
        statement.executeBatch();
        return statement;
    }

    private static void add(PreparedStatement statement, String id, Object n) throws SQLException {
        statement.setString(1, id);
        statement.setObject(2, n);
        statement.addBatch();
    }

    private static void addMany(PreparedStatement statement, Object n) throws SQLException {
        for (int i = 0; i < ROWS; i++) {
            add(statement, "i" + i, n);
        }
        awaitPlanned();
    }

    /** The threads beside the caller have nothing to do any more. */
    private static void awaitPlanned() {
        assertTimeout(Duration.ofMinutes(1), () -> {
            while (Thread.getAllStackTraces().entrySet().stream()
                    .anyMatch(thread -> thread.getKey().getName().startsWith("dynamo-jdbc-write-")
                            && List.of(thread.getValue()).toString().contains("RowsAhead"))) {
                Thread.sleep(5);
            }
        });
    }

    @Test
    void nothingIsSentBeforeTheBatchIsExecutedNorAfterItIsCleared() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection stubbed = stub.connect("")) {
            stub.table("ahead", "id");
            stub.on("PutItem", call -> Answer.ok("{}"));
            stub.on("BatchWriteItem", call -> Answer.ok("{}"));
            connection.close();
            connection = stubbed;
            try (PreparedStatement batch = known("UPSERT INTO ahead (id, n) VALUES (?, ?)")) {
                addMany(batch, 1);
                batch.clearBatch();
                assertThat(batch.executeBatch()).isEmpty();
                addMany(batch, 2);
                assertThat(stub.calls("BatchWriteItem")).isEmpty();
                assertThat(stub.calls("PutItem")).hasSize(1);
                assertThat(batch.executeBatch()).hasSize(ROWS).containsOnly(1);
                assertThat(stub.calls("BatchWriteItem")).hasSize(ROWS / 25);
                assertThat(stub.calls("BatchWriteItem"))
                        .allSatisfy(call -> assertThat(call.body().toString())
                                .contains("\"2\"")
                                .doesNotContain("\"1\""));
            }
        }
    }

    @Test
    void rowsAreWrittenAsTheTableIsDeclaredWhenTheBatchIsExecuted() throws SQLException {
        try (PreparedStatement batch = known("INSERT INTO ahead (id, n) VALUES (?, ?)")) {
            addMany(batch, 7);
            execute("DROP TABLE ahead");
            execute("CREATE TABLE ahead (id VARCHAR PRIMARY KEY, n VARCHAR)");
            assertThat(batch.executeBatch()).hasSize(ROWS).containsOnly(1);
        }
        assertThat(text("SELECT COUNT(*) FROM ahead WHERE attribute_type(n, 'S')"))
                .isEqualTo(Integer.toString(ROWS));
    }

    @Test
    void propertiesCountAsTheyAreWhenTheBatchIsExecuted() throws SQLException {
        try (PreparedStatement batch = known("UPSERT INTO ahead (id, n) VALUES (?, ?)")) {
            addMany(batch, null);
            execute("SET setNull = 'remove'");
            assertThat(batch.executeBatch()).hasSize(ROWS).containsOnly(1);
        }
        assertThat(text("SELECT COUNT(*) FROM ahead WHERE n IS MISSING")).isEqualTo(Integer.toString(ROWS));
    }

    @Test
    void anImpossibleRowFailsAloneWhenTheBatchIsExecuted() throws SQLException {
        try (PreparedStatement batch = known("INSERT INTO ahead (id, n) VALUES (?, ?)")) {
            add(batch, "", 1);
            addMany(batch, 1);
            add(batch, "bad", "no number");
            assertThatThrownBy(batch::executeBatch).isInstanceOfSatisfying(BatchUpdateException.class, refused -> {
                assertThat(refused.getUpdateCounts()).hasSize(ROWS + 2);
                assertThat(refused.getUpdateCounts()[0]).isEqualTo(Statement.EXECUTE_FAILED);
                assertThat(refused.getUpdateCounts()[ROWS + 1]).isEqualTo(Statement.EXECUTE_FAILED);
                assertThat(refused.getNextException().getSQLState()).isEqualTo("23502");
                assertThat(refused.getNextException().getNextException().getSQLState())
                        .isEqualTo("22018");
            });
        }
        assertThat(text("SELECT COUNT(*) FROM ahead")).isEqualTo(Integer.toString(ROWS + 1));
    }

    @Test
    void textThatLooksLikeADocumentIsComparedWithTheSampleOfTheExecution() throws SQLException {
        try (PreparedStatement batch = known("INSERT INTO ahead (id, doc) VALUES (?, ?)")) {
            addMany(batch, "[1]");
            execute("DELETE FROM ahead");
            execute("INSERT INTO ahead VALUE {'id': 'x', 'doc': [2]}");
            execute("REFRESH TABLE ahead");
            assertThat(batch.executeBatch()).hasSize(ROWS).containsOnly(1);
        }
        assertThat(text("SELECT COUNT(*) FROM ahead WHERE attribute_type(doc, 'L')"))
                .isEqualTo(Integer.toString(ROWS + 1));
    }

    @Test
    void defaultsAreOfTheTimeOfTheExecution() throws SQLException {
        execute("DROP TABLE ahead");
        execute("CREATE TABLE ahead (id VARCHAR PRIMARY KEY, n INTEGER, made TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
        try (PreparedStatement batch = known("INSERT INTO ahead (id, n) VALUES (?, ?)")) {
            addMany(batch, 1);
            String added = text("VALUES (CURRENT_TIMESTAMP)");
            batch.executeBatch();
            assertThat(text("SELECT COUNT(*) FROM ahead WHERE made < TIMESTAMP '" + added + "'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aTransactionThatBeginsAfterRowsWereAddedGathersThem() throws SQLException {
        try (PreparedStatement batch = known("UPSERT INTO ahead (id, n) VALUES (?, ?)")) {
            for (int i = 0; i < 90; i++) {
                add(batch, "i" + i, 1);
            }
            awaitPlanned();
            connection.setAutoCommit(false);
            batch.executeBatch();
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertThat(text("SELECT COUNT(*) FROM ahead")).isEqualTo("1");
    }
}
