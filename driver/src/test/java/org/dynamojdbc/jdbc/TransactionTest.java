package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dynamojdbc.execute.call.Statistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions through JDBC against an embedded server. */
class TransactionTest {
    private static final String URL = "jdbc:dynamodb:embedded:transactions";
    private Connection connection;
    private static Connection other;

    @BeforeAll
    static void openOther() throws SQLException {
        other = DriverManager.getConnection(URL);
    }

    @AfterAll
    static void closeOther() throws SQLException {
        other.close();
    }

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection(URL);
        run(other, "DROP TABLE IF EXISTS acc");
        run(other, "CREATE TABLE acc (id VARCHAR PRIMARY KEY, later INTEGER)");
        run(other, "INSERT INTO acc (id, n, s) VALUES ('a', 10, 'x'), ('b', 20, 'y')");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private int run(String sql) throws SQLException {
        return run(connection, sql);
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The items as others see them. */
    private List<String> rows() throws SQLException {
        return rows(other);
    }

    private static List<String> rows(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, n, s FROM acc")) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2) + " " + result.getString(3));
            }
        }
        rows.sort(null);
        return rows;
    }

    private static void assertState(SQLException failure, String state) {
        assertThat((Throwable) failure).hasFieldOrPropertyWithValue("SQLState", state);
    }

    private SQLException failure(String sql) {
        try {
            run(sql);
        } catch (SQLException expected) {
            return expected;
        }
        throw new AssertionError(sql + " was not refused");
    }

    private SQLException commitFailure() {
        try {
            connection.commit();
        } catch (SQLException expected) {
            return expected;
        }
        throw new AssertionError("the commit was not refused");
    }

    @Test
    void nothingIsSeenBeforeTheCommitAndAllAfterIt() throws SQLException {
        assertThat(run("INSERT INTO acc (id, n) VALUES ('c', 1), ('d', 2)")).isEqualTo(2);
        assertThat(run("UPDATE acc SET n = n + 1 WHERE id = 'a'")).isEqualTo(1);
        assertThat(run("DELETE FROM acc WHERE id = 'b'")).isEqualTo(1);
        assertThat(rows()).containsExactly("a 10 x", "b 20 y");
        assertThat(rows(connection)).containsExactly("a 10 x", "b 20 y");
        connection.commit();
        assertThat(rows()).containsExactly("a 11 x", "c 1 null", "d 2 null");
        Statistics cost = connection.unwrap(DynamoConnection.class).commitStatistics();
        assertThat(cost.calls()).isEqualTo(1);
        assertThat(cost.writeUnits()).isPositive();
        assertThat(cost.arms()).singleElement().satisfies(arm -> assertThat(arm.table())
                .isEqualTo("acc"));
        connection.commit();
        assertThat(connection.unwrap(DynamoConnection.class).commitStatistics().calls())
                .isZero();
    }

    @Test
    void rollbackDropsTheWrites() throws SQLException {
        run("DELETE FROM acc WHERE id = 'a'");
        connection.rollback();
        connection.commit();
        assertThat(rows()).containsExactly("a 10 x", "b 20 y");
    }

    @Test
    void turningAutoCommitOnCommits() throws SQLException {
        run("DELETE FROM acc WHERE id = 'a'");
        connection.setAutoCommit(false);
        assertThat(rows()).hasSize(2);
        connection.setAutoCommit(true);
        assertThat(rows()).containsExactly("b 20 y");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThatThrownBy(connection::commit)
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "25000");
    }

    @Test
    void sqlBeginsAndEndsATransaction() throws SQLException {
        connection.setAutoCommit(true);
        run("BEGIN");
        run("DELETE FROM acc WHERE id = 'a'");
        assertThat(rows()).hasSize(2);
        run("ROLLBACK");
        run("START TRANSACTION");
        run("DELETE FROM acc WHERE id = 'b'");
        run("COMMIT");
        assertThat(rows()).containsExactly("a 10 x");
        run("DELETE FROM acc WHERE id = 'a'");
        assertThat(rows()).isEmpty();
        assertState(failure("COMMIT"), "25000");
    }

    @Test
    void closingWithoutCommitRollsBackAndLogsIt() throws SQLException {
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.dynamojdbc");
        logger.addHandler(handler);
        try {
            run("DELETE FROM acc WHERE id = 'a'");
            connection.close();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(rows()).hasSize(2);
        assertThat(records).anyMatch(r -> r.getMessage().contains("closed without commit"));
    }

    @Test
    void aDuplicateFailsTheCommitAndNothingIsWritten() throws SQLException {
        run("INSERT INTO acc (id) VALUES ('new')");
        run("INSERT INTO acc (id) VALUES ('a')");
        run("UPDATE acc SET n = 0 WHERE id = 'nobody'");
        SQLException failure = commitFailure();
        assertState(failure, "23505");
        assertThat(failure.getMessage()).contains("statement 2").contains("acc");
        SQLException first = failure.getNextException();
        assertState(first, "23505");
        SQLException second = first.getNextException();
        assertState(second, "40001");
        assertThat((Throwable) second)
                .isInstanceOf(SQLTransactionRollbackException.class)
                .hasMessageContaining("statement 3");
        assertThat(rows()).hasSize(2);
        connection.commit();
        assertThat(rows()).hasSize(2);
    }

    @Test
    void anUpdateOfAnItemThatChangedFailsTheCommit() throws SQLException {
        run("UPDATE acc SET n = 0 WHERE id = 'a' AND n = 10");
        run(other, "UPDATE acc SET n = 11 WHERE id = 'a'");
        assertState(commitFailure(), "40001");
        assertThat(rows()).contains("a 11 x");
    }

    @Test
    void assertionsAreCheckedAtTheCommit() throws SQLException {
        run("ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a' AND n >= 10)");
        run("ASSERT NOT EXISTS (SELECT * FROM acc WHERE id = 'b' AND n > 20)");
        run("ASSERT NOT EXISTS (SELECT * FROM acc WHERE id = 'c')");
        run("INSERT INTO acc (id) VALUES ('d')");
        connection.commit();
        assertThat(rows()).contains("d null null");
        run("ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a' AND n > 10)");
        run("INSERT INTO acc (id) VALUES ('e')");
        SQLException failure = commitFailure();
        assertState(failure, "40001");
        assertThat((Throwable) failure).hasMessageContaining("ASSERT");
        assertThat(rows()).hasSize(3);
        connection.setAutoCommit(true);
        assertState(failure("ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a')"), "25000");
    }

    /** Statements on item a (n = 10, s = 'x') and what is left of it; absent for none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE acc SET n = n + 1 WHERE id = 'a'; UPDATE acc SET n = n - 3 WHERE id = 'a' | 8 x",
                "UPDATE acc SET n = 1 WHERE id = 'a'; UPDATE acc SET n = n + 1, s = 'z' WHERE id = 'a' | 2 z",
                "UPDATE acc SET n = s WHERE id = 'a'; UPDATE acc SET s = n WHERE id = 'a' | x x",
                "UPDATE acc SET v = if_not_exists(v, 0) + 1 WHERE id = 'a'; UPDATE acc SET n = v WHERE id = 'a' | 1 x",
                "UPDATE acc ADD n 5 WHERE id = 'a'; UPDATE acc ADD n 6 WHERE id = 'a' | 21 x",
                "UPDATE acc REMOVE n WHERE id = 'a'; UPDATE acc ADD n 6 WHERE id = 'a' | 6 x",
                "UPDATE acc SET n = 7 WHERE id = 'a'; UPDATE acc REMOVE n WHERE id = 'a' | NULL x",
                "UPDATE acc SET n = 7 WHERE id = 'a'; DELETE FROM acc WHERE id = 'a' | absent",
                "UPDATE acc SET n = 7 WHERE id = 'a'; DELETE FROM acc WHERE id = 'a' AND s = 'x' | absent",
                "DELETE FROM acc WHERE id = 'a'; INSERT INTO acc (id, n) VALUES ('a', 1) | 1 NULL",
                "DELETE FROM acc WHERE id = 'a'; UPSERT INTO acc (id, n) VALUES ('a', 2) | 2 NULL",
                "UPSERT INTO acc (id, n) VALUES ('a', 2); UPDATE acc SET n = n + 1, s = 'q' WHERE id = 'a' AND n = 2"
                        + " | 3 q",
                "UPSERT INTO acc (id, n) VALUES ('a', 2); UPSERT INTO acc (id, n) VALUES ('a', 3) | 3 NULL",
                "UPSERT INTO acc (id, n) VALUES ('a', 2); DELETE FROM acc WHERE id = 'a' | absent",
                "UPDATE acc SET n = 7 WHERE id = 'a'; UPSERT INTO acc (id, n) VALUES ('a', 3) | 3 NULL",
                "UPDATE acc SET n = n * 1.1 WHERE id = 'a' | 11 x",
                "UPDATE acc SET n = n * 2, s = concat(upper(s), n) WHERE id = 'a' AND char_length(s) = 1 | 20 X10",
                "UPDATE acc SET n = n * 2 WHERE id = 'a' AND char_length(s) = 2 | 10 x",
                "UPDATE acc SET s = upper(s) WHERE id = 'a'; UPDATE acc SET n = n * 2 WHERE id = 'a' | 20 X",
                "UPSERT INTO acc (id, n) VALUES ('a', 2); UPDATE acc SET n = n * 3 WHERE id = 'a' | 6 NULL",
                "DELETE FROM acc WHERE id = 'a' AND char_length(s) = 1 | absent",
                "DELETE FROM acc WHERE id = 'a' AND char_length(s) = 2 | 10 x",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | absent",
                "UPDATE acc SET id = 'z' WHERE id = 'a'; UPDATE acc SET id = 'a', n = n * 5 WHERE id = 'z' | 50 x",
                "UPDATE acc SET id = 'z' WHERE id = 'a'; INSERT INTO acc (id, n) VALUES ('a', 3) | 3 NULL",
                "UPDATE acc SET id = lower(id) WHERE id = 'a' | 10 x",
                "UPDATE acc SET id = lower(id), n = n * 3 WHERE id = 'a' | 30 x",
                "UPDATE acc SET n = n * 3 WHERE s = 'x' | 30 x",
                "UPDATE acc SET id = concat(id, '2') WHERE n = 10 | absent",
                "INSERT INTO acc (id, n) VALUES ('a', 1) ON CONFLICT DO NOTHING | 10 x",
                "DELETE FROM acc WHERE id = 'a'; INSERT INTO acc (id, n) VALUES ('a', 1) ON CONFLICT DO NOTHING | 1 NULL",
                "INSERT INTO acc (id, n) VALUES ('a', 1) ON CONFLICT DO UPDATE SET n = n * 7 | 70 x",
                "INSERT INTO acc (id, n) VALUES ('a', 1) ON CONFLICT DO UPDATE SET n = n + excluded.n | 11 x",
                "ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a' AND n = 10); UPDATE acc SET n = 11 WHERE id = 'a'"
                        + " | 11 x",
                "UPDATE acc SET n = 7 WHERE id = 'a'; ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a' AND s = 'x')"
                        + " | 7 x",
            })
    void severalStatementsOnOneItemAreOneAction(String statements, String expected) throws SQLException {
        for (String sql : statements.split(";", -1)) {
            run(sql.strip());
        }
        connection.commit();
        List<String> left = rows().stream()
                .filter(r -> r.startsWith("a "))
                .map(r -> r.substring(2))
                .toList();
        assertThat(left).isEqualTo(expected.equals("absent") ? List.of() : List.of(expected.replace("NULL", "null")));
    }

    @Test
    void aMovedItemIsWholeAtItsNewPlace() throws SQLException {
        run(other, "UPDATE acc SET l = [1, {'deep': NULL}], t = <<1, 2>>, nothing = NULL WHERE id = 'a'");
        assertThat(run("UPDATE acc SET id = 'z', s = s || '!' WHERE id = 'a'")).isEqualTo(1);
        assertThat(run("UPDATE acc SET n = n + 1 WHERE id = 'z'")).isEqualTo(1);
        connection.commit();
        assertThat(rows()).contains("z 11 x!").noneMatch(row -> row.startsWith("a "));
        try (Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT l, t FROM acc WHERE id = 'z' AND nothing IS NULL" + " AND nothing IS NOT MISSING")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("[1,{\"deep\":null}]");
            assertThat(row.getString(2)).isEqualTo("[1,2]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE acc SET n = n * 2 WHERE id = 'a' | UPDATE acc SET n = 11 WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | UPDATE acc SET s = 'y' WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | UPDATE acc SET later = 1 WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | UPDATE acc SET nobody_knows = 1 WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | DELETE FROM acc WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | INSERT INTO acc (id) VALUES ('z') | 23505",
                "DELETE FROM acc WHERE id = 'a' AND char_length(s) = 1 | UPDATE acc SET s = 'y' WHERE id = 'a' | 40001",
                "INSERT INTO acc (id) VALUES ('z') ON CONFLICT DO NOTHING | INSERT INTO acc (id) VALUES ('z') | 40001",
            })
    void whatAStatementReadMustBeTheSameAtTheCommit(String sql, String meanwhile, String state) throws SQLException {
        run("INSERT INTO acc (id) VALUES ('lost')");
        assertThat(run(sql)).isEqualTo(1);
        run(other, meanwhile);
        List<String> before = rows();
        assertState(commitFailure(), state);
        assertThat(rows()).isEqualTo(before).noneMatch(row -> row.startsWith("lost"));
    }

    @Test
    void whatIsMissingIsNullInATransactionToo() throws SQLException {
        run(other, "UPDATE acc REMOVE s WHERE id = 'a'");
        run("UPDATE acc SET absent = absent + 1, n = n + 1 WHERE id = 'a'");
        run("UPDATE acc SET n = n + 1 WHERE id = 'b'");
        run("INSERT INTO acc (id) VALUES ('c')");
        run("UPDATE acc SET n = n + 1 WHERE id = 'c'");
        connection.commit();
        try (Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, n FROM acc WHERE (id = 'a' AND absent IS NULL AND"
                        + " absent IS NOT MISSING) OR (id = 'c' AND n IS NULL AND n IS NOT MISSING) OR n = 21")) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1) + " " + row.getString(2));
            }
            assertThat(found).containsExactlyInAnyOrder("a 11", "b 21", "c null");
        }
    }

    @Test
    void anAdditionToAnItemThatIsGoneFailsTheCommit() throws SQLException {
        run("UPDATE acc SET n = n + 1 WHERE id = 'never'");
        assertState(commitFailure(), "40001");
    }

    @Test
    void anAdditionToTextFailsAsItDoesAlone() throws SQLException {
        SQLException alone = org.assertj.core.api.Assertions.catchThrowableOfType(
                SQLException.class, () -> run(other, "UPDATE acc SET s = s + 1 WHERE id = 'a'"));
        run("UPDATE acc SET s = s + 1 WHERE id = 'a'");
        assertState(commitFailure(), alone.getSQLState());
    }

    @Test
    void whatElseChangesMeanwhileDoesNotMatter() throws SQLException {
        assertThat(run("UPDATE acc SET n = n * 2 WHERE id = 'a'")).isEqualTo(1);
        run(other, "UPDATE acc SET s = 'meanwhile' WHERE id = 'a'");
        connection.commit();
        assertThat(rows()).contains("a 20 meanwhile");
    }

    @Test
    void whatIsKnownOfAnItemIsCountedAtOnce() throws SQLException {
        run("INSERT INTO acc (id, n) VALUES ('c', 1)");
        assertThat(run("UPDATE acc SET n = 2 WHERE id = 'c' AND n = 9")).isZero();
        assertThat(run("UPDATE acc SET n = 2 WHERE id = 'c' AND n = 1")).isEqualTo(1);
        assertThat(run("INSERT INTO acc (id) VALUES ('c') ON CONFLICT DO NOTHING"))
                .isZero();
        assertState(failure("INSERT INTO acc (id) VALUES ('c')"), "23505");
        assertThat(run("DELETE FROM acc WHERE id = 'c'")).isEqualTo(1);
        assertThat(run("DELETE FROM acc WHERE id = 'c'")).isZero();
        assertThat(run("UPDATE acc SET n = 2 WHERE id = 'c'")).isZero();
        run("DELETE FROM acc WHERE id = 'a'");
        connection.commit();
        assertThat(rows()).containsExactly("b 20 y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE acc SET n = 7 WHERE id = 'a' | UPDATE acc SET s = 'z' WHERE id = 'a' AND n = 7",
                "UPDATE acc SET n = m + k WHERE id = 'a' | UPDATE acc SET n = 1 WHERE id = 'a'",
                "UPDATE acc SET m.x = 1 WHERE id = 'a' | UPDATE acc SET m = {'x': 2} WHERE id = 'a'",
                "UPDATE acc SET l[0] = 1 WHERE id = 'a' | UPDATE acc SET l[1] = 1 WHERE id = 'a'",
                "UPDATE acc SET n = 1 WHERE id = 'a' | ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a' AND n = 1)",
                "UPDATE acc SET n = 1 WHERE id = 'a' | UPDATE acc SET s = n * 2 WHERE id = 'a'",
                "UPDATE acc SET n = 1 WHERE id = 'a' | UPDATE acc SET id = 'z' WHERE id = 'a'",
                "UPDATE acc SET n = 1 WHERE id = 'a' | UPDATE acc SET s = upper(s) WHERE id = 'a' AND n = 10",
                "UPDATE acc SET s = 'yy' WHERE id = 'a' | DELETE FROM acc WHERE id = 'a' AND char_length(s) = 1",
                "UPDATE acc SET n = 1 WHERE id = 'a' | INSERT INTO acc (id) VALUES ('a') ON CONFLICT DO UPDATE SET n = n * 2",
            })
    void whatCannotBeOneActionIsRefusedAndTheRestStays(String first, String second) throws SQLException {
        run("INSERT INTO acc (id) VALUES ('kept')");
        run(first);
        assertState(failure(second), "0A000");
        connection.rollback();
        run("INSERT INTO acc (id) VALUES ('kept')");
        run("UPDATE acc SET n = 7 WHERE id = 'a'");
        failure("UPDATE acc SET s = 'z' WHERE id = 'a' AND n = 7");
        connection.commit();
        assertThat(rows()).contains("a 7 x", "kept null null");
    }

    @Test
    void theHundredAndFirstItemIsRefusedAndTheHundredAreCommitted() throws SQLException {
        for (int i = 0; i < 98; i++) {
            run("INSERT INTO acc (id) VALUES ('i" + i + "')");
        }
        assertState(failure("INSERT INTO acc (id) VALUES ('j1'), ('j2'), ('j3')"), "54000");
        run("INSERT INTO acc (id) VALUES ('j1'), ('j2')");
        run("UPDATE acc SET n = 1 WHERE id = 'j1'");
        assertState(failure("INSERT INTO acc (id) VALUES ('j3')"), "54000");
        connection.commit();
        assertThat(rows()).hasSize(102).contains("j1 1 null").doesNotContain("j3 null null");
    }

    @Test
    void moreThanFourMegabytesAreRefused() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO acc (id, v) VALUES (?, ?)")) {
            insert.setString(2, "x".repeat(390 * 1024));
            for (int i = 0; i < 10; i++) {
                insert.setString(1, "big" + i);
                insert.executeUpdate();
            }
            insert.setString(1, "one too many");
            assertThatThrownBy(insert::executeUpdate).hasFieldOrPropertyWithValue("SQLState", "54000");
            insert.setString(1, "too large");
            insert.setString(2, "x".repeat(401 * 1024));
            assertThatThrownBy(insert::executeUpdate).hasFieldOrPropertyWithValue("SQLState", "54000");
        }
        connection.commit();
        assertThat(rows()).hasSize(12);
    }

    @Test
    void batchesAreGathered() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO acc (id, n) VALUES (?, ?)")) {
            for (String id : List.of("c", "d", "c", "e")) {
                insert.setString(1, id);
                insert.setInt(2, 5);
                insert.addBatch();
            }
            assertThatThrownBy(insert::executeBatch)
                    .isInstanceOfSatisfying(BatchUpdateException.class, e -> assertThat(e.getUpdateCounts())
                            .containsExactly(1, 1, Statement.EXECUTE_FAILED, 1));
        }
        assertThat(rows()).hasSize(2);
        connection.commit();
        assertThat(rows()).hasSize(5);
    }

    @Test
    void readsOfATableWithPendingWritesWarn() throws SQLException {
        run("UPDATE acc SET n = 1 WHERE id = 'a'");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT n FROM acc WHERE id = 'a'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(10);
            assertThat((Throwable) statement.getWarnings()).hasMessageContaining("commit");
        }
        connection.rollback();
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT n FROM acc WHERE id = 'a'").close();
            assertThat((Throwable) statement.getWarnings()).isNull();
        }
    }

    @Test
    void serializableReadsOfSeveralKeysAreOneTransaction() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        try (Statement statement = connection.createStatement()) {
            List<String> ids = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT id, s FROM acc WHERE id IN ('a', 'nobody', 'b') AND n > 1")) {
                while (rows.next()) {
                    ids.add(rows.getString(1) + rows.getString(2));
                }
            }
            assertThat(ids).containsExactlyInAnyOrder("ax", "by");
            assertThat((Throwable) statement.getWarnings()).isNull();
            assertThat(statement.unwrap(DynamoStatement.class).statistics().calls())
                    .isEqualTo(1);
            assertThat(statement.unwrap(DynamoStatement.class).statistics().readUnits())
                    .isPositive();
            statement.executeQuery("SELECT * FROM acc").close();
            assertThat((Throwable) statement.getWarnings()).hasMessageContaining("SERIALIZABLE");
            String keys = String.join("', '", java.util.Collections.nCopies(1, "x"));
            StringBuilder many = new StringBuilder(keys);
            for (int i = 0; i < 100; i++) {
                many.append("', '").append(i);
            }
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM acc WHERE id IN ('" + many + "')"))
                    .hasFieldOrPropertyWithValue("SQLState", "54000");
        }
    }

    @Test
    void theTableCannotBeDroppedUnderItsWrites() throws SQLException {
        run("UPDATE acc SET n = 1 WHERE id = 'a'");
        assertState(failure("DROP TABLE acc"), "55006");
        connection.commit();
        assertThat(rows()).contains("a 1 x");
    }

    @Test
    void aGivenTokenMakesARepetitionHarmless() throws SQLException {
        DynamoConnection dynamo = connection.unwrap(DynamoConnection.class);
        for (int i = 0; i < 2; i++) {
            dynamo.setClientRequestToken("once");
            run("UPDATE acc SET n = n + 1 WHERE id = 'a'");
            connection.commit();
        }
        assertThat(rows()).contains("a 11 x");
        assertThatThrownBy(() -> dynamo.setClientRequestToken("x".repeat(37)))
                .hasFieldOrPropertyWithValue("SQLState", "22023");
    }

    @Test
    void savepointsAndReturningAreRefused() throws SQLException {
        assertThatThrownBy(connection::setSavepoint).hasFieldOrPropertyWithValue("SQLState", "0A000");
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE acc SET n = 1 WHERE id = 'a' RETURNING ALL NEW *"))
                    .hasFieldOrPropertyWithValue("SQLState", "0A000");
        }
        connection.commit();
        assertThat(rows()).contains("a 10 x");
        assertThat(connection.getMetaData().supportsTransactions()).isTrue();
        assertThat(connection.getMetaData().getDefaultTransactionIsolation())
                .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }
}
