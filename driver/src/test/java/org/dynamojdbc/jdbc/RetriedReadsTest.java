package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads survive a server that throttles, fails, breaks off or leaves keys undone; each row arrives once. */
class RetriedReadsTest {
    private final DynamoStub stub = new DynamoStub();

    @BeforeEach
    void table() {
        stub.table("users", "id");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static String user(int number) {
        return Answer.item(Map.of("id", Integer.toString(number)));
    }

    private List<String> ids(String sql) throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString("id"));
            }
            return ids;
        }
    }

    private static Answer twoPages(Call call) {
        return call.has("ExclusiveStartKey")
                ? Answer.page(List.of(user(3)), null)
                : Answer.page(List.of(user(1), user(2)), user(2));
    }

    @Test
    void throttledPagesAreAskedForAgain() throws SQLException {
        stub.first("Scan", Answer.throttled(), Answer.error(400, "ThrottlingException", "slow down"));
        stub.on("Scan", RetriedReadsTest::twoPages);
        assertThat(ids("SELECT id FROM users")).containsExactly("1", "2", "3");
        assertThat(stub.calls("Scan")).hasSize(4);
    }

    @Test
    void failedPagesAreAskedForAgain() throws SQLException {
        stub.first("Scan", Answer.internalError(), Answer.error(503, "ServiceUnavailable", "later"));
        stub.on("Scan", RetriedReadsTest::twoPages);
        assertThat(ids("SELECT id FROM users")).containsExactly("1", "2", "3");
    }

    @Test
    void brokenAnswersAreAskedForAgain() throws SQLException {
        Answer page = Answer.page(List.of(user(1), user(2)), user(2));
        stub.first("Scan", page.truncated(), page.corrupted(), Answer.lost());
        stub.on("Scan", RetriedReadsTest::twoPages);
        assertThat(ids("SELECT id FROM users")).containsExactly("1", "2", "3");
        assertThat(stub.calls("Scan")).hasSize(5);
    }

    @Test
    void aThrottleThatDoesNotEndIsReportedAsTransient() throws SQLException {
        stub.on("GetItem", call -> Answer.throttled());
        try (Connection connection = stub.connect("maxAttempts=3");
                Statement statement = connection.createStatement()) {
            SQLException failed = catchThrowableOfType(SQLException.class, () -> {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM users WHERE id = '1'")) {
                    rows.next();
                }
            });
            assertThat((Throwable) failed).isInstanceOf(SQLTransientException.class);
            assertThat(failed.getSQLState()).isEqualTo("53400");
            assertThat(connection.isValid(0)).isTrue();
        }
        assertThat(stub.calls("GetItem")).hasSize(3);
    }

    /** Each call does only a few of its keys, and the first of all does none. */
    @Test
    void unprocessedKeysAreAskedForToTheEnd() throws SQLException {
        stub.first(
                "BatchGetItem",
                Answer.ok("{\"Responses\":{},\"UnprocessedKeys\":{\"users\":{\"Keys\":["
                        + String.join(
                                ",",
                                IntStream.range(0, 100)
                                        .mapToObj(RetriedReadsTest::user)
                                        .toList())
                        + "]}}}"));
        stub.on("BatchGetItem", call -> {
            List<String> keys =
                    call
                            .field("RequestItems")
                            .field("users")
                            .orElseThrow()
                            .field("Keys")
                            .orElseThrow()
                            .asArray()
                            .stream()
                            .map(key -> key.field("id")
                                    .orElseThrow()
                                    .field("S")
                                    .orElseThrow()
                                    .asString())
                            .toList();
            int done = Math.min(40, keys.size());
            return Answer.ok("{\"Responses\":{\"users\":[" + items(keys.subList(0, done)) + "]},\"UnprocessedKeys\":"
                    + (done == keys.size()
                            ? "{}"
                            : "{\"users\":{\"Keys\":[" + items(keys.subList(done, keys.size())) + "]}}")
                    + "}");
        });
        String wanted = String.join(
                ", ", IntStream.range(0, 100).mapToObj(i -> "'" + i + "'").toList());
        List<String> ids = ids("SELECT id FROM users WHERE id IN (" + wanted + ")");
        assertThat(ids).hasSize(100);
        assertThat(new TreeSet<>(ids)).hasSize(100);
        assertThat(stub.calls("BatchGetItem")).hasSize(4);
    }

    private static String items(List<String> ids) {
        return String.join(
                ",", ids.stream().map(id -> user(Integer.parseInt(id))).toList());
    }
}
