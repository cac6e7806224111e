package org.dynamojdbc.client;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A body written by the driver says what the SDK's says. */
class RequestJsonTest {
    private static DynamoStub stub;
    private static DynamoDbClient sdk;

    @BeforeContainer
    static void start() {
        stub = new DynamoStub();
        stub.on("BatchWriteItem", call -> Answer.ok("{}"));
        sdk = DynamoDbClient.builder()
                .endpointOverride(java.net.URI.create(stub.endpoint()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(o -> o.addExecutionInterceptor(new RequestBody.Replacement()))
                .build();
    }

    @AfterContainer
    static void stop() {
        sdk.close();
        stub.close();
    }

    @Property(tries = 300, seed = "20240131")
    void bodiesSayWhatTheSdkSays(@ForAll("items") List<String> texts) throws IOException {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (String text : texts) {
            ItemsJson.read(
                    new ByteArrayInputStream(("{\"Items\":[" + text + "]}").getBytes(StandardCharsets.UTF_8)),
                    items::add);
        }
        sdk.batchWriteItem(r -> r.requestItems(Map.of(
                        "t",
                        items.stream()
                                .map(item -> WriteRequest.builder()
                                        .putRequest(p -> p.item(item))
                                        .build())
                                .toList()))
                .returnConsumedCapacity("INDEXES"));
        RequestJson json = new RequestJson().object("RequestItems").list("t");
        for (Map<String, AttributeValue> item : items) {
            json.element().object("PutRequest").item("Item", item).endObject().endObject();
        }
        RequestBody body = json.endList()
                .endObject()
                .text("ReturnConsumedCapacity", "INDEXES")
                .body();
        sdk.batchWriteItem(r -> r.requestItems(Map.of("t", List.of()))
                .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                        .putExecutionAttribute(RequestBody.ATTRIBUTE, body)
                        .build()));
        List<Call> calls = stub.calls("BatchWriteItem");
        assertThat(calls.get(calls.size() - 1).body())
                .isEqualTo(calls.get(calls.size() - 2).body());
    }

    @Provide
    Arbitrary<List<String>> items() {
        return JsonItems.items();
    }
}
