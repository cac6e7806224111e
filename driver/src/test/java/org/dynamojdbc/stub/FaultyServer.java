package org.dynamojdbc.stub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dynamojdbc.jdbc.DynamoConnection;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stands in front of DynamoDB Local and answers some of its calls with faults, drawn from a seed: what DynamoDB does under
 * load and what networks do. What it says is done is done, and what it says is not done is not.
 */
public final class FaultyServer implements AutoCloseable {

    /** One kind of fault. */
    public enum Fault {
        /** Refused by a throttle, not done. */
        THROTTLED,
        /** A server error before anything was done. */
        ERROR_BEFORE,
        /** A server error although it was done. */
        ERROR_AFTER,
        /** The connection breaks before anything was done. */
        LOST_BEFORE,
        /** The connection breaks after it was done. */
        LOST_AFTER,
        /** A batch is done in part, a transaction is canceled by a conflict. */
        PARTLY
    }

    /** What it passes on. */
    public static final List<String> OPERATIONS = List.of(
            "GetItem",
            "BatchGetItem",
            "Query",
            "Scan",
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "BatchWriteItem",
            "BatchExecuteStatement",
            "TransactWriteItems",
            "TransactGetItems",
            "ExecuteStatement",
            "DescribeTable",
            "ListTables",
            "CreateTable",
            "DeleteTable",
            "DescribeTimeToLive");

    private static final Set<String> FAULTED = Set.of(
            "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "BatchExecuteStatement", "TransactWriteItems");

    private final DynamoStub stub = new DynamoStub();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final Random random;
    private final Map<Fault, Integer> given = new EnumMap<>(Fault.class);
    private volatile double rate;
    private volatile Set<Fault> faults = Set.of(Fault.values());

    /** @param behind a connection to the server that this one stands in front of */
    public FaultyServer(Connection behind, long seed) throws SQLException {
        this.server = behind.unwrap(DynamoConnection.class)
                .unwrap(DynamoDbClient.class)
                .serviceClientConfiguration()
                .endpointOverride()
                .orElseThrow();
        this.random = new Random(seed);
        OPERATIONS.forEach(operation -> stub.on(operation, this::answer));
    }

    /** Begins to answer this share of the writes with these faults. */
    public void fail(double share, Set<Fault> some) {
        faults = some;
        rate = share;
    }

    public Connection connect(String properties) throws SQLException {
        return stub.connect(properties);
    }

    public DynamoStub stub() {
        return stub;
    }

    /** How often each fault was given. */
    public synchronized Map<Fault, Integer> given() {
        return new EnumMap<>(given);
    }

    private Answer answer(Call call) throws IOException, InterruptedException {
        Fault fault = draw(call.operation());
        if (fault == null) {
            return forward(call.operation(), call.body().toString());
        }
        switch (fault) {
            case THROTTLED:
                return Answer.throttled();
            case ERROR_BEFORE:
                return Answer.internalError();
            case ERROR_AFTER:
                forward(call.operation(), call.body().toString());
                return Answer.internalError();
            case LOST_BEFORE:
                return Answer.lost();
            case LOST_AFTER:
                forward(call.operation(), call.body().toString());
                return Answer.lost();
            default:
                return partly(call);
        }
    }

    private synchronized Fault draw(String operation) {
        if (!FAULTED.contains(operation) || random.nextDouble() >= rate) {
            return null;
        }
        List<Fault> possible = new ArrayList<>(faults);
        possible.sort(null);
        Fault fault = possible.get(random.nextInt(possible.size()));
        given.merge(fault, 1, Integer::sum);
        return fault;
    }

    private synchronized boolean coin() {
        return random.nextBoolean();
    }

    private Answer partly(Call call) throws IOException, InterruptedException {
        switch (call.operation()) {
            case "BatchWriteItem":
                return unprocessed(call);
            case "BatchExecuteStatement":
                return putOff(call);
            case "TransactWriteItems":
                return canceled(call);
            default:
                return Answer.throttled();
        }
    }

    private Answer unprocessed(Call call) throws IOException, InterruptedException {
        StringBuilder done = new StringBuilder();
        StringBuilder left = new StringBuilder();
        call.field("RequestItems").asObject().forEach((table, requests) -> {
            List<String> some = new ArrayList<>();
            List<String> others = new ArrayList<>();
            for (JsonNode request : requests.asArray()) {
                (coin() ? some : others).add(request.toString());
            }
            append(done, table, some);
            append(left, table, others);
        });
        if (done.length() > 0) {
            Answer answer = forward("BatchWriteItem", "{\"RequestItems\":{" + done + "}}");
            if (answer.status() != 200) {
                return answer;
            }
        }
        return Answer.ok("{\"UnprocessedItems\":{" + left + "}}");
    }

    private static void append(StringBuilder text, String table, List<String> requests) {
        if (!requests.isEmpty()) {
            text.append(text.length() == 0 ? "" : ",")
                    .append('"')
                    .append(table)
                    .append("\":[")
                    .append(String.join(",", requests))
                    .append(']');
        }
    }

    private Answer putOff(Call call) throws IOException, InterruptedException {
        List<JsonNode> statements = call.field("Statements").asArray();
        List<Boolean> done = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (JsonNode statement : statements) {
            done.add(coin());
            if (done.get(done.size() - 1)) {
                sent.add(statement.toString());
            }
        }
        List<JsonNode> answers = new ArrayList<>();
        if (!sent.isEmpty()) {
            Answer answer = forward("BatchExecuteStatement", "{\"Statements\":[" + String.join(",", sent) + "]}");
            if (answer.status() != 200) {
                return answer;
            }
            answers.addAll(JsonNode.parser()
                    .parse(answer.body())
                    .field("Responses")
                    .orElseThrow()
                    .asArray());
        }
        List<String> responses = new ArrayList<>();
        for (boolean isDone : done) {
            if (!isDone) {
                responses.add("{\"Error\":{\"Code\":\"ThrottlingError\",\"Message\":\"slow down\"}}");
            } else if (coin() || answers.get(0).field("Error").isPresent()) {
                responses.add(answers.remove(0).toString());
            } else {
                // Done, and the answer says that the server does not know.
                answers.remove(0);
                responses.add("{\"Error\":{\"Code\":\"InternalServerError\",\"Message\":\"oops\"}}");
            }
        }
        return Answer.ok("{\"Responses\":[" + String.join(",", responses) + "]}");
    }

    private static Answer canceled(Call call) {
        int items = call.field("TransactItems").asArray().size();
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            reasons.add(i == 0 ? "{\"Code\":\"TransactionConflict\",\"Message\":\"conflict\"}" : "{\"Code\":\"None\"}");
        }
        return new Answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":\"canceled\","
                        + "\"CancellationReasons\":[" + String.join(",", reasons) + "]}",
                -1,
                null);
    }

    private Answer forward(String operation, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server)
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=local/20200101/us-east-1/dynamodb/aws4_request,"
                                        + " SignedHeaders=host, Signature=0")
                        .header("X-Amz-Date", "20200101T000000Z")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body(), -1, null);
    }

    @Override
    public void close() {
        stub.close();
    }
}
