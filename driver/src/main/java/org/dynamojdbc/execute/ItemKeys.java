package org.dynamojdbc.execute;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Cuts an item down to its key. */
final class ItemKeys {
    private ItemKeys() {}

    static Map<String, AttributeValue> of(Table table, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (KeyAttribute attribute : table.key().attributes()) {
            AttributeValue value = item.get(attribute.name());
            if (value != null) {
                key.put(attribute.name(), value);
            }
        }
        return key;
    }
}
