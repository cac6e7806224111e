package org.dynamojdbc.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.config.Property;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The connection properties as SHOW shows them: as they are now, secrets never. */
final class ShownProperties {
    /** Of connections that were opened without any. */
    static final ShownProperties NONE = new ShownProperties(Map.of());

    private static final String SECRET = "(secret)";

    private final Map<Property, String> given;

    private ShownProperties(Map<Property, String> given) {
        this.given = given;
    }

    static ShownProperties of(ConnectionConfig config) {
        Map<Property, String> given = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            String value = config.text(property);
            if (!value.isEmpty()) {
                given.put(property, property.kind() == Property.Kind.SECRET ? SECRET : value);
            }
        }
        return new ShownProperties(given);
    }

    /** A row for each property. */
    List<Map<String, AttributeValue>> all(SessionSettings settings) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        for (Property property : Property.values()) {
            Map<String, AttributeValue> row = new LinkedHashMap<>();
            row.put("property", AttributeValue.fromS(property.key()));
            put(row, "value", value(property, settings));
            put(row, "default_value", property.defaultValue());
            row.put("description", AttributeValue.fromS(property.description()));
            rows.add(row);
        }
        return rows;
    }

    /**
     * The row of one property.
     *
     * @throws SqlFailure 42704 naming the nearest property
     */
    Map<String, AttributeValue> one(String name, SessionSettings settings) {
        Property property = Property.of(name)
                .orElseThrow(() -> new SqlFailure(
                        SqlState.UNDEFINED_OBJECT,
                        "SHOW " + name + ": no connection property has this name (SHOW ALL lists them)"
                                + Suggestions.didYouMean(
                                        name,
                                        Arrays.stream(Property.values())
                                                .map(Property::key)
                                                .toList())));
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        put(row, "value", value(property, settings));
        return row;
    }

    private @Nullable String value(Property property, SessionSettings settings) {
        String now = settings.value(property);
        return now == null ? given.get(property) : now;
    }

    /** Nothing given is NULL. */
    private static void put(Map<String, AttributeValue> row, String column, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            row.put(column, AttributeValue.fromS(value));
        }
    }
}
