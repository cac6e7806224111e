package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB map as java.sql.Struct: its values as JDK objects, in the order of the fields that its type name tells. */
final class MapStruct implements Struct {
    private final Map<String, AttributeValue> fields;

    private MapStruct(Map<String, AttributeValue> fields) {
        this.fields = fields;
    }

    /** A map as it was read; maps have no order, so that the fields are ordered by name. */
    static MapStruct read(Map<String, AttributeValue> map) {
        return new MapStruct(new TreeMap<>(map));
    }

    /**
     * What Connection.createStruct makes: a value for each field of the type.
     *
     * @throws SQLException 22023 when there are fewer or more values than fields
     */
    static MapStruct of(MapType type, @Nullable Object @Nullable [] values) throws SQLException {
        int given = values == null ? 0 : values.length;
        if (given != type.fields().size()) {
            throw Refusal.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "createStruct: " + type + " has " + type.fields().size() + " fields and " + given
                            + " values were given");
        }
        Map<String, AttributeValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < given && values != null; i++) {
            try {
                fields.put(type.fields().get(i), AttributeValues.of(ParameterValues.element(values[i])));
            } catch (RuntimeException refused) {
                throw Refusal.from(refused);
            }
        }
        return new MapStruct(fields);
    }

    @Override
    public String getSQLTypeName() {
        return new MapType(new ArrayList<>(fields.keySet())).toString();
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
