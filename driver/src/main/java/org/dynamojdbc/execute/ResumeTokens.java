package org.dynamojdbc.execute;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.JsonText;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a read stopped, as text: the key of the last row. It carries a fingerprint of the read, so that a token cannot be
 * used with another statement.
 */
final class ResumeTokens {
    private ResumeTokens() {}

    /** A place in a read: which of its Queries, and the key behind which it goes on. */
    record Place(int source, Map<String, AttributeValue> key) {}

    static String encode(String fingerprint, int source, Map<String, AttributeValue> key) {
        Map<String, AttributeValue> parts = new LinkedHashMap<>();
        key.forEach((name, value) -> parts.put(
                name,
                AttributeValue.fromM(
                        value.b() == null
                                ? Map.of(value.s() == null ? "N" : "S", AttributeValue.fromS(text(value)))
                                : Map.of(
                                        "B",
                                        AttributeValue.fromS(Base64.getEncoder()
                                                .encodeToString(value.b().asByteArrayUnsafe()))))));
        String json = JsonText.of(AttributeValue.fromM(Map.of(
                "f", AttributeValue.fromS(fingerprint),
                "q", AttributeValue.fromN(String.valueOf(source)),
                "k", AttributeValue.fromM(parts))));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(AttributeValue value) {
        return value.s() == null ? value.n() : value.s();
    }

    static Place decode(String token, String fingerprint) {
        try {
            AttributeValue parts = parts(token);
            if (!fingerprint.equals(part(parts, "f").s())) {
                throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "this resume token is another statement's: resume with the same SELECT, hints and parameters");
            }
            Map<String, AttributeValue> key = new LinkedHashMap<>();
            part(parts, "k").m().forEach((name, typed) -> key.put(name, value(typed.m())));
            return new Place(Integer.parseInt(part(parts, "q").n()), key);
        } catch (IllegalArgumentException | NullPointerException malformed) {
            throw notAToken(malformed);
        }
    }

    private static AttributeValue parts(String token) {
        String json = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        try {
            return JsonText.parse(json);
        } catch (SqlFailure notJson) {
            throw notAToken(notJson);
        }
    }

    private static SqlFailure notAToken(RuntimeException cause) {
        return new SqlFailure(
                SqlState.INVALID_PARAMETER_VALUE,
                "this is no resume token; take it from unwrap(DynamoResultSet.class).resumeToken()",
                cause);
    }

    private static AttributeValue part(AttributeValue parts, String name) {
        return Objects.requireNonNull(parts.m().get(name));
    }

    private static AttributeValue value(Map<String, AttributeValue> typed) {
        Map.Entry<String, AttributeValue> entry = typed.entrySet().iterator().next();
        String text = entry.getValue().s();
        return switch (entry.getKey()) {
            case "S" -> AttributeValue.fromS(text);
            case "N" -> AttributeValue.fromN(text);
            default -> AttributeValue.fromB(
                    SdkBytes.fromByteArray(Base64.getDecoder().decode(text)));
        };
    }
}
