package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dynamojdbc.error.ConditionFailedException;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write whose answer is lost is done once, or its outcome is called unknown; never twice, never miscounted. */
class WriteFaultsTest {
    /** Writes that a statement has under way at a time. */
    private static final int PARALLEL = 8;

    private final DynamoStub stub = new DynamoStub();

    @BeforeEach
    void table() {
        stub.table("jobs", "id");
        stub.on("UpdateItem", call -> Answer.ok("{}"));
        stub.on("PutItem", call -> Answer.ok("{}"));
        stub.on("DeleteItem", call -> Answer.ok("{}"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static Answer conditionFailed(String item) {
        return new Answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
                        + "\"message\":\"The conditional request failed\"" + (item.isEmpty() ? "" : ",\"Item\":" + item)
                        + "}",
                -1,
                null);
    }

    private long update(String sql) throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private void assertState(String sql, String state) {
        assertThatThrownBy(() -> update(sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    @Test
    void anAdditionIsNotSentAgainAfterAServerError() {
        stub.first("UpdateItem", Answer.internalError());
        assertState("UPDATE jobs SET n = n + 1 WHERE id = 'a'", "40003");
        assertThat(stub.calls("UpdateItem")).hasSize(1);
    }

    @Test
    void anAdditionIsNotSentAgainAfterALostAnswer() {
        stub.first("UpdateItem", Answer.lost());
        assertState("UPDATE jobs ADD n 1 WHERE id = 'a'", "40003");
        assertThat(stub.calls("UpdateItem")).hasSize(1);
    }

    @Test
    void anAdditionIsSentAgainAfterThrottling() throws SQLException {
        stub.first("UpdateItem", Answer.throttled(), Answer.throttled());
        assertThat(update("UPDATE jobs SET n = n + 1 WHERE id = 'a'")).isEqualTo(1);
        assertThat(stub.calls("UpdateItem")).hasSize(3);
    }

    @Test
    void aConstantIsSentAgainAfterAServerError() throws SQLException {
        stub.first("UpdateItem", Answer.internalError());
        assertThat(update("UPDATE jobs SET n = 1 WHERE id = 'a'")).isEqualTo(1);
        assertThat(stub.calls("UpdateItem")).hasSize(2);
    }

    @Test
    void aConditionThatFailsAfterAServerErrorLeavesTheOutcomeUnknown() {
        stub.first(
                "UpdateItem",
                Answer.internalError(),
                conditionFailed("{\"id\":{\"S\":\"a\"},\"owner\":{\"S\":\"me\"}}"));
        assertState("UPDATE jobs SET owner = 'me' WHERE id = 'a' AND owner IS NULL", "40003");
    }

    @Test
    void aConditionThatFailsAfterThrottlingCountsNothing() throws SQLException {
        stub.first(
                "UpdateItem", Answer.throttled(), conditionFailed("{\"id\":{\"S\":\"a\"},\"owner\":{\"S\":\"you\"}}"));
        assertThat(update("UPDATE jobs SET owner = 'me' WHERE id = 'a' AND owner IS NULL"))
                .isZero();
    }

    @Test
    void anItemThatIsMissingAfterAServerErrorWasNotUpdated() throws SQLException {
        stub.first("UpdateItem", Answer.internalError(), conditionFailed(""));
        assertThat(update("UPDATE jobs SET n = 1 WHERE id = 'a'")).isZero();
    }

    @Test
    void aDeletedItemThatIsMissingAfterAServerErrorLeavesTheOutcomeUnknown() {
        stub.first("DeleteItem", Answer.internalError(), conditionFailed(""));
        assertState("DELETE FROM jobs WHERE id = 'a'", "40003");
    }

    @Test
    void anInsertThatMeetsItsOwnItemSucceeded() throws SQLException {
        stub.first("PutItem", Answer.lost(), conditionFailed("{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1.0\"}}"));
        assertThat(update("INSERT INTO jobs VALUE {'id': 'a', 'n': 1}")).isEqualTo(1);
    }

    @Test
    void anInsertThatMeetsAnEqualItemAtOnceIsRefused() {
        stub.first("PutItem", conditionFailed("{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}}"));
        assertThatThrownBy(() -> update("INSERT INTO jobs VALUE {'id': 'a', 'n': 1}"))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("23505");
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(ConditionFailedException.class, failed -> assertThat(failed.item())
                                    .containsEntry("id", "a"));
                });
    }

    @Test
    void aComputedValueIsComputedAgainFromTheItemThatChanged() throws SQLException {
        stub.on("GetItem", call -> Answer.ok("{\"Item\":{\"id\":{\"S\":\"a\"},\"price\":{\"N\":\"100\"}}}"));
        stub.first("UpdateItem", conditionFailed("{\"id\":{\"S\":\"a\"},\"price\":{\"N\":\"200\"}}"));
        assertThat(update("UPDATE jobs SET price = price * 1.1 WHERE id = 'a'")).isEqualTo(1);
        assertThat(stub.calls("GetItem")).hasSize(1);
        assertThat(stub.calls("UpdateItem")).hasSize(2);
        assertThat(stub.calls("UpdateItem").get(1).body().toString())
                .contains("220")
                .contains("200");
    }

    @Test
    void aComputedValueGivesUpWhenTheItemNeverStandsStill() {
        AtomicInteger price = new AtomicInteger();
        stub.on("GetItem", call -> Answer.ok("{\"Item\":{\"id\":{\"S\":\"a\"},\"price\":{\"N\":\"0\"}}}"));
        stub.on(
                "UpdateItem",
                call -> conditionFailed(
                        "{\"id\":{\"S\":\"a\"},\"price\":{\"N\":\"" + price.incrementAndGet() + "\"}}"));
        assertState("UPDATE jobs SET price = price * 1.1 WHERE id = 'a'", "40001");
    }

    @Test
    void aFailedStatementTellsHowFarItCame() {
        stub.on(
                "Scan",
                call -> Answer.page(
                        IntStream.range(0, 50)
                                .mapToObj(i -> Answer.item(Map.of("id", "k" + i)))
                                .toList(),
                        null));
        AtomicInteger done = new AtomicInteger();
        stub.on(
                "UpdateItem",
                call -> done.incrementAndGet() == 20
                        ? Answer.error(400, "AccessDeniedException", "no more")
                        : Answer.ok("{}"));
        assertThatThrownBy(() -> update("UPDATE jobs SET state = 'done'"))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("42501");
                    assertThat(e.getMessage())
                            .contains((done.get() - 1) + " rows were written before, run the statement again");
                });
    }

    @Test
    void aStatementThatAddsWarnsAgainstRunningItAgain() {
        stub.on(
                "Scan",
                call -> Answer.page(List.of(Answer.item(Map.of("id", "a")), Answer.item(Map.of("id", "b"))), null));
        AtomicInteger done = new AtomicInteger();
        stub.on(
                "UpdateItem",
                call -> done.incrementAndGet() == 2
                        ? Answer.error(400, "AccessDeniedException", "no more")
                        : Answer.ok("{}"));
        assertThatThrownBy(() -> update("UPDATE jobs SET n = n + 1")).hasMessageContaining("again");
    }

    /** How a test stops a statement on its way. */
    private enum Stop {
        CANCEL("57014"),
        CLOSE("57014"),
        TIMEOUT("HYT00");

        private final String state;

        Stop(String state) {
            this.state = state;
        }

        void stop(Statement statement) throws SQLException {
            switch (this) {
                case CANCEL -> statement.cancel();
                case CLOSE -> statement.getConnection().close();
                case TIMEOUT -> {
                    // Its time passes.
                }
            }
        }
    }

    /** Runs a statement that writes 150 rows and is stopped when so many calls were answered and so many others sent. */
    private SQLException stopped(String sql, String operation, int done, int underWay, Answer answer, Stop stop)
            throws Exception {
        stub.on(
                "Scan",
                call -> Answer.page(
                        IntStream.range(0, 150)
                                .mapToObj(i -> Answer.item(Map.of("id", "k" + i)))
                                .toList(),
                        null));
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        stub.on(operation, call -> {
            if (calls.incrementAndGet() > done) {
                over.await(60, TimeUnit.SECONDS);
            }
            return answer;
        });
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            if (stop == Stop.TIMEOUT) {
                statement.setQueryTimeout(4);
            }
            CompletableFuture<SQLException> end = CompletableFuture.supplyAsync(() -> {
                try {
                    throw new AssertionError("it wrote " + statement.executeUpdate(sql));
                } catch (SQLException failed) {
                    return failed;
                }
            });
            stub.awaitCalls(operation, done + underWay);
            stop.stop(statement);
            return end.get(30, TimeUnit.SECONDS);
        } finally {
            over.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(Stop.class)
    void aStatementThatIsStoppedTellsOfHowManyRowsItIsUnknownWhetherTheyWereWritten(Stop stop) throws Exception {
        SQLException failed =
                stopped("UPDATE jobs SET state = 'done'", "UpdateItem", 1, PARALLEL, Answer.ok("{}"), stop);
        assertThat(failed.getSQLState()).isEqualTo(stop.state);
        assertThat(failed.getMessage())
                .contains("; 1 row was written before, and for up to 8 more that is unknown; run the statement again");
    }

    @ParameterizedTest
    @EnumSource(Stop.class)
    void additionsThatAreStoppedAreNotSimplyToBeRunAgain(Stop stop) throws Exception {
        SQLException failed = stopped("UPDATE jobs SET n = n + 1", "UpdateItem", 1, PARALLEL, Answer.ok("{}"), stop);
        assertThat(failed.getSQLState()).isEqualTo(stop.state);
        assertThat(failed.getMessage())
                .contains("; 1 row was written before, and for up to 8 more that is unknown")
                .contains("cannot simply be run again");
    }

    @ParameterizedTest
    @EnumSource(Stop.class)
    void rowsInsertedInBatchesThatAreStoppedAreUnknownToo(Stop stop) throws Exception {
        stub.table("copies", "id");
        Answer inserted = Answer.ok(
                "{\"Responses\":[" + String.join(",", Collections.nCopies(25, "{\"TableName\":\"copies\"}")) + "]}");
        SQLException failed =
                stopped("INSERT INTO copies SELECT * FROM jobs", "BatchExecuteStatement", 4, 2, inserted, stop);
        assertThat(failed.getSQLState()).isEqualTo(stop.state);
        assertThat(failed.getMessage())
                .contains("; 100 rows were written before, and for up to 50 more that is unknown; run it again with ON"
                        + " CONFLICT DO NOTHING");
    }

    @Test
    void rowsOfValuesThatAreStoppedAreUnknownToo() throws Exception {
        String rows = IntStream.range(0, 50).mapToObj(i -> "('k" + i + "')").collect(Collectors.joining(", "));
        SQLException failed = stopped(
                "INSERT INTO jobs (id) VALUES " + rows, "BatchExecuteStatement", 0, 2, Answer.ok("{}"), Stop.CANCEL);
        assertThat(failed.getSQLState()).isEqualTo("40003");
        assertThat(failed.getMessage())
                .contains("(0 of the statement's 50 writes are done, and for up to 50 more that is unknown)");
    }

    @ParameterizedTest
    @EnumSource(Stop.class)
    void oneWriteThatIsStoppedSaysThatItsEndIsUnknown(Stop stop) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        stub.on("UpdateItem", call -> {
            over.await(60, TimeUnit.SECONDS);
            return Answer.ok("{}");
        });
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            if (stop == Stop.TIMEOUT) {
                statement.setQueryTimeout(4);
            }
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> {
                try {
                    return statement.executeUpdate("UPDATE jobs SET n = n + 1 WHERE id = 'a'");
                } catch (SQLException failed) {
                    throw new CompletionException(failed);
                }
            });
            stub.awaitCalls("UpdateItem", 1);
            stop.stop(statement);
            assertThatThrownBy(() -> end.get(30, TimeUnit.SECONDS))
                    .cause()
                    .hasFieldOrPropertyWithValue("SQLState", stop.state)
                    .hasMessageContaining("whether it was done is unknown")
                    .hasMessageContaining("could do it twice");
        } finally {
            over.countDown();
        }
    }

    @Test
    void writersAreGoneAfterClose() throws Exception {
        stub.on(
                "Scan",
                call -> Answer.page(List.of(Answer.item(Map.of("id", "a")), Answer.item(Map.of("id", "b"))), null));
        assertThat(update("DELETE FROM jobs")).isEqualTo(2);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(t -> t.getName().startsWith("dynamo-jdbc-write-"))
                .allSatisfy(t -> {
                    t.join(5000);
                    assertThat(t.isAlive()).isFalse();
                });
    }
}
