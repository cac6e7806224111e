package org.dynamojdbc.execute;

import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamojdbc.type.JsonText;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** A request as the JSON text that the service gets. */
final class RequestJson {
    private final StringBuilder json = new StringBuilder();

    private RequestJson() {}

    static String of(SdkPojo request) {
        RequestJson writer = new RequestJson();
        writer.append(request);
        return writer.json.toString();
    }

    private void append(@Nullable Object value) {
        if (value instanceof SdkPojo pojo) {
            object(fields(pojo));
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> items) {
            json.append('[');
            String separator = "";
            for (Object item : items) {
                json.append(separator);
                append(item);
                separator = ",";
            }
            json.append(']');
        } else if (value instanceof SdkBytes bytes) {
            JsonText.quote(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()), json);
        } else if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else {
            JsonText.quote(String.valueOf(value), json);
        }
    }

    private static Map<String, Object> fields(SdkPojo pojo) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                fields.put(field.locationName(), value);
            }
        }
        return fields;
    }

    private void object(Map<?, ?> fields) {
        json.append('{');
        String separator = "";
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            json.append(separator);
            JsonText.quote(String.valueOf(field.getKey()), json);
            json.append(':');
            append(field.getValue());
            separator = ",";
        }
        json.append('}');
    }
}
