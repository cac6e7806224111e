package org.dynamojdbc.plan;

import java.util.Optional;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Text written to an attribute that nobody declared. Clients read documents and sets as JSON text and write such text back:
 * where the sample shows the attribute as a document or a set, it stays one. Only text that begins like a JSON document
 * makes the table be sampled.
 */
final class SampledDocuments {
    private SampledDocuments() {}

    /**
     * The value to store.
     *
     * @throws SqlFailure 22018 when the text begins like a document but is none of the column's kind
     */
    static AttributeValue encode(String name, AttributeValue value, Table table, Catalog catalog) {
        if (value.s() == null || !beginsLikeDocument(value.s())) {
            return value;
        }
        Optional<ColumnType> type = catalog.columns(table).stream()
                .filter(column -> column.name().equals(name))
                .map(Column::type)
                .filter(SampledDocuments::isDocument)
                .findFirst();
        try {
            return type.isEmpty() ? value : AttributeValues.of(value.s(), type.get());
        } catch (SqlFailure malformed) {
            throw new SqlFailure(
                    malformed.state(),
                    "attribute '" + name + "' of " + table.name() + " holds values of type "
                            + type.get().kind() + ", and text that begins like JSON is stored as such: "
                            + malformed.getMessage()
                            + "; to store it as text, declare the column as VARCHAR (schemaFile)",
                    malformed);
        }
    }

    private static boolean beginsLikeDocument(String text) {
        String start = text.stripLeading();
        return start.startsWith("[") || start.startsWith("{");
    }

    private static boolean isDocument(ColumnType type) {
        return switch (type.kind()) {
            case MAP, LIST, STRING_SET, NUMBER_SET, BINARY_SET -> true;
            default -> false;
        };
    }
}
