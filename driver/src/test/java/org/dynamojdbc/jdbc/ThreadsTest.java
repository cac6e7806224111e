package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.Test;

/** Background threads are named, do not keep a program alive, and end with their connection. */
class ThreadsTest {

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("dynamo-stub"))
                .filter(thread -> !thread.getName().startsWith("HTTP-Dispatcher"))
                .collect(Collectors.toSet());
    }

    /** An answer that is held back until the latch is opened. */
    private static DynamoStub.Handler held(CountDownLatch open, Answer answer) {
        return call -> {
            open.await(60, TimeUnit.SECONDS);
            return answer;
        };
    }

    @Test
    void noThreadOutlivesItsConnection() throws Exception {
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on(
                    "Scan",
                    call -> Answer.page(List.of(Answer.item(Map.of("id", "1"))), Answer.item(Map.of("id", "1"))));
            Set<Thread> before = threads();
            List<Thread> ours;
            try (Connection connection = stub.connect("prefetchPages=1");
                    Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(30);
                readSome(statement);
                ours = threads().stream()
                        .filter(thread -> !before.contains(thread))
                        .toList();
                assertThat(ours)
                        .filteredOn(thread -> thread.getName().startsWith("dynamo-jdbc-read-"))
                        .isNotEmpty();
                assertThat(ours).allSatisfy(thread -> assertThat(thread.isDaemon())
                        .as(thread.getName())
                        .isTrue());
            }
            for (Thread thread : ours) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            }
            assertThat(ours).filteredOn(Thread::isAlive).isEmpty();
        }
    }

    @Test
    void aBatchEndsWhenItsConnectionIsClosedUnderIt() throws Exception {
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on("BatchWriteItem", call -> {
                Thread.sleep(20);
                return Answer.ok("{\"UnprocessedItems\":{}}");
            });
            Connection connection = stub.connect("");
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread writing = new Thread(() -> {
                try (Statement statement = connection.createStatement()) {
                    for (int i = 0; i < 5000; i++) {
                        statement.addBatch("UPSERT INTO users (id) VALUES ('u" + i + "')");
                    }
                    statement.executeBatch();
                    end.complete(new AssertionError("the batch was written to the end"));
                } catch (SQLException | RuntimeException failed) {
                    end.complete(failed);
                }
            });
            writing.start();
            stub.awaitCalls("BatchWriteItem", 3);
            connection.close();
            assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aCommitUnderWayHoldsUpNeitherGettersNorCloseWhichStopsIt() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on("TransactWriteItems", held(answer, Answer.ok("{}")));
            Connection connection = stub.connect("");
            connection.setAutoCommit(false);
            update(connection, "INSERT INTO users (id) VALUES ('a')");
            CompletableFuture<String> first = start(connection::commit);
            stub.awaitCalls("TransactWriteItems", 1);
            CompletableFuture<String> changed = start(() -> connection.setAutoCommit(true));
            CompletableFuture<String> asked =
                    start(() -> assertThat(connection.getAutoCommit()).isFalse());
            assertThat(asked.get(20, TimeUnit.SECONDS)).isEqualTo("done");
            assertThat(first).isNotDone();
            assertThat(changed).isNotDone();
            CompletableFuture<String> aborted = start(() -> connection.abort(Runnable::run));
            assertThat(aborted.get(20, TimeUnit.SECONDS)).isEqualTo("done");
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("40003");
            // It waited for its turn, or came when the connection was closed.
            assertThat(changed.get(20, TimeUnit.SECONDS)).isIn("57014", "08003");
            assertThat(stub.calls("TransactWriteItems")).hasSize(1);
        } finally {
            answer.countDown();
        }
    }

    @Test
    void whatIsWrittenWhileAChangeOfModeCommitsIsCommittedToo() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on("TransactWriteItems", held(answer, Answer.ok("{}")));
            try (Connection connection = stub.connect("")) {
                connection.setAutoCommit(false);
                update(connection, "INSERT INTO users (id) VALUES ('a')");
                CompletableFuture<String> changed = start(() -> connection.setAutoCommit(true));
                stub.awaitCalls("TransactWriteItems", 1);
                CompletableFuture<String> beside =
                        start(() -> assertThat(update(connection, "INSERT INTO users (id) VALUES ('second')"))
                                .isEqualTo(1));
                assertThat(beside.get(20, TimeUnit.SECONDS)).isEqualTo("done");
                answer.countDown();
                assertThat(changed.get(20, TimeUnit.SECONDS)).isEqualTo("done");
                assertThat(connection.getAutoCommit()).isTrue();
            }
            assertThat(stub.calls("TransactWriteItems"))
                    .extracting(call -> call.body().toString().contains("second"))
                    .containsExactly(false, true);
        } finally {
            answer.countDown();
        }
    }

    /** What JDBC calls do on another thread. */
    private interface Action {
        void run() throws SQLException;
    }

    /** On a thread of its own: "done", or the state it failed with. */
    private static CompletableFuture<String> start(Action action) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        action.run();
                        return "done";
                    } catch (SQLException failed) {
                        return failed.getSQLState();
                    }
                },
                task -> new Thread(task).start());
    }

    @Test
    void anInterruptTellsRowsThatWereSentFromThoseThatNeverWere() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on("BatchWriteItem", held(answer, Answer.ok("{\"UnprocessedItems\":{}}")));
            CompletableFuture<Map<String, Long>> end = new CompletableFuture<>();
            Thread writing = new Thread(() -> {
                try (Connection connection = stub.connect("");
                        PreparedStatement statement =
                                connection.prepareStatement("UPSERT INTO users (id) VALUES (?)")) {
                    for (int i = 0; i < 1000; i++) {
                        statement.setString(1, "u" + i);
                        statement.addBatch();
                    }
                    statement.executeBatch();
                    end.complete(Map.of());
                } catch (BatchUpdateException failed) {
                    Map<String, Long> states = new TreeMap<>();
                    for (SQLException next = failed.getNextException(); next != null; next = next.getNextException()) {
                        states.merge(next.getSQLState(), 1L, Long::sum);
                    }
                    end.complete(states);
                } catch (SQLException | RuntimeException failed) {
                    end.completeExceptionally(failed);
                }
            });
            writing.start();
            stub.awaitCalls("BatchWriteItem", 4);
            writing.interrupt();
            assertThat(end.get(30, TimeUnit.SECONDS)).containsOnly(Map.entry("40003", 100L), Map.entry("57014", 900L));
            answer.countDown();
            assertThat(stub.calls("BatchWriteItem")).hasSize(4);
        } finally {
            answer.countDown();
        }
    }

    @Test
    void aStatementThatHangsInATransactionHoldsUpNeitherReadsNorClose() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on("GetItem", held(answer, Answer.ok("{}")));
            Connection connection = stub.connect("");
            connection.setAutoCommit(false);
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread writing = new Thread(() -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("UPDATE users SET name = upper(name) WHERE id = 'a'");
                    end.complete(new AssertionError("the statement was done"));
                } catch (SQLException | RuntimeException failed) {
                    end.complete(failed);
                }
            });
            writing.start();
            stub.awaitCalls("GetItem", 1);
            stub.on("Scan", call -> Answer.page(List.of(), null));
            CompletableFuture<Boolean> read = CompletableFuture.supplyAsync(() -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT id FROM users")) {
                    return rows.next();
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            assertThat(read.get(20, TimeUnit.SECONDS)).isFalse();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
                try {
                    connection.close();
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            closed.get(20, TimeUnit.SECONDS);
            assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
        } finally {
            answer.countDown();
        }
    }

    /** Each statement of a transaction that writes waits for the one before it, whatever thread runs it. */
    @Test
    void statementsOfATransactionThatWriteTakeTurns() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on(
                    "Scan",
                    held(
                            answer,
                            Answer.page(
                                    List.of(Answer.item(Map.of("id", "a")), Answer.item(Map.of("id", "b"))), null)));
            stub.on("TransactWriteItems", call -> Answer.ok("{}"));
            try (Connection connection = stub.connect("")) {
                connection.setAutoCommit(false);
                CompletableFuture<Integer> many = CompletableFuture.supplyAsync(
                        () -> update(connection, "UPDATE users SET state = 'old' WHERE age > 3"));
                stub.awaitCalls("Scan", 1);
                CompletableFuture<Integer> one =
                        CompletableFuture.supplyAsync(() -> update(connection, "INSERT INTO users (id) VALUES ('c')"));
                answer.countDown();
                assertThat(many.get(20, TimeUnit.SECONDS)).isEqualTo(2);
                assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(1);
                connection.commit();
            }
            assertThat(stub.calls("TransactWriteItems")
                            .get(0)
                            .field("TransactItems")
                            .asArray())
                    .hasSize(3);
        } finally {
            answer.countDown();
        }
    }

    @Test
    void aStatementThatWaitsForItsTurnCanBeCanceled() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on("Scan", held(answer, Answer.page(List.of(), null)));
            try (Connection connection = stub.connect("");
                    Statement waiting = connection.createStatement()) {
                connection.setAutoCommit(false);
                CompletableFuture<Integer> many = CompletableFuture.supplyAsync(
                        () -> update(connection, "UPDATE users SET state = 'old' WHERE age > 3"));
                stub.awaitCalls("Scan", 1);
                waiting.setQueryTimeout(1);
                assertThatThrownBy(() -> waiting.executeUpdate("INSERT INTO users (id) VALUES ('c')"))
                        .isInstanceOf(SQLTimeoutException.class);
                answer.countDown();
                assertThat(many.get(20, TimeUnit.SECONDS)).isZero();
                connection.rollback();
            }
        } finally {
            answer.countDown();
        }
    }

    private static int update(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void readSome(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT /*+ SEGMENTS(4) */ id FROM users")) {
            for (int i = 0; i < 10; i++) {
                assertThat(rows.next()).isTrue();
            }
        }
    }
}
