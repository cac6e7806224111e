package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
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
import org.junit.jupiter.api.Test;

/** Transactions through JDBC against an embedded server. */
class TransactionTest extends Accounts {
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
