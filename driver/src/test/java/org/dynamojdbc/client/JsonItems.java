package org.dynamojdbc.client;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random items of all types as the JSON text that DynamoDB sends. */
final class JsonItems {
    private JsonItems() {}

    static Arbitrary<List<String>> items() {
        return object(value(2)).list().ofMaxSize(5);
    }

    private static Arbitrary<String> object(Arbitrary<String> values) {
        return Arbitraries.maps(text(), values)
                .ofMaxSize(5)
                .map(members -> "{"
                        + String.join(
                                ", ",
                                members.entrySet().stream()
                                        .map(e -> e.getKey() + " : " + e.getValue())
                                        .toList())
                        + "}");
    }

    /** A JSON string of any characters, escaped in different ways. */
    private static Arbitrary<String> text() {
        Arbitrary<String> character = Arbitraries.oneOf(
                Arbitraries.of(
                        "a", "B", "0", " ", "\u00e9", "\u4e2d", "\ud83d\ude00", "\\\"", "\\\\", "\\/", "\\n", "\\t"),
                Arbitraries.of("\\u0000", "\\u00E9", "\\ud83d\\ude00", "\u007f", "\u2028"));
        return character.list().ofMaxSize(12).map(parts -> "\"" + String.join("", parts) + "\"");
    }

    private static Arbitrary<String> number() {
        return Arbitraries.of(
                "\"0\"",
                "\"-1.5\"",
                "\"1E+125\"",
                "\"-9.9E-130\"",
                "\"12345678901234567890123456789012345678\"",
                "\"0.00000000000000000000000000000000000001\"");
    }

    private static Arbitrary<String> base64() {
        return Arbitraries.of("\"\"", "\"AA==\"", "\"AAE=\"", "\"AAEC\"", "\"/+8=\"");
    }

    private static String list(List<String> values) {
        return "[" + String.join(",", values) + "]";
    }

    private static Arbitrary<String> value(int depth) {
        List<Arbitrary<String>> kinds = new ArrayList<>(List.of(
                text().map(s -> "{\"S\":" + s + "}"),
                number().map(n -> "{\"N\":" + n + "}"),
                base64().map(b -> "{\"B\":" + b + "}"),
                Arbitraries.of("{\"BOOL\":true}", "{ \"BOOL\" : false }", "{\"NULL\":true}"),
                text().list().uniqueElements().ofMinSize(1).ofMaxSize(4).map(s -> "{\"SS\":" + list(s) + "}"),
                number().list().uniqueElements().ofMinSize(1).ofMaxSize(4).map(n -> "{\"NS\":" + list(n) + "}"),
                base64().list().uniqueElements().ofMinSize(1).ofMaxSize(4).map(b -> "{\"BS\":" + list(b) + "}"),
                Arbitraries.of("{\"L\":[]}", "{\"M\":{}}")));
        if (depth > 0) {
            kinds.add(value(depth - 1).list().ofMaxSize(4).map(v -> "{\"L\":" + list(v) + "}"));
            kinds.add(object(value(depth - 1)).map(m -> "{\"M\":" + m + "}"));
        }
        return Arbitraries.oneOf(kinds);
    }
}
