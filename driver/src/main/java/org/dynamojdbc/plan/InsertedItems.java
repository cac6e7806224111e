package org.dynamojdbc.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.OnNull;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Storable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes items of given values: declared encodings and defaults applied, keys and NOT NULL checked. */
final class InsertedItems {
    /** Of values that are of no column. */
    private static final ColumnType AS_IT_IS = ColumnType.of(ColumnType.Kind.ANY);

    private final Catalog catalog;
    private final Table table;
    private final List<Column> known;
    private final Constants constants;
    private final ComputedValues computed;
    private final OnNull setNull;

    InsertedItems(
            Table table,
            List<Column> known,
            Scope scope,
            Catalog catalog,
            Constants constants,
            OnNull setNull,
            RelationalQueries relational) {
        this.catalog = catalog;
        this.table = table;
        this.known = List.copyOf(known);
        this.constants = constants;
        this.computed = new ComputedValues(relational, catalog, scope, constants);
        this.setNull = setNull;
    }

    /** The value of an expression that needs no item; empty for DEFAULT where there is none. */
    Optional<AttributeValue> value(String column, Expression expression) {
        if (expression instanceof Expression.Default) {
            return defaultValue(column);
        }
        return Optional.of(computed(column, expression));
    }

    private AttributeValue computed(String name, Expression expression) {
        Optional<AttributeValue> constant = constants.value(expression);
        Optional<ColumnType> type = Optional.ofNullable(column(name, known)).map(Column::type);
        return constant.isPresent() && !TimeTypes.isShownAsComputed(expression, type)
                ? TimeTypes.inColumn(constant.get(), expression, type)
                : computed.withoutItem(expression, type);
    }

    private Optional<AttributeValue> defaultValue(String column) {
        return known.stream()
                .filter(c -> c.name().equals(column))
                .map(c -> c.writing().defaultValue())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .map(value -> computed(column, value));
    }

    /** Values by column, as a column list gives them. */
    Map<String, AttributeValue> row(List<String> columns, List<@Nullable AttributeValue> values, Position position) {
        return row(columns, values, List.of(), position);
    }

    /**
     * Values by column, which columns of a query give.
     *
     * @param types the types of those columns, none where the values are of no column
     */
    Map<String, AttributeValue> row(
            List<String> columns, List<@Nullable AttributeValue> values, List<ColumnType> types, Position position) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            AttributeValue value = values.get(i);
            if (value == null) {
                continue;
            }
            boolean isNull = AttributeType.of(value) == AttributeType.NULL;
            if (!isNull || setNull == OnNull.STORED) {
                put(item, columns.get(i), value, types.isEmpty() ? AS_IT_IS : types.get(i));
            }
        }
        return finished(item, columns, position);
    }

    /** A whole document. */
    Map<String, AttributeValue> document(Map<String, AttributeValue> document, Position position) {
        return document(document, Map.of(), position);
    }

    /**
     * A whole item of a table.
     *
     * @param types the types of its attributes as far as they are known
     */
    Map<String, AttributeValue> document(
            Map<String, AttributeValue> document, Map<String, ColumnType> types, Position position) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        document.forEach((name, value) -> put(item, name, value, types.getOrDefault(name, AS_IT_IS)));
        return finished(item, List.copyOf(document.keySet()), position);
    }

    /** A NULL for an index key attribute is left out: DynamoDB refuses the NULL type there, and absent reads as NULL. */
    private void put(Map<String, AttributeValue> item, String name, AttributeValue value, ColumnType source) {
        if (AttributeType.of(value) != AttributeType.NULL) {
            item.put(name, encode(name, value, source, table, known, catalog));
        } else if (!isIndexKey(table, name)) {
            item.put(name, value);
        }
    }

    private Map<String, AttributeValue> finished(
            Map<String, AttributeValue> item, List<String> given, Position position) {
        for (Column column : known) {
            if (!given.contains(column.name())) {
                defaultValue(column.name()).ifPresent(value -> put(item, column.name(), value, AS_IT_IS));
            }
        }
        for (KeyAttribute key : table.key().attributes()) {
            AttributeValue value = item.get(key.name());
            if (value == null || AttributeType.of(value) == AttributeType.NULL) {
                throw new SqlFailure(
                        SqlState.NOT_NULL_VIOLATION,
                        At.of(position) + "key attribute '" + key.name() + "' of " + table.name()
                                + " has no value; every item needs its whole key");
            }
            KeyValues.check(key, value, table);
        }
        for (Column column : known) {
            AttributeValue value = item.get(column.name());
            boolean filled = value != null && AttributeType.of(value) != AttributeType.NULL;
            if (!column.nullable() && !filled && column.writing().role() != Column.Role.VERSION) {
                throw new SqlFailure(
                        SqlState.NOT_NULL_VIOLATION,
                        At.of(position) + "column '" + column.name() + "' of " + table.name()
                                + " is declared NOT NULL and has no value");
            }
        }
        checkIndexKeys(item);
        return Storable.item(item, table.name());
    }

    private void checkIndexKeys(Map<String, AttributeValue> item) {
        for (Index index : table.indexes()) {
            for (KeyAttribute key : index.key().attributes()) {
                AttributeValue value = item.get(key.name());
                if (value != null && !table.key().contains(key.name())) {
                    KeyValues.check(
                            key,
                            value,
                            index.key(),
                            "attribute '" + key.name() + "', a key of index " + index.name() + " of " + table.name()
                                    + ",");
                }
            }
        }
    }

    /** The value in the encoding of its declared column. */
    static AttributeValue encode(String name, AttributeValue value, Table table, List<Column> known, Catalog catalog) {
        return encode(name, value, AS_IT_IS, table, known, catalog);
    }

    private static AttributeValue encode(
            String name, AttributeValue value, ColumnType source, Table table, List<Column> known, Catalog catalog) {
        Column column = column(name, known);
        if (column == null) {
            return SampledDocuments.encode(name, value, table, catalog);
        }
        if (column.origin() == Column.Origin.KEY) {
            KeyAttribute key = table.key().attribute(name).orElseThrow();
            // Lookups encode constants for a declared key, so that writes have to store the same encoding.
            if (column.type().equals(ColumnType.of(key.type()))) {
                return KeyValues.convert(key, value);
            }
        }
        try {
            return AttributeValues.converted(value, source, column.type());
        } catch (SqlFailure doesNotFit) {
            throw new SqlFailure(
                    doesNotFit.state(),
                    "column '" + name + "' of " + table.name() + ": " + doesNotFit.getMessage(),
                    doesNotFit);
        }
    }

    private static @Nullable Column column(String name, List<Column> known) {
        for (Column column : known) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        return null;
    }

    static boolean isIndexKey(Table table, String name) {
        for (Index index : table.indexes()) {
            if (index.key().contains(name)) {
                return true;
            }
        }
        return false;
    }
}
