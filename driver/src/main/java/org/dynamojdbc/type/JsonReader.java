package org.dynamojdbc.type;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Strict JSON (RFC 8259) into attribute values. The SDK's own reader takes comments, ignores what follows the document and
 * keeps the last of two equal names: each would lose what somebody wrote.
 */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static AttributeValue read(String text) {
        JsonReader reader = new JsonReader(text);
        AttributeValue value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.malformed("nothing may follow the document");
        }
        return value;
    }

    private AttributeValue value(int depth) {
        if (depth > AttributeValues.MAX_DEPTH) {
            throw AttributeValues.tooDeep();
        }
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> AttributeValue.fromS(string());
            case 't' -> word("true", AttributeValue.fromBool(true));
            case 'f' -> word("false", AttributeValue.fromBool(false));
            case 'n' -> word("null", AttributeValue.fromNul(true));
            default -> number();
        };
    }

    /** An object of one name that is a mark is what {@link JsonText} writes for a set, a binary value or such a map. */
    private AttributeValue object(int depth) {
        int start = at;
        at++;
        space();
        if (peek() == '"') {
            String name = string();
            if (JsonText.isMark(name)) {
                space();
                expect(':');
                space();
                AttributeValue marked = marked(name, depth);
                space();
                expect('}');
                return marked;
            }
        }
        at = start;
        Map<String, AttributeValue> members = members(depth);
        if (members.keySet().stream().anyMatch(JsonText::isMark)) {
            at = start;
            throw misused("a name such as \"" + JsonText.SET + "\" stands alone in its object");
        }
        return AttributeValue.fromM(members);
    }

    /** The mark is no level of the document. */
    private AttributeValue marked(String mark, int depth) {
        switch (mark) {
            case JsonText.SET -> {
                if (peek() != '[') {
                    throw misused(JsonText.SET + " takes an array");
                }
                return AttributeValues.set(array(depth).l());
            }
            case JsonText.BINARY -> {
                if (peek() != '"') {
                    throw misused(JsonText.BINARY + " takes a base64 string");
                }
                return binary(string());
            }
            default -> {
                if (peek() != '{') {
                    throw misused(JsonText.MAP + " takes an object");
                }
                return AttributeValue.fromM(members(depth));
            }
        }
    }

    private Map<String, AttributeValue> members(int depth) {
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return members;
        }
        while (true) {
            space();
            if (peek() != '"') {
                throw malformed("a name in double quotes is expected");
            }
            String name = string();
            space();
            expect(':');
            if (members.putIfAbsent(name, value(depth + 1)) != null) {
                throw malformed("the name \"" + name + "\" stands twice in one object");
            }
            space();
            if (peek() != ',') {
                expect('}');
                return members;
            }
            at++;
        }
    }

    private AttributeValue binary(String base64) {
        try {
            return AttributeValue.fromB(
                    SdkBytes.fromByteArray(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException notBase64) {
            SqlFailure refused = misused(JsonText.BINARY + " takes a base64 string");
            refused.addSuppressed(notBase64);
            throw refused;
        }
    }

    private SqlFailure misused(String rule) {
        return malformed(rule + " (to have a map with this very name, write {\"" + JsonText.MAP + "\":{...}})");
    }

    private AttributeValue array(int depth) {
        List<AttributeValue> items = new ArrayList<>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return AttributeValue.fromL(items);
        }
        while (true) {
            items.add(value(depth + 1));
            space();
            if (peek() != ',') {
                expect(']');
                return AttributeValue.fromL(items);
            }
            at++;
        }
    }

    private String string() {
        StringBuilder content = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (at >= text.length() || c < ' ') {
                throw malformed("the string does not end; a line break in it is written \\n");
            }
            at++;
            if (c == '"') {
                return content.toString();
            }
            content.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw malformed("no JSON escape");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed("\\u takes four hexadecimal digits");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private AttributeValue number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int whole = at;
        digits();
        if (text.charAt(whole) == '0' && at > whole + 1) {
            at = whole;
            throw malformed("a number has no leading zeros");
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        try {
            return AttributeValue.fromN(DynamoNumber.text(new BigDecimal(text.substring(start, at))));
        } catch (NumberFormatException exponentTooLong) {
            at = start;
            throw new SqlFailure(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "the number at position " + (start + 1) + " of the JSON text does not fit DynamoDB's numbers",
                    exponentTooLong);
        }
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed("a value is expected");
        }
    }

    private AttributeValue word(String word, AttributeValue value) {
        if (!text.startsWith(word, at)) {
            throw malformed("a value is expected");
        }
        at += word.length();
        return value;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed("'" + c + "' is expected");
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next character, NUL at the end: no JSON token has a NUL outside a string, and strings refuse it. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private SqlFailure malformed(String problem) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return new SqlFailure(
                SqlState.INVALID_CHARACTER_VALUE,
                "this text is no JSON document: " + problem + " at position " + (at + 1) + " of " + shown);
    }
}
