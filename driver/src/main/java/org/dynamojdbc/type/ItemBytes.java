package org.dynamojdbc.type;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as bytes, for this process's own use: what is written is read back equal. */
public final class ItemBytes {
    private static final AttributeType[] TYPES = AttributeType.values();

    private ItemBytes() {}

    public static void write(Map<String, AttributeValue> item, DataOutput out) throws IOException {
        out.writeInt(item.size());
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            text(attribute.getKey(), out);
            value(attribute.getValue(), out);
        }
    }

    public static Map<String, AttributeValue> read(DataInput in) throws IOException {
        int size = in.readInt();
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            item.put(text(in), value(in));
        }
        return item;
    }

    /** The bytes do not outlive the process, and so neither the order of the types. */
    @SuppressWarnings("EnumOrdinal")
    private static void value(AttributeValue value, DataOutput out) throws IOException {
        AttributeType type = AttributeType.of(value);
        out.writeByte(type.ordinal());
        switch (type) {
            case S -> text(value.s(), out);
            case N -> text(value.n(), out);
            case B -> bytes(value.b().asByteArrayUnsafe(), out);
            case BOOL -> out.writeBoolean(value.bool());
            case NULL -> {}
            case L -> {
                out.writeInt(value.l().size());
                for (AttributeValue element : value.l()) {
                    value(element, out);
                }
            }
            case M -> write(value.m(), out);
            case SS -> texts(value.ss(), out);
            case NS -> texts(value.ns(), out);
            case BS -> {
                out.writeInt(value.bs().size());
                for (SdkBytes member : value.bs()) {
                    bytes(member.asByteArrayUnsafe(), out);
                }
            }
        }
    }

    private static AttributeValue value(DataInput in) throws IOException {
        return switch (TYPES[in.readByte()]) {
            case S -> AttributeValue.fromS(text(in));
            case N -> AttributeValue.fromN(text(in));
            case B -> AttributeValue.fromB(bytes(in));
            case BOOL -> AttributeValue.fromBool(in.readBoolean());
            case NULL -> AttributeValue.fromNul(true);
            case L -> {
                List<AttributeValue> elements = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    elements.add(value(in));
                }
                yield AttributeValue.fromL(elements);
            }
            case M -> AttributeValue.fromM(read(in));
            case SS -> AttributeValue.fromSs(texts(in));
            case NS -> AttributeValue.fromNs(texts(in));
            case BS -> {
                List<SdkBytes> members = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    members.add(bytes(in));
                }
                yield AttributeValue.fromBs(members);
            }
        };
    }

    private static void texts(List<String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(text, out);
        }
    }

    private static List<String> texts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }

    private static void text(String text, DataOutput out) throws IOException {
        bytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static String text(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void bytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static SdkBytes bytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return SdkBytes.fromByteArrayUnsafe(bytes);
    }
}
