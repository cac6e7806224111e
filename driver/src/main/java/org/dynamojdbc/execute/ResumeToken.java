package org.dynamojdbc.execute;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where a Query or Scan goes on: the keys of the last row, as text that is safe in SQL. */
final class ResumeToken {
    private ResumeToken() {}

    /** The token behind an item, null when the path cannot be resumed or the item lacks a key. */
    static @Nullable String behind(AccessPath path, Map<String, AttributeValue> item) {
        List<KeyAttribute> key;
        if (path instanceof AccessPath.Scan scan) {
            key = keys(
                    path, scan.index() == null ? List.of() : scan.index().key().attributes());
        } else if (path instanceof AccessPath.Query query && query.conditions().size() == 1) {
            key = keys(
                    path,
                    query.index() == null ? List.of() : query.index().key().attributes());
        } else {
            return null;
        }
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (KeyAttribute attribute : key) {
            AttributeValue value = item.get(attribute.name());
            if (value == null) {
                return null;
            }
            values.put(attribute.name(), value);
        }
        return text(values);
    }

    private static List<KeyAttribute> keys(AccessPath path, List<KeyAttribute> index) {
        return Stream.concat(path.table().key().attributes().stream(), index.stream())
                .distinct()
                .toList();
    }

    private static String text(Map<String, AttributeValue> key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(key.size());
            for (Map.Entry<String, AttributeValue> entry : key.entrySet()) {
                AttributeValue value = entry.getValue();
                out.writeUTF(entry.getKey());
                if (value.s() != null) {
                    out.writeByte('S');
                    out.writeUTF(value.s());
                } else if (value.n() != null) {
                    out.writeByte('N');
                    out.writeUTF(value.n());
                } else {
                    byte[] binary = value.b().asByteArrayUnsafe();
                    out.writeByte('B');
                    out.writeShort(binary.length);
                    out.write(binary);
                }
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** The key a token holds, null for no token. */
    static @Nullable Map<String, AttributeValue> parse(@Nullable String token) {
        if (token == null) {
            return null;
        }
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(token)))) {
            int size = in.readUnsignedByte();
            for (int i = 0; i < size; i++) {
                String name = in.readUTF();
                key.put(name, value(in));
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "the resume token is damaged; give one that resumeToken() gave, unchanged",
                    malformed);
        }
        return key;
    }

    private static AttributeValue value(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case 'S' -> AttributeValue.fromS(in.readUTF());
            case 'N' -> AttributeValue.fromN(in.readUTF());
            case 'B' -> {
                byte[] binary = new byte[in.readUnsignedShort()];
                in.readFully(binary);
                yield AttributeValue.fromB(SdkBytes.fromByteArray(binary));
            }
            default -> throw new IOException("unknown type");
        };
    }
}
