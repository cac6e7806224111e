package org.dynamojdbc.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.core.JsonGenerator;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParseException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParser;
import software.amazon.awssdk.thirdparty.jackson.core.JsonToken;

/**
 * Reads the items of a Query's or Scan's answer as they stand in its JSON. The SDK makes the same values of them, but copies
 * each page once more, and every attribute's name for every item: that is most of the time a client spends on a page. Uses
 * the SDK's own JSON parser, which is there and loaded.
 */
final class ItemsJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Names are shared within the parser; keys of nested maps may be too many for the JVM's table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final String ITEMS = "Items";
    private static final AttributeValue TRUE = AttributeValue.fromBool(true);
    private static final AttributeValue FALSE = AttributeValue.fromBool(false);
    private static final AttributeValue NULL = AttributeValue.fromNul(true);

    private final JsonParser parser;
    private int attributes = 8;

    private ItemsJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Hands the items of an answer over and gives the rest of it, without them, as JSON.
     *
     * @throws IOException when the answer breaks off or is no JSON of DynamoDB
     */
    static byte[] read(InputStream answer, Consumer<Map<String, AttributeValue>> items) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(512);
        try (JsonParser parser = FACTORY.createParser(answer).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
                JsonGenerator generator = FACTORY.createGenerator(rest)) {
            new ItemsJson(parser).read(generator, items);
        }
        return rest.toByteArray();
    }

    private void read(JsonGenerator rest, Consumer<Map<String, AttributeValue>> items) throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        rest.writeStartObject();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (name.equals(ITEMS)) {
                expect(parser.nextToken(), JsonToken.START_ARRAY);
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    items.accept(item());
                }
                expect(parser.currentToken(), JsonToken.END_ARRAY);
            } else {
                rest.writeFieldName(name);
                parser.nextToken();
                rest.copyCurrentStructure(parser);
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        rest.writeEndObject();
    }

    private Map<String, AttributeValue> item() throws IOException {
        Map<String, AttributeValue> item = new LinkedHashMap<>(attributes * 4 / 3 + 1);
        map(item);
        attributes = item.size();
        return item;
    }

    /** Members up to the end of the object that has begun. */
    private void map(Map<String, AttributeValue> members) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            members.put(name, value());
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
    }

    /** The value of the object that has begun, which has one member named like the type. */
    private AttributeValue value() throws IOException {
        String type = parser.nextFieldName();
        if (type == null) {
            throw new JsonParseException(parser, "an attribute value without a type");
        }
        AttributeValue value =
                switch (type) {
                    case "S" -> AttributeValue.fromS(text());
                    case "N" -> AttributeValue.fromN(text());
                    case "B" -> AttributeValue.fromB(binary());
                    case "BOOL" -> truth() ? TRUE : FALSE;
                    case "NULL" -> truth() ? NULL : AttributeValue.fromNul(false);
                    case "M" -> {
                        expect(parser.nextToken(), JsonToken.START_OBJECT);
                        Map<String, AttributeValue> members = new LinkedHashMap<>();
                        map(members);
                        yield AttributeValue.fromM(members);
                    }
                    case "L" -> AttributeValue.fromL(list());
                    case "SS" -> AttributeValue.fromSs(texts());
                    case "NS" -> AttributeValue.fromNs(texts());
                    case "BS" -> AttributeValue.fromBs(binaries());
                    default -> throw new JsonParseException(parser, "an attribute value of the unknown type " + type);
                };
        expect(parser.nextToken(), JsonToken.END_OBJECT);
        return value;
    }

    private List<AttributeValue> list() throws IOException {
        expect(parser.nextToken(), JsonToken.START_ARRAY);
        List<AttributeValue> elements = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            elements.add(value());
        }
        expect(parser.currentToken(), JsonToken.END_ARRAY);
        return elements;
    }

    private List<String> texts() throws IOException {
        expect(parser.nextToken(), JsonToken.START_ARRAY);
        List<String> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            members.add(parser.getText());
        }
        expect(parser.currentToken(), JsonToken.END_ARRAY);
        return members;
    }

    private List<SdkBytes> binaries() throws IOException {
        List<SdkBytes> members = new ArrayList<>();
        for (String text : texts()) {
            members.add(decoded(text));
        }
        return members;
    }

    private String text() throws IOException {
        expect(parser.nextToken(), JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private SdkBytes binary() throws IOException {
        return decoded(text());
    }

    private SdkBytes decoded(String base64) throws IOException {
        try {
            return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            throw new JsonParseException(parser, "a binary value that is no Base64", malformed);
        }
    }

    private boolean truth() throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_TRUE) {
            expect(token, JsonToken.VALUE_FALSE);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private void expect(JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new JsonParseException(parser, found + " where DynamoDB sends " + wanted);
        }
    }
}
