package org.dynamojdbc.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.grammar.SqlPrinter;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.Documents;
import org.dynamojdbc.type.JdbcTypes;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows of DatabaseMetaData that describe tables. There are no catalogs and no schemas: null and "" mean that, any other
 * name matches nothing.
 */
public final class CatalogRows {
    /** The one table type. Tools look for exactly this word. */
    public static final String TABLE = "TABLE";

    /** The name of every table's key, also as an index. */
    private static final String PRIMARY = "PRIMARY";

    private static final String ANY = "%";
    private static final long PAGE_BYTES = 1 << 20;

    private final Catalog catalog;
    private final Documents documents;

    public CatalogRows(Catalog catalog, Documents documents) {
        this.catalog = catalog;
        this.documents = documents;
    }

    /** getTables. Reads names only. */
    public List<Map<String, AttributeValue>> tables(
            @Nullable String catalogName,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            String @Nullable [] types) {
        if (named(catalogName) || namedPattern(schemaPattern) || !wantsTables(types)) {
            return List.of();
        }
        return tableNames(new NamePattern(tablePattern)).stream()
                .sorted()
                .map(name -> MetadataShape.TABLES.row(null, null, name, TABLE))
                .toList();
    }

    /** A name without wildcards is looked up by itself: listing thousands of tables for it would take many calls. */
    private List<String> tableNames(NamePattern pattern) {
        String literal = pattern.literal();
        if (literal != null && !pattern.wild()) {
            try {
                return catalog.find(literal).map(Table::name).map(List::of).orElse(List.of());
            } catch (SqlFailure notDescribed) {
                return pattern.filter(catalog.tableNames());
            }
        }
        return pattern.filter(catalog.tableNames());
    }

    private static boolean wantsTables(String @Nullable [] types) {
        return types == null || List.of(types).contains(TABLE);
    }

    /** getColumns. */
    public List<Map<String, AttributeValue>> columns(
            @Nullable String catalogName,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            @Nullable String columnPattern) {
        if (named(catalogName) || namedPattern(schemaPattern)) {
            return List.of();
        }
        NamePattern columnNames = new NamePattern(columnPattern);
        return TablesAtOnce.of(tables(tablePattern), name -> columnRows(name, columnNames));
    }

