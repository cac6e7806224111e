package org.dynamojdbc.stub;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What the stub sends back.
 *
 * @param status HTTP status, 0 to close the connection without an answer
 * @param body the JSON text
 * @param sent bytes of the body that are sent before the connection is closed, -1 for all
 * @param crc32 value of x-amz-crc32, null to leave it out
 */
public record Answer(int status, String body, int sent, @Nullable Long crc32) {

    /** Success with this JSON. */
    public static Answer ok(String json) {
        return new Answer(200, json, -1, crc32(json));
    }

    /** An error as DynamoDB sends it, its code in {@code __type}. */
    public static Answer error(int status, String code, String message) {
        return new Answer(
                status,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"" + message + "\"}",
                -1,
                null);
    }

    public static Answer throttled() {
        return error(400, "ProvisionedThroughputExceededException", "The level of throughput was exceeded");
    }

    public static Answer internalError() {
        return error(500, "InternalServerError", "The request could not be processed");
    }

    /** The request arrives and its answer never does: the outcome of a write is unknown to the client. */
    public static Answer lost() {
        return new Answer(0, "", 0, null);
    }

    /** This answer, its connection closed in the middle of the body. */
    public Answer truncated() {
        return new Answer(status, body, body.getBytes(StandardCharsets.UTF_8).length / 2, crc32);
    }

    /** This answer with a checksum that its body does not have. */
    public Answer corrupted() {
        return new Answer(status, body, sent, crc32(body + " "));
    }

    /** A page of Query or Scan; {@code lastKey} null ends the read. Items and key are DynamoDB JSON. */
    public static Answer page(Iterable<String> items, @Nullable String lastKey) {
        int count = 0;
        StringBuilder json = new StringBuilder("{\"Items\":[");
        for (String item : items) {
            json.append(count++ == 0 ? "" : ",").append(item);
        }
        json.append("],\"Count\":").append(count).append(",\"ScannedCount\":").append(count);
        if (lastKey != null) {
            json.append(",\"LastEvaluatedKey\":").append(lastKey);
        }
        return ok(json.append('}').toString());
    }

    /** An item of string attributes, as DynamoDB JSON. */
    public static String item(Map<String, String> strings) {
        StringBuilder json = new StringBuilder("{");
        strings.forEach((name, value) -> json.append(json.length() == 1 ? "\"" : ",\"")
                .append(name)
                .append("\":{\"S\":\"")
                .append(value)
                .append("\"}"));
        return json.append('}').toString();
    }

    private static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
