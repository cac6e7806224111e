package org.dynamojdbc.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.core.JsonGenerator;
import software.amazon.awssdk.thirdparty.jackson.core.io.SerializedString;

/**
 * Writes the body of a request straight from its items. The SDK writes the same text, but copies each item into a request
 * first and looks up how to write every attribute: that is most of the time a client spends on a batch of writes. Used by one
 * thread, from the first member to {@link #body}.
 */
public final class RequestJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_BYTES = 8192;

    /** The types' names in UTF-8 already; the SDK calls NULL differently. */
    private static final Map<AttributeValue.Type, SerializedString> TYPES = Arrays.stream(AttributeValue.Type.values())
            .collect(Collectors.collectingAndThen(
                    Collectors.toMap(
                            type -> type,
                            type -> new SerializedString(type == AttributeValue.Type.NUL ? "NULL" : type.name())),
                    types -> Collections.unmodifiableMap(new EnumMap<>(types))));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    private final JsonGenerator generator;

    /** Begins the request's object. */
    public RequestJson() {
        try {
            generator = FACTORY.createGenerator(bytes);
            generator.writeStartObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What writes to memory does not fail. */
    private interface Writing {
        void write(JsonGenerator generator) throws IOException;
    }

    private RequestJson add(Writing writing) {
        try {
            writing.write(generator);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A member that is a text. */
    public RequestJson text(String name, String text) {
        return add(json -> json.writeStringField(name, text));
    }

    /** Begins a member that is an object. */
    public RequestJson object(String name) {
        return add(json -> json.writeObjectFieldStart(name));
    }

    /** Begins an element that is an object. */
    public RequestJson element() {
        return add(JsonGenerator::writeStartObject);
    }

    public RequestJson endObject() {
        return add(JsonGenerator::writeEndObject);
    }

    /** Begins a member that is a list. */
    public RequestJson list(String name) {
        return add(json -> json.writeArrayFieldStart(name));
    }

    public RequestJson endList() {
        return add(JsonGenerator::writeEndArray);
    }

    /** A member that is an item or a key. */
    public RequestJson item(String name, Map<String, AttributeValue> item) {
        return add(json -> {
            json.writeFieldName(name);
            write(item, json);
        });
    }

    /** A member that is a list of values. */
    public RequestJson values(String name, List<AttributeValue> values) {
        return add(json -> {
            json.writeFieldName(name);
            write(values, json);
        });
    }

    /** Ends the request's object. */
    public RequestBody body() {
        add(json -> {
            json.writeEndObject();
            json.close();
        });
        return new RequestBody(bytes.toByteArray());
    }

    private static void write(Map<String, AttributeValue> members, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            write(member.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void write(List<AttributeValue> values, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (AttributeValue value : values) {
            write(value, json);
        }
        json.writeEndArray();
    }

    private static void write(AttributeValue value, JsonGenerator json) throws IOException {
        AttributeValue.Type type = value.type();
        json.writeStartObject();
        json.writeFieldName(java.util.Objects.requireNonNull(TYPES.get(type)));
        switch (type) {
            case S -> json.writeString(value.s());
            case N -> json.writeString(value.n());
            case B -> json.writeString(base64(value.b()));
            case BOOL -> json.writeBoolean(value.bool());
            case NUL -> json.writeBoolean(value.nul());
            case L -> write(value.l(), json);
            case M -> write(value.m(), json);
            case SS -> texts(value.ss(), json);
            case NS -> texts(value.ns(), json);
            case BS -> texts(value.bs().stream().map(RequestJson::base64).toList(), json);
            default -> throw new IllegalArgumentException("an attribute value of no known type");
        }
        json.writeEndObject();
    }

    private static void texts(List<String> texts, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String base64(SdkBytes value) {
        return Base64.getEncoder().encodeToString(value.asByteArrayUnsafe());
    }
}
