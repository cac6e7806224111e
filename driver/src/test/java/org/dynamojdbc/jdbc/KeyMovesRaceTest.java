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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What others write to an item while it moves from key to key is in it at the end. */
class KeyMovesRaceTest {
    private static final String URL = "jdbc:dynamodb:embedded:moves";
    private static final int ADDITIONS = 60;
    private static final int MOVES = 5;
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
            AtomicInteger moves = new AtomicInteger();
            CompletableFuture<Void> mover = CompletableFuture.runAsync(() -> move(done, moves));
            CompletableFuture<Integer> additions = CompletableFuture.supplyAsync(
                    () -> addUntil("n = n + 1", added -> added >= ADDITIONS && moves.get() >= MOVES));
            CompletableFuture<Void> columns = CompletableFuture.runAsync(
                    () -> IntStream.range(0, COLUMNS).forEach(i -> addUntil("c" + i + " = " + i, added -> added == 1)));
            int added;
            try {
                added = additions.get(120, TimeUnit.SECONDS);
                columns.get(120, TimeUnit.SECONDS);
            } finally {
                done.set(true);
            }
            mover.get(60, TimeUnit.SECONDS);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM moving")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt("n")).isEqualTo(added);
                for (int i = 0; i < COLUMNS; i++) {
                    assertThat(row.getObject("c" + i)).as("c" + i).isNotNull();
                }
                assertThat(row.next()).isFalse();
            }
        }
    }

    private static void move(AtomicBoolean done, AtomicInteger moves) {
        try (Connection connection = DriverManager.getConnection(URL)) {
            while (!done.get()) {
                moves.addAndGet(update(connection, "UPDATE moving SET id = 'b' WHERE id = 'a'"));
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
    }

    /** The number of times that the item was met, wherever it was; with pauses in which it can move. */
    private static int addUntil(String change, IntPredicate enough) {
        int added = 0;
        try (Connection connection = DriverManager.getConnection(URL)) {
            for (int turn = 0; !enough.test(added); turn++) {
                added += update(
                        connection,
                        "UPDATE moving SET " + change + " WHERE id = '" + (turn % 2 == 0 ? "a" : "b") + "'");
                TimeUnit.MILLISECONDS.sleep(turn % 30);
            }
        } catch (SQLException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
        return added;
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
