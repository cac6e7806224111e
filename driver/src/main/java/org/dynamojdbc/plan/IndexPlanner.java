package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.error.Suggestions;
import org.dynamojdbc.execute.table.TableChange;
import org.dynamojdbc.execute.table.TableOption;
import org.dynamojdbc.execute.table.TableOptions;
import org.dynamojdbc.tree.IndexDefinition;
import org.dynamojdbc.tree.IndexKind;
import org.dynamojdbc.tree.KeyDefinition;
import org.dynamojdbc.tree.Position;
import org.dynamojdbc.tree.TypeName;
import org.dynamojdbc.tree.VectorFilters;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.TypeNames;
import org.jspecify.annotations.Nullable;

/** Plans keys and indexes over the columns of one table. */
final class IndexPlanner {
    private static final int MAX_MULTI_ATTRIBUTES = 4;
    private static final int MAX_DIMENSIONS = 4096;
    private static final int MAX_FILTERS = 18;

    private final Map<String, Column> columns;
    /** Types that stand behind names in any key of the statement. */
    private final Map<String, TypeName> types;

    private final Position position;
    private final Constants constants;

    /** @param position what is wrong is said of this place */
    IndexPlanner(Map<String, Column> columns, Map<String, TypeName> types, Position position, Constants constants) {
        this.columns = columns;
        this.types = types;
        this.position = position;
        this.constants = constants;
    }

    /** The types behind names in the keys of a statement, each of which may stand once for all of them. */
    static Map<String, TypeName> types(KeyDefinition primary, List<IndexDefinition> indexes) {
        Map<String, TypeName> types = new HashMap<>(primary.types());
        for (IndexDefinition index : indexes) {
            index.key().types().forEach(types::putIfAbsent);
            if (index.filters() != null) {
                index.filters().types().forEach(types::putIfAbsent);
            }
        }
        return types;
    }

    /** @param where what has the key, for messages */
    KeySchema key(KeyDefinition key, String where) {
        if (key.partition().isEmpty()) {
            throw wrong(
                    where + " is missing; write PRIMARY KEY (partition_key) or PRIMARY KEY (partition_key, sort_key)");
        }
        if (key.partition().size() > MAX_MULTI_ATTRIBUTES || key.sort().size() > MAX_MULTI_ATTRIBUTES) {
            throw wrong(where + " has more than " + MAX_MULTI_ATTRIBUTES + " partition or sort attributes");
        }
        List<String> names = new ArrayList<>();
        for (List<String> part : List.of(key.partition(), key.sort())) {
            for (String name : part) {
                if (names.contains(name)) {
                    throw wrong(where + " names '" + name + "' twice");
                }
                names.add(name);
            }
        }
        return new KeySchema(
                attributes(key.partition(), key.types(), where), attributes(key.sort(), key.types(), where));
    }

    private List<KeyAttribute> attributes(List<String> names, Map<String, TypeName> types, String where) {
        return names.stream()
                .map(name -> attribute(name, types.get(name), where))
                .toList();
    }

    private SqlFailure wrong(String sentence) {
        return new SqlFailure(SqlState.INVALID_DEFINITION, At.of(position) + sentence);
    }

    /** @param here the type behind the name, null for that of the column or of another key */
    private KeyAttribute attribute(String name, @Nullable TypeName here, String where) {
        Column column = columns.get(name);
        TypeName elsewhere = types.get(name);
        if (here != null && elsewhere != null && storedAs(here) != storedAs(elsewhere)) {
            throw wrong(where + " names '" + name + "' as " + here.name() + ", and another key as " + elsewhere.name()
                    + "; an attribute has one type in all keys");
        }
        // A sample that shows several types tells none.
        boolean unknown = column == null || column.type().kind() == ColumnType.Kind.ANY;
        TypeName given = here == null && unknown ? elsewhere : here;
        if (unknown && given == null) {
            throw new SqlFailure(
                    SqlState.UNDEFINED_COLUMN,
                    At.of(position) + where + " names '" + name + "', whose type is not known; declare the column, or"
                            + " write the type behind its name as in (" + name + " VARCHAR)"
                            + Suggestions.didYouMean(name, columns.keySet()));
        }
        ColumnType type = given == null ? Objects.requireNonNull(column).type() : type(given);
        AttributeType stored = TypeNames.storedAs(type);
        if (!stored.orderable()) {
            throw wrong(where + " names '" + name + "' of type " + type.kind()
                    + "; a key attribute is a string, a number or binary");
        }
        if (column != null
                && column.origin() != Column.Origin.INFERRED
                && TypeNames.storedAs(column.type()) != stored) {
            throw wrong(where + " names '" + name + "' as " + type.kind() + ", which is declared "
                    + column.type().kind());
        }
        return new KeyAttribute(name, stored);
    }

