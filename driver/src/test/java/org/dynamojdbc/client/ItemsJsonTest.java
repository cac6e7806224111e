package org.dynamojdbc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items read from JSON are those that the SDK reads from it. */
class ItemsJsonTest {
    private static DynamoStub stub;
    private static DynamoDbClient sdk;

    @BeforeContainer
    static void start() {
        stub = new DynamoStub();
        sdk = DynamoDbClient.builder()
                .endpointOverride(java.net.URI.create(stub.endpoint()))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterContainer
    static void stop() {
        sdk.close();
        stub.close();
    }

    private static List<Map<String, AttributeValue>> read(String json) throws IOException {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        ItemsJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), items::add);
        return items;
    }

    private static String rest(String json) throws IOException {
        return new String(
                ItemsJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), item -> {}),
                StandardCharsets.UTF_8);
    }

    @Property(tries = 300, seed = "20240131")
    void itemsAreThoseThatTheSdkReads(@ForAll("items") List<String> items) throws IOException {
        Answer page = Answer.page(items, null);
        stub.on("Scan", call -> page);
        List<Map<String, AttributeValue>> read = read(page.body());
        List<Map<String, AttributeValue>> expected =
                sdk.scan(r -> r.tableName("any")).items();
        assertThat(read).isEqualTo(expected);
        for (int i = 0; i < read.size(); i++) {
            assertThat(new ArrayList<>(read.get(i).keySet()))
                    .isEqualTo(new ArrayList<>(expected.get(i).keySet()));
        }
    }

    @Provide
    Arbitrary<List<String>> items() {
        return JsonItems.items();
    }

    @Test
    void theRestOfTheAnswerStaysAsItIs() throws IOException {
        assertThat(rest("{\"Count\":1,\"Items\":[{\"a\":{\"S\":\"x\"}}],\"LastEvaluatedKey\":{\"a\":{\"S\":\"x\"}},"
                        + "\"ConsumedCapacity\":{\"CapacityUnits\":0.5,\"TableName\":\"t\"}}"))
                .isEqualTo("{\"Count\":1,\"LastEvaluatedKey\":{\"a\":{\"S\":\"x\"}},"
                        + "\"ConsumedCapacity\":{\"CapacityUnits\":0.5,\"TableName\":\"t\"}}");
        assertThat(rest("{\"Count\":7,\"ScannedCount\":9}")).isEqualTo("{\"Count\":7,\"ScannedCount\":9}");
    }

    @Test
    void brokenAnswersAreRefused() {
        for (String broken : List.of(
                "",
                "[]",
                "{",
                "{\"Items\":[",
                "{\"Items\":[{\"a\":{\"S\":\"x\"}}",
                "{\"Items\":[{\"a\":{\"S\":\"x\"}}]",
                "{\"Items\":[7]}",
                "{\"Items\":[{\"a\":7}]}",
                "{\"Items\":[{\"a\":{}}]}",
                "{\"Items\":[{\"a\":{\"S\":7}}]}",
                "{\"Items\":[{\"a\":{\"BOOL\":\"true\"}}]}",
                "{\"Items\":[{\"a\":{\"B\":\"*\"}}]}",
                "{\"Items\":[{\"a\":{\"SS\":[1]}}]}",
                "{\"Items\":[{\"a\":{\"L\":[1]}}]}",
                "{\"Items\":[{\"a\":{\"S\":\"x\",\"N\":\"1\"}}]}",
                "{\"Items\":[{\"a\":{\"X\":\"1\"}}]}")) {
            assertThatThrownBy(() -> read(broken)).as(broken).isInstanceOf(IOException.class);
        }
    }
}
