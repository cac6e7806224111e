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
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.type.ColumnType;
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

    private static final String ANY = "%";

    private final Catalog catalog;

    public CatalogRows(Catalog catalog) {
        this.catalog = catalog;
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
        return new NamePattern(tablePattern)
                .filter(catalog.tableNames()).stream()
                        .sorted()
                        .map(name -> MetadataShape.TABLES.row(null, null, name, TABLE))
                        .toList();
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
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        for (Table table : matching(tablePattern)) {
            List<Column> columns = columnsOf(table);
            List<String> wanted =
                    columnNames.filter(columns.stream().map(Column::name).toList());
            for (int i = 0; i < columns.size(); i++) {
                if (wanted.contains(columns.get(i).name())) {
                    rows.add(columnRow(table, columns.get(i), i + 1));
                }
            }
        }
        return rows;
    }

    /** A table whose items cannot be read still has its key and declared columns. */
    private List<Column> columnsOf(Table table) {
        try {
            return catalog.columns(table);
        } catch (SqlFailure unreadable) {
            return catalog.knownColumns(table);
        }
    }

    private static Map<String, AttributeValue> columnRow(Table table, Column column, int ordinal) {
        ColumnType type = column.type();
        return MetadataShape.COLUMNS.row(
                null,
                null,
                table.name(),
                column.name(),
                JdbcTypes.sqlType(type),
                JdbcTypes.typeName(type),
                JdbcTypes.precision(type),
                null,
                JdbcTypes.decimalDigits(type),
                JdbcTypes.radix(type),
                column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                null,
                null,
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

    /** getPrimaryKeys: the table's key, KEY_SEQ 1 for the partition key. */
    public List<Map<String, AttributeValue>> primaryKeys(
            @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableName) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        table(catalogName, schemaName, tableName).ifPresent(table -> {
            List<KeyAttribute> key = table.key().attributes();
            for (int i = 0; i < key.size(); i++) {
                rows.add(MetadataShape.PRIMARY_KEYS.row(
                        null, null, table.name(), key.get(i).name(), i + 1, "PRIMARY"));
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
            Map<String, ColumnType> types = catalog.knownColumns(table).stream()
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

    /** getIndexInfo: secondary indexes, which never are unique. */
    public List<Map<String, AttributeValue>> indexes(
            @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableName, IndexScope scope) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        if (scope == IndexScope.ALL) {
            table(catalogName, schemaName, tableName).ifPresent(table -> table.indexes().stream()
                    .sorted(Comparator.comparing(Index::name))
                    .forEach(index -> addIndexRows(table, index, rows)));
        }
        return rows;
    }

    /** Which indexes getIndexInfo is asked for. */
    public enum IndexScope {
        ALL,
        /** Unique ones: DynamoDB has none. */
        UNIQUE
    }

    private static void addIndexRows(Table table, Index index, List<Map<String, AttributeValue>> rows) {
        int ordinal = 1;
        for (KeyAttribute attribute : index.key().attributes()) {
            boolean sorted = index.key().sort().contains(attribute);
            rows.add(MetadataShape.INDEX_INFO.row(
                    null,
                    null,
                    table.name(),
                    true,
                    null,
                    index.name(),
                    DatabaseMetaData.tableIndexOther,
                    ordinal++,
                    attribute.name(),
                    sorted ? "A" : null,
                    index.itemCount(),
                    0,
                    null));
        }
    }

    private Optional<Table> table(
            @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableName) {
        return named(catalogName) || named(schemaName) || tableName == null || tableName.isEmpty()
                ? Optional.empty()
                : catalog.find(tableName);
    }

    private List<Table> matching(@Nullable String tablePattern) {
        NamePattern pattern = new NamePattern(tablePattern);
        String literal = pattern.literal();
        if (literal != null && !literal.isEmpty()) {
            Optional<Table> exact = catalog.find(literal);
            if (exact.isPresent() && (!pattern.wild() || exact.get().name().equals(literal))) {
                return List.of(exact.get());
            }
            if (!pattern.wild()) {
                return List.of();
            }
        }
        List<Table> tables = new ArrayList<>();
        for (String name : pattern.filter(catalog.tableNames())) {
            readable(name).ifPresent(tables::add);
        }
        tables.sort(Comparator.comparing(Table::name));
        return tables;
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
