package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement that gives rows has no place in a batch: it fails alone, and the others are done and counted. */
class BatchedQueriesTest {
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:batchedqueries");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS mixed (id VARCHAR PRIMARY KEY, n NUMERIC)");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE mixed");
            statement.execute("INSERT INTO mixed (id, n) VALUES ('a', 1), ('b', 2)");
        }
    }

    private static Map<String, Integer> rows() throws SQLException {
        Map<String, Integer> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, n FROM mixed")) {
            while (result.next()) {
                rows.put(result.getString(1), result.getInt(2));
            }
        }
        return rows;
    }

    private static void isRefused(BatchUpdateException failed, int entry) {
        assertThat((Throwable) failed)
                .hasMessageContaining("first entry " + entry)
                .hasMessageContaining("executeQuery");
        assertThat(failed.getSQLState()).isEqualTo("0100E");
        assertThat((Throwable) failed.getNextException()).isNotNull();
        assertThat(failed.getNextException().getSQLState()).isEqualTo("0100E");
        assertThat((Throwable) failed.getNextException().getNextException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM mixed WHERE id = 'a'",
                "SELECT id, COUNT(*) FROM mixed GROUP BY id",
                "VALUES (1), (2)",
                "UPDATE mixed SET n = 100 WHERE id = 'b' RETURNING ALL NEW *",
                "DELETE FROM mixed WHERE id = 'b' RETURNING ALL OLD *",
                "INSERT INTO mixed (id) VALUES ('returned') RETURNING id",
                "SHOW TABLES",
                "EXPLAIN DELETE FROM mixed"
            })
    void theOtherEntriesAreDoneAndCounted(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("UPSERT INTO mixed (id, n) VALUES ('c', 3), ('d', 4)");
            statement.addBatch("UPDATE mixed SET n = n + 10 WHERE id = 'a'");
            statement.addBatch("UPDATE mixed SET n = 0 WHERE id = 'nobody'");
            statement.addBatch(sql);
            statement.addBatch("DELETE FROM mixed WHERE n >= 3 AND n <= 4");
            BatchUpdateException failed = catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);
            isRefused(failed, 3);
            assertThat(failed.getUpdateCounts()).containsExactly(2, 1, 0, Statement.EXECUTE_FAILED, 2);
            assertThat(failed.getLargeUpdateCounts()).containsExactly(2, 1, 0, Statement.EXECUTE_FAILED, 2);
            assertThat(statement.executeBatch()).as("the batch after it failed").isEmpty();
        }
        assertThat(rows()).containsExactly(Map.entry("a", 11), Map.entry("b", 2));
    }

    @Test
    void noEntryOfAPreparedQueryIsRun() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT n FROM mixed WHERE id = ?")) {
            for (String id : new String[] {"a", "b"}) {
                query.setString(1, id);
                query.addBatch();
            }
            BatchUpdateException failed = catchThrowableOfType(BatchUpdateException.class, query::executeBatch);
            assertThat(failed.getSQLState()).isEqualTo("0100E");
            assertThat(failed.getUpdateCounts()).containsExactly(Statement.EXECUTE_FAILED, Statement.EXECUTE_FAILED);
        }
    }

    @Test
    void inATransactionTheWritesOfTheOthersAreGathered() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("UPDATE mixed SET n = 5 WHERE id = 'a'");
            statement.addBatch("SELECT * FROM mixed");
            BatchUpdateException failed = catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);
            isRefused(failed, 1);
            assertThat(failed.getUpdateCounts()).containsExactly(1, Statement.EXECUTE_FAILED);
        }
        assertThat(rows()).containsEntry("a", 1);
        connection.commit();
        connection.setAutoCommit(true);
        assertThat(rows()).containsEntry("a", 5);
    }
}
