package org.dynamojdbc.jdbc;

import java.sql.Struct;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.dynamojdbc.type.AttributeValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB map as java.sql.Struct: its values in the order of their names, as JDK objects. */
final class MapStruct implements Struct {
    private final Map<String, AttributeValue> fields;

    MapStruct(Map<String, AttributeValue> fields) {
        this.fields = new TreeMap<>(fields);
    }

    @Override
    public String getSQLTypeName() {
        return "MAP";
    }

    @Override
    public @Nullable Object[] getAttributes() {
        return fields.values().stream().map(AttributeValues::toJava).toArray();
    }

    @Override
    public @Nullable Object[] getAttributes(@Nullable Map<String, Class<?>> types) {
        return getAttributes();
    }

    /** The names with the values. */
    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> values.put(name, AttributeValues.toJava(value)));
        return values;
    }

    @Override
    public String toString() {
        return values().toString();
    }
}
