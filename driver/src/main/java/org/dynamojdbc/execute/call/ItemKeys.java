package org.dynamojdbc.execute.call;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.type.AttributeValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keys of items, cut out of them or told. */
public final class ItemKeys {
    private ItemKeys() {}

    /** The attributes of the key that the item has. */
    public static Map<String, AttributeValue> of(Table table, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (KeyAttribute attribute : table.key().attributes()) {
            AttributeValue value = item.get(attribute.name());
            if (value != null) {
                key.put(attribute.name(), value);
            }
        }
        return key;
    }

    /** A key as messages tell it. */
    public static String text(Map<String, AttributeValue> key) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        key.forEach((name, value) -> values.put(
                name,
                value.b() == null
                        ? AttributeValues.toJava(value)
                        : "0x" + HexFormat.of().formatHex(value.b().asByteArrayUnsafe())));
        return values.toString();
    }
}