    private List<Map<String, AttributeValue>> columnRows(String tableName, NamePattern columnNames) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        readable(tableName).ifPresent(table -> {
            List<Column> columns = columnsOf(table);
            List<String> wanted =
                    columnNames.filter(columns.stream().map(Column::name).toList());
            for (int i = 0; i < columns.size(); i++) {
                if (wanted.contains(columns.get(i).name())) {
                    rows.add(columnRow(table, columns.get(i), i + 1));
                }
            }
        });
        return rows;
    }

    /** A table whose items cannot be read still has its key and declared columns. */
    private List<Column> columnsOf(Table table) {
        try {
            return catalog.columns(table);
        } catch (SqlFailure unreadable) {
            return knownColumnsOf(table);
        }
    }

    /** What the schema file says wrongly of a table is no reason to tell nothing of it. */
    private List<Column> knownColumnsOf(Table table) {
        try {
            return catalog.knownColumns(table);
        } catch (SqlFailure wronglyDeclared) {
            return table.key().attributes().stream()
                    .map(key -> new Column(key.name(), ColumnType.of(key.type()), Column.Origin.KEY, false))
                    .toList();
        }
    }

    private Map<String, AttributeValue> columnRow(Table table, Column column, int ordinal) {
        ColumnType type = column.type();
        return MetadataShape.COLUMNS.row(
                null,
                null,
                table.name(),
                column.name(),
                documents.sqlType(type),
                JdbcTypes.typeName(type),
                JdbcTypes.precision(type),
                null,
                JdbcTypes.decimalDigits(type),
                JdbcTypes.radix(type),
                column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                remarks(table, column),
                defaultValue(column),
                null,
                null,
                JdbcTypes.octetLength(type),
                ordinal,
                column.nullable() ? "YES" : "NO",
                null,
                null,
                null,
                null,
                "NO",
                "NO");
    }

    /** As it was declared; text stands in quotes. */
    private static @Nullable String defaultValue(Column column) {
        Expression value = column.writing().defaultValue();
        return value == null ? null : SqlPrinter.print(value);
    }

    /** How the column's type is known. */
    private static String remarks(Table table, Column column) {
        return switch (column.origin()) {
            case KEY -> table.key().partition().stream()
                            .anyMatch(key -> key.name().equals(column.name()))
                    ? "partition key"
                    : "sort key";
            case DECLARED -> switch (column.writing().role()) {
                case VALUE -> "declared";
                case VERSION -> "declared, counts the writes of its item";
                case TTL -> "declared, the second from which DynamoDB may delete the item";
            };
            case INFERRED -> inferred(table, column);
        };
    }

    private static String inferred(Table table, Column column) {
        for (Index index : table.indexes()) {
            if (index.key().contains(column.name())) {
                return "key of index " + index.name();
            }
        }
        return column.type().kind() == ColumnType.Kind.ANY
                ? "inferred from a sample of items, which hold several types"
                : "inferred from a sample of items";
    }

    /** getPrimaryKeys: the table's key, KEY_SEQ 1 for the partition key. */
    public List<Map<String, AttributeValue>> primaryKeys(
            @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableName) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        table(catalogName, schemaName, tableName).ifPresent(table -> {
            List<KeyAttribute> key = table.key().attributes();
            for (int i = 0; i < key.size(); i++) {
                rows.add(MetadataShape.PRIMARY_KEYS.row(
                        null, null, table.name(), key.get(i).name(), i + 1, PRIMARY));
            }
        });
        rows.sort(Comparator.comparing(row -> text(row, "COLUMN_NAME")));
        return rows;
    }

    private static String text(Map<String, AttributeValue> row, String column) {
        AttributeValue value = row.get(column);
        return value == null ? "" : value.s();
    }

    /** getBestRowIdentifier: the table's key. */
    public List<Map<String, AttributeValue>> rowIdentifier(
            @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableName) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        table(catalogName, schemaName, tableName).ifPresent(table -> {
            Map<String, ColumnType> types = knownColumnsOf(table).stream()
                    .collect(Collectors.toMap(Column::name, Column::type, (first, second) -> first));
            for (KeyAttribute attribute : table.key().attributes()) {
                ColumnType type = types.getOrDefault(attribute.name(), ColumnType.of(attribute.type()));
                rows.add(MetadataShape.ROW_IDENTIFIER.row(
                        DatabaseMetaData.bestRowSession,
                        attribute.name(),
                        JdbcTypes.sqlType(type),
                        JdbcTypes.typeName(type),
                        JdbcTypes.precision(type),
                        null,
                        JdbcTypes.decimalDigits(type),
                        DatabaseMetaData.bestRowNotPseudo));
            }
        });
        return rows;
    }

    /** getVersionColumns: what CREATE TABLE declares to count the writes of an item. */
    public List<Map<String, AttributeValue>> versionColumns(
            @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableName) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        table(catalogName, schemaName, tableName).ifPresent(table -> {
            for (Column column : knownColumnsOf(table)) {
                if (column.writing().role() == Column.Role.VERSION) {
                    rows.add(MetadataShape.ROW_IDENTIFIER.row(
                            null,
                            column.name(),
                            JdbcTypes.sqlType(column.type()),
                            JdbcTypes.typeName(column.type()),
                            JdbcTypes.precision(column.type()),
                            null,
                            JdbcTypes.decimalDigits(column.type()),
                            DatabaseMetaData.versionColumnNotPseudo));
                }
            }
        });
        return rows;
    }

    /** getIndexInfo: secondary indexes, which never are unique. */
    public List<Map<String, AttributeValue>> indexes(
            @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableName, IndexScope scope) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        table(catalogName, schemaName, tableName).ifPresent(table -> {
            rows.add(statistic(table));
            addKeyRows(table, PRIMARY, table.key(), Uniqueness.UNIQUE, table.itemCount(), table.sizeBytes(), rows);
            if (scope == IndexScope.ALL) {
                table.indexes().stream()
                        .sorted(Comparator.comparing(Index::name))
                        .forEach(index -> addKeyRows(
                                table,
                                index.name(),
                                index.key(),
                                Uniqueness.NOT_UNIQUE,
                                index.itemCount(),
                                index.sizeBytes(),
                                rows));
            }
        });
        return rows;
    }

    /** Which indexes getIndexInfo is asked for. */
    public enum IndexScope {
        ALL,
        /** Only the table's key: secondary indexes take equal keys. */
        UNIQUE
    }

    private enum Uniqueness {
        UNIQUE,
        NOT_UNIQUE
    }

    /** Items and megabytes of the table, as of the service's last count, which it takes every six hours or so. */
    private static Map<String, AttributeValue> statistic(Table table) {
        return MetadataShape.INDEX_INFO.row(
                null,
                null,
                table.name(),
                false,
                null,
                null,
                DatabaseMetaData.tableIndexStatistic,
                0,
                null,
                null,
                table.itemCount(),
                pages(table.sizeBytes()),
                null);
    }

    private static long pages(long bytes) {
        return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
    }

    private static void addKeyRows(
            Table table,
            String name,
            KeySchema key,
            Uniqueness uniqueness,
            long items,
            long bytes,
            List<Map<String, AttributeValue>> rows) {
        int ordinal = 1;
        for (KeyAttribute attribute : key.attributes()) {
            boolean sorted = key.sort().contains(attribute);
            rows.add(MetadataShape.INDEX_INFO.row(
                    null,
                    null,
                    table.name(),
                    uniqueness == Uniqueness.NOT_UNIQUE,
                    null,
                    name,
                    DatabaseMetaData.tableIndexOther,
                    ordinal++,
                    attribute.name(),
                    sorted ? "A" : null,
                    items,
                    pages(bytes),
                    null));
        }
    }

    private Optional<Table> table(
            @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableName) {
        return named(catalogName) || named(schemaName) || tableName == null || tableName.isEmpty()
                ? Optional.empty()
                : catalog.find(tableName);
    }

    /** Names of the tables to look at; one that is spelled like the pattern is the only one, and no other is asked for. */
    private List<String> tables(@Nullable String tablePattern) {
        NamePattern pattern = new NamePattern(tablePattern);
        String literal = pattern.literal();
        if (literal != null && !literal.isEmpty() && pattern.wild()) {
            Optional<Table> exact = readable(literal);
            if (exact.isPresent() && exact.get().name().equals(literal)) {
                return List.of(literal);
            }
        }
        return tableNames(pattern).stream().sorted().toList();
    }

    /** A table this user may not describe spoils only itself: the others are listed. */
    private Optional<Table> readable(String name) {
        try {
            return catalog.find(name);
        } catch (SqlFailure refused) {
            return Optional.empty();
        }
    }

    private static boolean named(@Nullable String name) {
        return name != null && !name.isEmpty();
    }

    private static boolean namedPattern(@Nullable String pattern) {
        return named(pattern) && !ANY.equals(pattern);
    }
}
