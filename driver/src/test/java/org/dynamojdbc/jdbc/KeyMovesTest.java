package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** An UPDATE of a key leaves the item whole at one place, whatever others do to it and whatever becomes of answers. */
class KeyMovesTest {
    private static final String MOVE = "UPDATE jobs SET id = 'b' WHERE id = 'a'";

    private final DynamoStub stub = new DynamoStub();

    @BeforeEach
    void item() {
        stub.table("jobs", "id");
        stub.on("GetItem", call -> Answer.ok("{\"Item\":{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}}}"));
        stub.on("TransactWriteItems", call -> Answer.ok("{}"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static Answer canceled(String first, String second) {
        return new Answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":\"canceled\","
                        + "\"CancellationReasons\":[" + first + "," + second + "]}",
                -1,
                null);
    }

    private static final String NONE = "{\"Code\":\"None\"}";

    private static String conditionFailed(String item) {
        return "{\"Code\":\"ConditionalCheckFailed\",\"Message\":\"no\",\"Item\":" + item + "}";
    }

    private int update(String sql) throws SQLException {
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

    private JsonNode action(int call, int item, String kind) {
        return stub.calls("TransactWriteItems")
                .get(call)
                .field("TransactItems")
                .asArray()
                .get(item)
                .field(kind)
                .orElseThrow();
    }

    @Test
    void anAttributeThatASampleHasShownMustNotHaveComeToTheItem() throws SQLException {
        stub.on(
                "Scan",
                call -> Answer.page(
                        List.of(Answer.item(Map.of("id", "x", "rare", "1")), Answer.item(Map.of("id", "y"))), null));
        try (Connection connection = DriverManager.getConnection(
                        stub.endpoint().replace("http://", "jdbc:dynamodb://") + "/?sampleSize=10");
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT * FROM jobs").close();
            assertThat(statement.executeUpdate(MOVE)).isEqualTo(1);
        }
        JsonNode delete = action(0, 0, "Delete");
        Map<String, String> names =
                delete.field("ExpressionAttributeNames").orElseThrow().asObject().entrySet().stream()
                        .collect(Collectors.toMap(e -> e.getValue().asString(), Map.Entry::getKey));
        assertThat(delete.field("ConditionExpression").orElseThrow().asString())
                .contains("attribute_not_exists(" + names.get("rare") + ")");
    }

    @Test
    void anItemThatChangedOnTheWayIsMovedAsItIsNow() throws SQLException {
        stub.first("TransactWriteItems", canceled(conditionFailed("{\"id\":{\"S\":\"a\"},\"m\":{\"N\":\"2\"}}"), NONE));
        assertThat(update(MOVE)).isEqualTo(1);
        assertThat(action(1, 1, "Put").field("Item").orElseThrow().asObject()).containsOnlyKeys("id", "m");
    }

    @Test
    void anItemThatIsGoneOnTheWayIsNotMoved() throws SQLException {
        stub.first("TransactWriteItems", canceled("{\"Code\":\"ConditionalCheckFailed\",\"Message\":\"no\"}", NONE));
        assertThat(update(MOVE)).isZero();
    }

    @Test
    void anItemIsNotMovedOntoAnother() {
        stub.first("TransactWriteItems", canceled(NONE, conditionFailed("{\"id\":{\"S\":\"b\"}}")));
        assertState(MOVE, "23505");
        assertThat(stub.calls("TransactWriteItems")).hasSize(1);
    }

    @Test
    void aMoveWhoseAnswerIsLostIsRepeatedUnderItsToken() throws SQLException {
        stub.first(
                "TransactWriteItems",
                Answer.lost(),
                Answer.internalError(),
                canceled("{\"Code\":\"TransactionConflict\",\"Message\":\"wait\"}", NONE));
        assertThat(update(MOVE)).isEqualTo(1);
        assertThat(stub.calls("TransactWriteItems"))
                .hasSize(4)
                .extracting(call -> call.field("ClientRequestToken").asString())
                .containsOnly(stub.calls("TransactWriteItems")
                        .get(0)
                        .field("ClientRequestToken")
                        .asString());
    }

    @Test
    void aMoveThatIsNeverAnsweredIsUnknown() throws SQLException {
        stub.on("TransactWriteItems", call -> Answer.internalError());
        try (Connection connection = stub.connect("maxAttempts=1");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate(MOVE))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40003"));
        }
    }

    @Test
    void anItemOfMoreAttributesThanAConditionComparesIsNotMoved() {
        String attributes = IntStream.range(0, 300)
                .mapToObj(i -> ",\"a" + i + "\":{\"N\":\"" + i + "\"}")
                .collect(Collectors.joining());
        stub.on("GetItem", call -> Answer.ok("{\"Item\":{\"id\":{\"S\":\"a\"}" + attributes + "}}"));
        assertState(MOVE, "54000");
        assertThat(stub.calls("TransactWriteItems")).isEmpty();
    }

    @Test
    void columnsThatAreManyAreComparedAsFarAsThereIsRoom() throws SQLException {
        String columns =
                IntStream.range(0, 250).mapToObj(i -> ", a" + i + " INTEGER").collect(Collectors.joining());
        stub.on("CreateTable", call -> Answer.ok("{}"));
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE jobs (id VARCHAR PRIMARY KEY" + columns + ")");
            assertThat(statement.executeUpdate(MOVE)).isEqualTo(1);
        }
    }

    @Test
    void whatCameToAnItemBeforeTheCommitRollsTheTransactionBack() throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(statement.executeUpdate(MOVE)).isEqualTo(1);
            stub.on(
                    "GetItem",
                    call -> Answer.ok(
                            "{\"Item\":{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1.0\"},\"unheard_of\":{\"N\":\"1\"}}}"));
            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
            assertThat(stub.calls("TransactWriteItems")).isEmpty();
        }
    }

    @Test
    void anItemThatIsAsItWasIsMovedByTheCommit() throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(MOVE);
            stub.on("GetItem", call -> Answer.ok("{\"Item\":{\"n\":{\"N\":\"1.00\"},\"id\":{\"S\":\"a\"}}}"));
            connection.commit();
            assertThat(stub.calls("TransactWriteItems")).hasSize(1);
        }
    }
}
