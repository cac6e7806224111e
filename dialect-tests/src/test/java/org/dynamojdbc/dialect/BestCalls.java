package org.dynamojdbc.dialect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;

/**
 * Sends hand-written calls, {@code Query {"TableName": ...}}, straight to the server and adds up the read units they consume. A
 * Query or Scan without a Limit is read to its last page, as a program would.
 */
final class BestCalls {
    private static final String AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=embedded/20240101/us-east-1/dynamodb/"
            + "aws4_request, SignedHeaders=host, Signature=0";

    private final URI endpoint;
    private final HttpClient client = HttpClient.newHttpClient();

    BestCalls(URI endpoint) {
        this.endpoint = endpoint;
    }

    double readUnits(List<String> calls) throws IOException, InterruptedException {
        double units = 0;
        for (String call : calls) {
            String[] parts = call.split(" ", 2);
            units += readUnits(parts[0], parts[1]);
        }
        return units;
    }

    private double readUnits(String operation, String request) throws IOException, InterruptedException {
        String start = "";
        double units = 0;
        do {
            String body = request.strip().replaceFirst("\\{", "{\"ReturnConsumedCapacity\":\"TOTAL\"," + start);
            Map<String, JsonNode> answer = send(operation, body);
            units += consumed(answer.get("ConsumedCapacity"));
            JsonNode next = answer.get("LastEvaluatedKey");
            start = next == null || request.contains("\"Limit\"") ? "" : "\"ExclusiveStartKey\":" + text(next) + ",";
        } while (!start.isEmpty());
        return units;
    }

    private static double consumed(JsonNode node) {
        List<JsonNode> arms = node.isArray() ? node.asArray() : List.of(node);
        return arms.stream()
                .mapToDouble(arm ->
                        Double.parseDouble(arm.asObject().get("CapacityUnits").asNumber()))
                .sum();
    }

    /** A key: names of types and strings only. */
    private static String text(JsonNode node) {
        if (node.isObject()) {
            return node.asObject().entrySet().stream()
                    .map(entry -> '"' + entry.getKey() + "\":" + text(entry.getValue()))
                    .collect(java.util.stream.Collectors.joining(",", "{", "}"));
        }
        return '"' + node.asString() + '"';
    }

    private Map<String, JsonNode> send(String operation, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Authorization", AUTHORIZATION)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(operation + " " + body + " was refused: " + response.body());
        }
        return JsonNodeParser.create().parse(response.body()).asObject();
    }
}