    private static ColumnType type(TypeName written) {
        return TypeNames.columnType(written);
    }

    private static AttributeType storedAs(TypeName written) {
        return TypeNames.storedAs(type(written));
    }

    /** @param table the table's key */
    TableChange.NewIndex index(IndexDefinition definition, KeySchema table) {
        Index.Kind kind = definition.kind() == IndexKind.LOCAL ? Index.Kind.LOCAL : Index.Kind.GLOBAL;
        KeySchema key = key(definition.key(), "index " + definition.name());
        TableOptions options = new OptionValues(constants).of(definition.options(), TableOption.Place.INDEX);
        if (kind == Index.Kind.LOCAL) {
            if (!key.partition().equals(table.partition()) || key.sort().size() != 1) {
                throw wrong("LOCAL INDEX " + definition.name() + " needs the table's partition key '"
                        + table.partition().get(0).name() + "' and one sort attribute of its own");
            }
            if (!options.values().isEmpty()) {
                throw wrong("LOCAL INDEX " + definition.name() + " shares what its table has and takes no options");
            }
        }
        return new TableChange.NewIndex(
                definition.name(),
                kind,
                key,
                projection(definition),
                definition.projection().attributes(),
                options);
    }

    private static Index.Projection projection(IndexDefinition definition) {
        return Index.Projection.valueOf(definition.projection().kind().name().toUpperCase(Locale.ROOT));
    }

    TableChange.NewVectorIndex vectorIndex(IndexDefinition definition) {
        String where = "VECTOR INDEX " + definition.name();
        KeyDefinition key = definition.key();
        if (key.partition().size() != 1 || !key.sort().isEmpty()) {
            throw wrong(
                    where + " is on one attribute; write VECTOR INDEX name (embedding) PARTITION BY ... FILTER (...)");
        }
        String attribute = key.partition().get(0);
        Column column = columns.get(attribute);
        if (column != null
                && TypeNames.storedAs(column.type()) != AttributeType.L
                && column.origin() == Column.Origin.DECLARED) {
            throw wrong(where + " is on '" + attribute + "' of type "
                    + column.type().kind() + "; vectors are a LIST of numbers");
        }
        VectorFilters filters = definition.filters();
        if (filters == null) {
            throw new IllegalStateException("a vector index has filters, perhaps none");
        }
        String partition = filters.partition();
        if (filters.filters().size() > MAX_FILTERS) {
            throw wrong(where + " has " + filters.filters().size() + " filters; DynamoDB takes up to " + MAX_FILTERS);
        }
        return new TableChange.NewVectorIndex(
                definition.name(),
                attribute,
                partition == null ? null : attribute(partition, filters.types().get(partition), where),
                attributes(filters.filters(), filters.types(), where),
                projection(definition),
                definition.projection().attributes(),
                vectorOptions(definition, where));
    }

    private TableOptions vectorOptions(IndexDefinition definition, String where) {
        TableOptions options = new OptionValues(constants).of(definition.options(), TableOption.Place.VECTOR_INDEX);
        String dimensions = options.values().get(TableOption.DIMENSIONS);
        if (dimensions == null || Long.parseLong(dimensions) > MAX_DIMENSIONS) {
            throw wrong(where + " needs WITH (dimensions = n), the length of its vectors, 1 to " + MAX_DIMENSIONS);
        }
        return options.withDefault(TableOption.DISTANCE, "COSINE");
    }
}
