package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.dynamojdbc.error.SqlFailure;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Documents and sets as JSON text with exact numbers. A value's own kind is its column's, so a set alone is an array and a
 * binary value base64. Inside a document nothing else would tell them from lists and strings: there they are written
 * {@code {"$set":[...]}} and {@code {"$binary":"base64"}}, and a map that happens to have one of these names is
 * written {@code {"$map":{...}}}. Reading gives back what was written.
 */
public final class JsonText {
    /** The only name of an object that stands for a set. */
    static final String SET = "$set";

    /** The only name of an object that stands for a binary value. */
    static final String BINARY = "$binary";

    /** The only name of an object that stands for a map with one of these names. */
    static final String MAP = "$map";

    private JsonText() {}

    static boolean isMark(String name) {
        return name.equals(SET) || name.equals(BINARY) || name.equals(MAP);
    }

    /** The JSON of any value. */
    public static String of(AttributeValue value) {
        StringBuilder json = new StringBuilder();
        if (value.hasM()) {
            writeNested(value, json);
        } else {
            write(value, json);
        }
        return json.toString();
    }

    private static void write(AttributeValue value, StringBuilder json) {
        switch (AttributeType.of(value)) {
            case S -> quote(value.s(), json);
            case N -> json.append(number(value.n()));
            case B -> quote(base64(value.b()), json);
            case BOOL -> json.append(value.bool());
            case NULL -> json.append("null");
            case L -> writeList(value.l(), json);
            case M -> writeMap(value.m(), json);
            case SS, NS, BS -> writeMembers(members(value), json, JsonText::write);
        }
    }

    /** A value in a document, whose kind no column tells. */
    private static void writeNested(AttributeValue value, StringBuilder json) {
        switch (AttributeType.of(value)) {
            case SS, NS, BS -> {
                json.append("{\"").append(SET).append("\":");
                writeMembers(members(value), json, JsonText::writeNested);
                json.append('}');
            }
            case B -> {
                json.append("{\"").append(BINARY).append("\":");
                write(value, json);
                json.append('}');
            }
            case M -> {
                boolean looksMarked = value.m().keySet().stream().anyMatch(JsonText::isMark);
                if (looksMarked) {
                    json.append("{\"").append(MAP).append("\":");
                }
                writeMap(value.m(), json);
                if (looksMarked) {
                    json.append('}');
                }
            }
            default -> write(value, json);
        }
    }

    private static void writeMap(Map<String, AttributeValue> map, StringBuilder json) {
        char separator = '{';
        for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
            json.append(separator);
            quote(entry.getKey(), json);
            json.append(':');
            writeNested(entry.getValue(), json);
            separator = ',';
        }
        json.append(separator == '{' ? "{}" : "}");
    }

    private static void writeList(List<AttributeValue> items, StringBuilder json) {
        writeMembers(items, json, JsonText::writeNested);
    }

    /** The members of a set in an order of their own, so that equal sets have equal texts. */
    private static List<AttributeValue> members(AttributeValue set) {
        return switch (AttributeType.of(set)) {
            case SS -> set.ss().stream()
                    .sorted(ValueOrder::compareStrings)
                    .map(AttributeValue::fromS)
                    .toList();
            case NS -> set.ns().stream()
                    .map(BigDecimal::new)
                    .sorted()
                    .map(n -> AttributeValue.fromN(n.toString()))
                    .toList();
            default -> set.bs().stream()
                    .map(AttributeValue::fromB)
                    .sorted(ValueOrder::compare)
                    .toList();
        };
    }

    /** JSON has no leading zeros or plus signs, which DynamoDB Local gives back as they were written. */
    private static String number(String text) {
        return new BigDecimal(text).toString();
    }

    static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }

    private static void writeMembers(
            List<AttributeValue> items, StringBuilder json, BiConsumer<AttributeValue, StringBuilder> write) {
        char separator = '[';
        for (AttributeValue item : items) {
            json.append(separator);
            write.accept(item, json);
            separator = ',';
        }
        json.append(separator == '[' ? "[]" : "]");
    }

    /** Appends a JSON string. */
    public static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    /**
     * The value that JSON text spells: objects are maps (but for the three forms above), arrays lists, numbers exact.
     *
     * @throws SqlFailure 22018 when the text is no JSON, 22003 for a number and 54000 for a depth that DynamoDB does not take
     */
    public static AttributeValue parse(String json) {
        return JsonReader.read(json);
    }
}
