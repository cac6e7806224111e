package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EXECUTE PARTIQL sends what it is given, page after page, and never a write twice. */
class PartiQlTest {
    private static final String READ = "EXECUTE PARTIQL 'SELECT id FROM jobs'";
    private static final String WRITE = "EXECUTE PARTIQL 'UPDATE jobs SET n = n + 1 WHERE id = ''a'''";

    private final DynamoStub stub = new DynamoStub();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        stub.table("jobs", "id");
        connection = stub.connect("");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        stub.close();
    }

    private static Answer page(String nextToken, String... ids) {
        List<String> items = new ArrayList<>();
        for (String id : ids) {
            items.add(Answer.item(Map.of("id", id)));
        }
        return Answer.ok("{\"Items\":[" + String.join(",", items) + "]"
                + (nextToken.isEmpty() ? "" : ",\"NextToken\":\"" + nextToken + "\"") + "}");
    }

    private List<Call> calls() {
        return stub.calls("ExecuteStatement");
    }

    private static List<String> read(ResultSet rows) throws SQLException {
        List<String> ids = new ArrayList<>();
        while (rows.next()) {
            ids.add(rows.getString("id"));
        }
        return ids;
    }

    @Test
    void everyPageIsReadWithTheTokenOfTheOneBefore() throws SQLException {
        stub.first("ExecuteStatement", page("one", "a", "b"), page("two"), Answer.throttled(), page("three", "c"));
        stub.on("ExecuteStatement", call -> page("", "d"));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            assertThat(read(rows)).containsExactly("a", "b", "c", "d");
            assertThat(statement.unwrap(DynamoStatement.class).statistics().calls())
                    .isEqualTo(4);
        }
        assertThat(calls().stream()
                        .map(call ->
                                call.has("NextToken") ? call.field("NextToken").asString() : "none"))
                .containsExactly("none", "one", "two", "two", "three");
        assertThat(calls())
                .allSatisfy(
                        call -> assertThat(call.field("Statement").asString()).isEqualTo("SELECT id FROM jobs"));
    }

    @Test
    void readingStopsWithTheRowsThatAreWanted() throws SQLException {
        stub.on("ExecuteStatement", call -> page("more", "a", "b"));
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(3);
            try (ResultSet rows = statement.executeQuery(READ)) {
                assertThat(read(rows)).containsExactly("a", "b", "a");
            }
        }
        assertThat(calls()).hasSizeBetween(2, 4);
    }

    @Test
    void aPageThatFailsEndsTheRead() throws SQLException {
        stub.first("ExecuteStatement", page("one", "a"), Answer.error(400, "AccessDeniedException", "no more"));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(() -> read(rows)).hasFieldOrPropertyWithValue("SQLState", "42501");
        }
    }

    @Test
    void parametersTravelAsTheyAre() throws SQLException {
        stub.on("ExecuteStatement", call -> page("", "a"));
        try (PreparedStatement statement = connection.prepareStatement(
                "EXECUTE PARTIQL 'SELECT id FROM jobs WHERE id = ? AND n > ? AND t = ? AND l = ?' USING 'a', ?, ?, ?")) {
            statement.setBigDecimal(1, new BigDecimal("12345678901234567890.5"));
            statement.setObject(2, Set.of("x"));
            statement.setObject(3, List.of(true));
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(read(rows)).containsExactly("a");
            }
        }
        assertThat(calls().get(0).field("Parameters").toString().replace(" ", ""))
                .isEqualTo(
                        "[{\"S\":\"a\"},{\"N\":\"12345678901234567890.5\"},{\"SS\":[\"x\"]},{\"L\":[{\"BOOL\":true}]}]");
    }

    private long write() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(WRITE);
        }
    }

    @Test
    void aWriteIsSentAgainAfterThrottlingOnly() throws SQLException {
        stub.first("ExecuteStatement", Answer.throttled());
        stub.on("ExecuteStatement", call -> Answer.ok("{\"Items\":[]}"));
        assertThat(write()).isEqualTo(1);
        assertThat(calls()).hasSize(2);
        stub.first("ExecuteStatement", Answer.internalError());
        assertThatThrownBy(this::write).hasFieldOrPropertyWithValue("SQLState", "40003");
        stub.first("ExecuteStatement", Answer.lost());
        assertThatThrownBy(this::write).hasFieldOrPropertyWithValue("SQLState", "40003");
        assertThat(calls()).hasSize(4);
    }

    @Test
    void aConditionThatDoesNotHoldCountsNothing() throws SQLException {
        stub.on("ExecuteStatement", call -> Answer.error(400, "ConditionalCheckFailedException", "no"));
        assertThat(write()).isZero();
    }

    @Test
    void aWriteIsNoPartOfATransactionAndRefusedOnReadOnlyConnections() throws SQLException {
        connection.setAutoCommit(false);
        assertThatThrownBy(this::write).hasFieldOrPropertyWithValue("SQLState", "0A000");
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setReadOnly(true);
        assertThatThrownBy(this::write).hasFieldOrPropertyWithValue("SQLState", "25006");
        assertThat(calls()).isEmpty();
    }
}
