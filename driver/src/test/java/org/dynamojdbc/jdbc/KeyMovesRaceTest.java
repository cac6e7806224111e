package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What others write to an item while it moves from key to key is in it at the end. */
class KeyMovesRaceTest {
    private static final String URL = "jdbc:dynamodb:embedded:moves";
    private static final int ADDITIONS = 60;
    private static final int COLUMNS = 40;

    @Test
    void nothingThatOthersWriteToAMovingItemIsLost() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL)) {
            execute(connection, "DROP TABLE IF EXISTS moving");
            execute(
                    connection,
                    "CREATE TABLE moving (id VARCHAR PRIMARY KEY, n INTEGER"
                            + IntStream.range(0, COLUMNS)
                                    .mapToObj(i -> ", c" + i + " INTEGER")
                                    .collect(Collectors.joining())
                            + ")");
            execute(connection, "INSERT INTO moving (id, n) VALUES ('a', 0)");
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Integer> moves = CompletableFuture.supplyAsync(() -> move(done));
            CompletableFuture<Void> additions = CompletableFuture.runAsync(() -> add("n = n + 1", ADDITIONS));
            CompletableFuture<Void> columns = CompletableFuture.runAsync(
                    () -> IntStream.range(0, COLUMNS).forEach(i -> add("c" + i + " = " + i, 1)));
            try {
                additions.get(120, TimeUnit.SECONDS);
                columns.get(120, TimeUnit.SECONDS);
            } finally {
                done.set(true);
            }
            assertThat(moves.get(60, TimeUnit.SECONDS)).isPositive();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM moving")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt("n")).isEqualTo(ADDITIONS);
                for (int i = 0; i < COLUMNS; i++) {
                    assertThat(row.getObject("c" + i)).as("c" + i).isNotNull();
                }
                assertThat(row.next()).isFalse();
            }
        }
    }

    private static int move(AtomicBoolean done) {
        int moves = 0;
        try (Connection connection = DriverManager.getConnection(URL)) {
            while (!done.get()) {
                moves += update(connection, "UPDATE moving SET id = 'b' WHERE id = 'a'");
                connection.setAutoCommit(false);
                try {
                    update(connection, "UPDATE moving SET id = 'a' WHERE id = 'b'");
                    connection.commit();
                } catch (SQLException contended) {
                    assertThat(contended.getSQLState()).isEqualTo("40001");
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return moves;
    }

    /** Wherever the item is, until it has been met so often. */
    private static void add(String change, int times) {
        try (Connection connection = DriverManager.getConnection(URL)) {
            int added = 0;
            for (int turn = 0; added < times; turn++) {
                added += update(
                        connection,
                        "UPDATE moving SET " + change + " WHERE id = '" + (turn % 2 == 0 ? "a" : "b") + "'");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The count; a conflict with another transaction that does not end is none. */
    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException failed) {
            if (!failed.getSQLState().equals("40001")) {
                throw failed;
            }
            return 0;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
