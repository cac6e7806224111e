package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.dynamojdbc.stub.FaultyServer;
import org.dynamojdbc.stub.FaultyServer.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit whose answer is lost is repeated under its token and done once; where that cannot be told, it says so. */
class TransactionFaultsTest {
    private final DynamoStub stub = new DynamoStub();
    /** The tokens under which the server has done something, and how often it did. */
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    private final AtomicInteger done = new AtomicInteger();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        stub.table("acc", "id");
        stub.on("TransactWriteItems", this::commit);
        connection = stub.connect("maxAttempts=1");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE acc ADD n 1 WHERE id = 'a'");
            statement.executeUpdate("UPDATE acc ADD n 1 WHERE id = 'b'");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        stub.close();
    }

    private Answer commit(Call call) {
        if (tokens.add(call.field("ClientRequestToken").asString())) {
            done.incrementAndGet();
        }
        return Answer.ok("{}");
    }

    private static Answer canceled(String first, String second) {
        return new Answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":\"canceled\","
                        + "\"CancellationReasons\":[{\"Code\":\"" + first + "\",\"Message\":\"m\"},{\"Code\":\""
                        + second
                        + "\"}]}",
                -1,
                null);
    }

    private List<String> sentTokens() {
        return stub.calls("TransactWriteItems").stream()
                .map(call -> call.field("ClientRequestToken").asString())
                .toList();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsRepeatedUnderItsTokenAndDoneOnce() throws SQLException {
        AtomicInteger calls = new AtomicInteger();
        stub.on("TransactWriteItems", call -> {
            Answer answer = commit(call);
            return calls.incrementAndGet() < 3 ? Answer.lost() : answer;
        });
        connection.commit();
        assertThat(sentTokens()).hasSize(3).containsOnly(sentTokens().get(0));
        assertThat(done).hasValue(1);
    }

    @Test
    void aServerErrorAndATransactionInProgressAreAskedAgain() throws SQLException {
        stub.first(
                "TransactWriteItems",
                Answer.internalError(),
                Answer.error(400, "TransactionInProgressException", "still at it"));
        connection.commit();
        assertThat(sentTokens()).hasSize(3).containsOnly(sentTokens().get(0));
        assertThat(done).hasValue(1);
    }

    /** The client gives up when its thread is interrupted, as it does after many tries. */
    private SQLException givenUp(Answer... answers) {
        Thread committing = Thread.currentThread();
        AtomicInteger calls = new AtomicInteger();
        stub.on("TransactWriteItems", call -> {
            int number = calls.getAndIncrement();
            if (number == answers.length - 1) {
                committing.interrupt();
            }
            return answers[Math.min(number, answers.length - 1)];
        });
        try {
            connection.commit();
        } catch (SQLException failed) {
            return failed;
        } finally {
            Thread.interrupted();
        }
        throw new AssertionError("the commit was not refused");
    }

    @Test
    void aCommitThatIsNeverAnsweredIsUnknown() {
        SQLException failed = givenUp(Answer.lost(), Answer.lost(), Answer.lost());
        assertThat((Throwable) failed).hasFieldOrPropertyWithValue("SQLState", "40003");
        assertThat((Throwable) failed).hasMessageContaining("whether the transaction is committed is unknown");
    }

    /** Sends a commit to a server that takes it and stays silent. */
    private void commitsInVain(Commit commit) throws SQLException {
        CountDownLatch silent = new CountDownLatch(1);
        stub.on("TransactWriteItems", call -> {
            Answer answer = commit(call);
            await(silent);
            return answer;
        });
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(25), () -> assertThatThrownBy(commit::send)
                    .isInstanceOf(SQLException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "40003"));
        } finally {
            silent.countDown();
        }
        assertThat(done).hasValue(1);
        assertThat(sentTokens()).containsOnly(sentTokens().get(0));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Commit {
        void send() throws SQLException;
    }

    @Test
    void aSilentServerIsGivenTheNetworkTimeoutForTheWholeCommit() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 700);
        commitsInVain(connection::commit);
    }

    @Test
    void aSilentServerIsGivenTheQueryTimeoutOfTheConnectionForACommit() throws SQLException {
        try (Connection limited = stub.connect("queryTimeoutSeconds=1")) {
            limited.setAutoCommit(false);
            try (Statement statement = limited.createStatement()) {
                statement.executeUpdate("UPDATE acc ADD n 1 WHERE id = 'a'");
            }
            commitsInVain(limited::commit);
        }
    }

    @Test
    void aSilentServerIsGivenTheQueryTimeoutOfACommitStatement() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            commitsInVain(() -> statement.execute("COMMIT"));
        }
    }

    @Test
    void aCommitAsksForNoCostsThatItsTablesDoNotHave() throws SQLException {
        connection.commit();
        assertThat(stub.calls("TransactWriteItems")).singleElement().satisfies(call -> {
            assertThat(call.field("ReturnConsumedCapacity").asString()).isEqualTo("TOTAL");
            assertThat(call.field("ReturnItemCollectionMetrics").asString()).isEqualTo("NONE");
        });
    }

    @Test
    void aLostAnswerIsStillUnknownWhenTheRepetitionIsThrottled() {
        SQLException failed = givenUp(Answer.lost(), Answer.throttled());
        assertThat((Throwable) failed).hasFieldOrPropertyWithValue("SQLState", "40003");
    }

    @Test
    void aRefusedRepetitionSaysNothingOfWhatWasLost() {
        stub.first("TransactWriteItems", Answer.lost(), Answer.error(400, "AccessDeniedException", "no more"));
        assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "40003");
    }

    @Test
    void aCanceledRepetitionSaysThatNothingWasDone() {
        stub.first("TransactWriteItems", Answer.lost(), canceled("ConditionalCheckFailed", "None"));
        assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "40001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedThroughputExceeded", "ThrottlingError"})
    void aThrottledCommitIsTriedAgain(String code) throws SQLException {
        stub.first("TransactWriteItems", canceled(code, "None"), Answer.throttled(), canceled("None", code));
        connection.commit();
        assertThat(stub.calls("TransactWriteItems")).hasSize(4);
        assertThat(done).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceeded, 53400",
        "TransactionConflict, 40001",
        "ItemCollectionSizeLimitExceeded, 54000",
        "ValidationError, 22023"
    })
    void aCommitThatIsGivenUpSaysWhy(String code, String state) {
        stub.on("TransactWriteItems", call -> canceled("None", code));
        assertThatThrownBy(connection::commit).isInstanceOfSatisfying(SQLException.class, failed -> {
            assertThat(failed.getSQLState()).isEqualTo(state);
            assertThat((Throwable) failed.getNextException()).hasMessageContaining("statement 2 of the transaction");
        });
    }

    @Test
    void aConflictWithAnotherTransactionIsTriedAgain() throws SQLException {
        stub.first("TransactWriteItems", canceled("TransactionConflict", "None"));
        connection.commit();
        assertThat(done).hasValue(1);
    }

    @Test
    void aTransactionThatDoesNothingMoreIsOverWhateverComesOfIt() throws SQLException {
        stub.first("TransactWriteItems", Answer.error(400, "AccessDeniedException", "no"));
        assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "42501");
        connection.commit();
        assertThat(stub.calls("TransactWriteItems")).hasSize(1);
    }

    @Test
    void aTokenThatCommittedSomethingElseIsRefused() throws SQLException {
        try (Connection local = DriverManager.getConnection("jdbc:dynamodb:embedded:transactionfaults");
                Statement statement = local.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS tok");
            statement.execute("CREATE TABLE tok (id VARCHAR PRIMARY KEY)");
            local.setAutoCommit(false);
            DynamoConnection unwrapped = local.unwrap(DynamoConnection.class);
            unwrapped.setClientRequestToken("the same token");
            statement.executeUpdate("INSERT INTO tok (id) VALUES ('a')");
            local.commit();
            unwrapped.setClientRequestToken("the same token");
            statement.executeUpdate("INSERT INTO tok (id) VALUES ('b')");
            assertThatThrownBy(local::commit).hasFieldOrPropertyWithValue("SQLState", "25000");
            local.setAutoCommit(true);
            try (ResultSet rows = statement.executeQuery("SELECT id FROM tok")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("a");
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void transactionsLoseAndDoubleNothingBehindAFaultyServer(long seed) throws SQLException {
        try (Connection local = DriverManager.getConnection("jdbc:dynamodb:embedded:transactionfaults");
                Statement statement = local.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS counted");
            statement.execute("CREATE TABLE counted (id VARCHAR PRIMARY KEY)");
            statement.execute("INSERT INTO counted (id, n) VALUES ('a', 0), ('b', 0)");
            try (FaultyServer faulty = new FaultyServer(local, seed);
                    Connection through = faulty.connect("maxAttempts=3");
                    Statement gathered = through.createStatement()) {
                through.setAutoCommit(false);
                faulty.fail(0.3, EnumSet.allOf(Fault.class));
                for (int i = 0; i < 12; i++) {
                    gathered.executeUpdate("UPDATE counted SET n = n + 1 WHERE id = 'a'");
                    gathered.executeUpdate("UPDATE counted SET n = n * 1 + 1 WHERE id = 'b'");
                    gathered.executeUpdate("INSERT INTO counted (id) VALUES ('i" + i + "')");
                    through.commit();
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT COUNT(*), MAX(n), (SELECT n FROM counted WHERE id = 'b') FROM counted")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(14);
                assertThat(rows.getInt(2)).isEqualTo(12);
                assertThat(rows.getInt(3)).isEqualTo(12);
            }
        }
    }
}
