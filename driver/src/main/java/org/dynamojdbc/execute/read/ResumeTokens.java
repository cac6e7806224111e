package org.dynamojdbc.execute.read;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.JsonText;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a read stopped, as text: the last row of each of its sources. It carries a fingerprint of the read, so that a token
 * cannot be used with another statement.
 */
final class ResumeTokens {
    private static final String FINGERPRINT = "f";
    private static final String PLACES = "p";
    private static final String SOURCE = "q";
    private static final String KEY = "k";

    private ResumeTokens() {}

    /**
     * The last row delivered by one source.
     *
     * @param source number of the Query, of the segment, or of the key in a list of keys
     * @param key the row's key, as ExclusiveStartKey takes it; empty where the source tells all
     */
    record Place(int source, Map<String, AttributeValue> key) {}

    static String encode(String fingerprint, Collection<Place> places) {
        List<AttributeValue> texts = places.stream()
                .map(place -> AttributeValue.fromM(Map.of(
                        SOURCE,
                        AttributeValue.fromN(String.valueOf(place.source())),
                        KEY,
                        AttributeValue.fromM(typed(place.key())))))
                .toList();
        String json = JsonText.of(AttributeValue.fromM(
                Map.of(FINGERPRINT, AttributeValue.fromS(fingerprint), PLACES, AttributeValue.fromL(texts))));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, AttributeValue> typed(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> parts = new LinkedHashMap<>();
        key.forEach((name, value) -> parts.put(name, AttributeValue.fromM(typed(value))));
        return parts;
    }

    private static Map<String, AttributeValue> typed(AttributeValue value) {
        if (value.b() != null) {
            String bytes = Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe());
            return Map.of("B", AttributeValue.fromS(bytes));
        }
        return value.s() == null
                ? Map.of("N", AttributeValue.fromS(value.n()))
                : Map.of("S", AttributeValue.fromS(value.s()));
    }

    /** The places of a token by their source; empty for no token. */
    static Map<Integer, Place> decode(@Nullable String token, String fingerprint) {
        if (token == null) {
            return Map.of();
        }
        try {
            AttributeValue parts = parts(token);
            if (!fingerprint.equals(part(parts.m(), FINGERPRINT).s())) {
                throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "this resume token is another statement's: resume with the same SELECT, hints and parameters");
            }
            return part(parts.m(), PLACES).l().stream()
                    .map(ResumeTokens::place)
                    .collect(Collectors.toMap(Place::source, place -> place, (a, b) -> b, TreeMap::new));
        } catch (IllegalArgumentException | NullPointerException malformed) {
            throw notAToken(malformed);
        }
    }

    private static Place place(AttributeValue text) {
        int source = Integer.parseInt(part(text.m(), SOURCE).n());
        if (source < 0) {
            throw new IllegalArgumentException("a source has a number from 0 on, not " + source);
        }
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        part(text.m(), KEY).m().forEach((name, typed) -> key.put(name, value(typed.m())));
        return new Place(source, key);
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

    private static AttributeValue part(Map<String, AttributeValue> parts, String name) {
        return Objects.requireNonNull(parts.get(name));
    }

    private static AttributeValue value(Map<String, AttributeValue> typed) {
        Map.Entry<String, AttributeValue> entry = typed.entrySet().iterator().next();
        String text = Objects.requireNonNull(entry.getValue().s());
        return switch (entry.getKey()) {
            case "S" -> AttributeValue.fromS(text);
            case "N" -> AttributeValue.fromN(text);
            default -> AttributeValue.fromB(
                    SdkBytes.fromByteArray(Base64.getDecoder().decode(text)));
        };
    }
}
