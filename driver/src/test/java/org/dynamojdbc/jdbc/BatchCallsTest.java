package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Which calls a batch of writes becomes. */
class BatchCallsTest {
    private final DynamoStub stub = new DynamoStub();

    @BeforeEach
    void tables() {
        stub.table("users", "id");
        stub.table("orders", "id");
        stub.on("BatchWriteItem", call -> Answer.ok("{\"UnprocessedItems\":{}}"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    /** The ids that a call writes, by table. */
    private static Map<String, List<String>> ids(Call call) {
        Map<String, List<String>> ids = new TreeMap<>();
        call.field("RequestItems")
                .asObject()
                .forEach((table, requests) -> ids.put(
                        table,
                        requests.asArray().stream()
                                .map(request -> text(request, "PutRequest", "Item", "id", "S"))
                                .sorted()
                                .toList()));
        return ids;
    }

    private static String text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String step : path) {
            at = at.field(step).orElseThrow();
        }
        return at.asString();
    }

    private static String put(String id) {
        return "{\"PutRequest\":{\"Item\":" + Answer.item(Map.of("id", id)) + "}}";
    }

    @Test
    void unprocessedItemsAreSentAgainAlone() throws SQLException {
        stub.first(
                "BatchWriteItem",
                Answer.ok("{\"UnprocessedItems\":{\"users\":[" + put("a") + "," + put("b") + "," + put("c") + "]}}"),
                Answer.ok("{\"UnprocessedItems\":{\"users\":[" + put("b") + "]}}"));
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPSERT INTO users (id) VALUES ('a'), ('b'), ('c')"))
                    .isEqualTo(3);
        }
        assertThat(stub.calls("BatchWriteItem"))
                .extracting(BatchCallsTest::ids)
                .containsExactly(
                        Map.of("users", List.of("a", "b", "c")),
                        Map.of("users", List.of("a", "b", "c")),
                        Map.of("users", List.of("b")));
    }

    @Test
    void statementsOfSeveralTablesShareACall() throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            statement.addBatch("UPSERT INTO users (id) VALUES ('a')");
            statement.addBatch("UPSERT INTO orders (id) VALUES ('1')");
            statement.addBatch("UPSERT INTO users (id) VALUES ('b')");
            assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
        }
        assertThat(stub.calls("BatchWriteItem"))
                .extracting(BatchCallsTest::ids)
                .containsExactly(Map.of("orders", List.of("1"), "users", List.of("a", "b")));
    }
}
