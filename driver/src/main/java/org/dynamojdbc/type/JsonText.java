package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Documents and sets as JSON text: exact numbers, binary as base64 strings, sets as arrays. */
public final class JsonText {
    private JsonText() {}

    /** The JSON of any value. */
    public static String of(AttributeValue value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(AttributeValue value, StringBuilder json) {
        switch (AttributeType.of(value)) {
            case S -> quote(value.s(), json);
            case N -> json.append(number(value.n()));
            case B -> quote(base64(value.b()), json);
            case BOOL -> json.append(value.bool());
            case NULL -> json.append("null");
            case L -> writeArray(value.l(), json);
            case M -> {
                char separator = '{';
                for (Map.Entry<String, AttributeValue> entry : value.m().entrySet()) {
                    json.append(separator);
                    quote(entry.getKey(), json);
                    json.append(':');
                    write(entry.getValue(), json);
                    separator = ',';
                }
                json.append(separator == '{' ? "{}" : "}");
            }
            case SS -> writeArray(
                    value.ss().stream()
                            .sorted(ValueOrder::compareStrings)
                            .map(AttributeValue::fromS)
                            .toList(),
                    json);
            case NS -> writeArray(
                    value.ns().stream()
                            .map(BigDecimal::new)
                            .sorted()
                            .map(n -> AttributeValue.fromN(n.toString()))
                            .toList(),
                    json);
            case BS -> writeArray(
                    value.bs().stream()
                            .map(AttributeValue::fromB)
                            .sorted(ValueOrder::compare)
                            .toList(),
                    json);
        }
    }

    /** JSON has no leading zeros or plus signs, which DynamoDB Local gives back as they were written. */
    private static String number(String text) {
        return new BigDecimal(text).toString();
    }

    static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }

    private static void writeArray(List<AttributeValue> items, StringBuilder json) {
        char separator = '[';
        for (AttributeValue item : items) {
            json.append(separator);
            write(item, json);
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
     * The value that JSON text spells: objects are maps, arrays lists, numbers exact.
     *
     * @throws SqlFailure 22018 when the text is no JSON, 22003 for a number and 54000 for a depth that DynamoDB does not take
     */
    public static AttributeValue parse(String json) {
        return JsonReader.read(json);
    }
}
