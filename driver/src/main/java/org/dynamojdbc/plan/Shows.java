package org.dynamojdbc.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.catalog.VectorIndex;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.grammar.SqlPrinter;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.ShowKind;
import org.dynamojdbc.tree.Statement;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** SHOW and DESCRIBE: what the catalog knows, as rows. */
final class Shows {
    private final Catalog catalog;

    Shows(Catalog catalog) {
        this.catalog = catalog;
    }

    Plan describe(Statement.Describe statement) {
        Table table = At.table(catalog, statement.table(), statement.position());
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        for (Column column : catalog.columns(table)) {
            rows.add(row(
                    "column_name", column.name(),
                    "type", typeName(column.type()),
                    "key", keyPart(table.key(), column.name()),
                    "nullable", column.nullable() ? "YES" : "NO",
                    "known_by", column.origin().name().toLowerCase(Locale.ROOT),
                    "default_value", defaultValue(column),
                    "role",
                            column.writing().role() == Column.Role.VALUE
                                    ? null
                                    : column.writing().role().name()));
        }
        return new Plan.Constant(
                columns("column_name", "type", "key", "nullable", "known_by", "default_value", "role"), rows);
    }

    private static @Nullable String defaultValue(Column column) {
        Expression value = column.writing().defaultValue();
        return value == null ? null : SqlPrinter.print(value);
    }

    Plan show(Statement.Show statement) {
        ShowKind kind = statement.kind();
        if (kind == ShowKind.TABLES) {
            return new Plan.Constant(
                    columns("table_name"),
                    names(statement).stream()
                            .map(name -> row("table_name", name))
                            .toList());
        }
        if (kind == ShowKind.INDEXES) {
            return indexes(catalog.table(target(statement)));
        }
        if (kind == ShowKind.CREATE_TABLE) {
            Table table = catalog.table(target(statement));
            return new Plan.TableDefinition(table.name(), catalog.knownColumns(table));
        }
        if (kind == ShowKind.TABLE_STATUS) {
            return new Plan.TableStatus(
                    statement.target() == null
                            ? names(statement)
                            : List.of(catalog.table(statement.target()).name()));
        }
        return new Plan.Properties(kind == ShowKind.ALL ? null : target(statement));
    }

    private List<String> names(Statement.Show statement) {
        String pattern = statement.likePattern();
        return catalog.tableNames().stream()
                .filter(name -> pattern == null || Wildcards.matches(pattern, name))
                .toList();
    }

    private static String target(Statement.Show statement) {
        if (statement.target() == null) {
            throw new SqlFailure(
                    SqlState.SYNTAX_ERROR,
                    At.of(statement.position()) + "SHOW "
                            + statement.kind().name().replace('_', ' ') + " needs a table name");
        }
        return statement.target();
    }

    private static Plan indexes(Table table) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        for (Index index : table.indexes()) {
            rows.add(row(
                    "index_name", index.name(),
                    "kind", index.kind().name(),
                    "partition_key", names(index.key().partition()),
                    "sort_key", names(index.key().sort()),
                    "projection", projection(index.projection(), index.included()),
                    "usable", index.usable() ? "YES" : "NO"));
        }
        for (VectorIndex index : table.vectorIndexes()) {
            KeyAttribute partition = index.partition();
            rows.add(row(
                    "index_name",
                    index.name(),
                    "kind",
                    "VECTOR",
                    "partition_key",
                    partition == null ? null : partition.name(),
                    "projection",
                    projection(index.projection(), index.included()),
                    "usable",
                    index.usable() ? "YES" : "NO",
                    "vectors",
                    index.attribute() + "(" + index.dimensions() + ") " + index.distance(),
                    "filters",
                    index.filters().isEmpty() ? null : names(index.filters())));
        }
        return new Plan.Constant(
                columns(
                        "index_name",
                        "kind",
                        "partition_key",
                        "sort_key",
                        "projection",
                        "usable",
                        "vectors",
                        "filters"),
                rows);
    }

    private static String projection(Index.Projection projection, List<String> included) {
        return projection == Index.Projection.INCLUDE
                ? "INCLUDE (" + String.join(", ", included) + ")"
                : projection.name();
    }

    private static String names(List<KeyAttribute> attributes) {
        return String.join(", ", attributes.stream().map(KeyAttribute::name).toList());
    }

    private static @Nullable String keyPart(KeySchema key, String column) {
        if (key.partition().stream().anyMatch(a -> a.name().equals(column))) {
            return "PARTITION";
        }
        return key.contains(column) ? "SORT" : null;
    }

    static String typeName(ColumnType type) {
        String name = type.kind().name();
        if (type.precision() == 0) {
            return name;
        }
        String scale = type.kind() == ColumnType.Kind.DECIMAL ? "," + type.scale() : "";
        return name + "(" + type.precision() + scale + ")";
    }

    static List<OutputColumn> columns(String... names) {
        List<OutputColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new OutputColumn(
                    name, name, AttributePath.of(name), null, ColumnType.of(ColumnType.Kind.VARCHAR), "", true));
        }
        return columns;
    }

    /** Pairs of column and text; null text is NULL. */
    static Map<String, AttributeValue> row(@Nullable String... pairs) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String column = java.util.Objects.requireNonNull(pairs[i]);
            String text = pairs[i + 1];
            if (text != null) {
                row.put(column, AttributeValue.fromS(text));
            }
        }
        return row;
    }
}
