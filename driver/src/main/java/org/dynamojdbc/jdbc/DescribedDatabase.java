package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dynamojdbc.config.DriverVersion;
import org.dynamojdbc.jdbc.metadata.CatalogRows;
import org.dynamojdbc.jdbc.metadata.FunctionRows;
import org.dynamojdbc.jdbc.metadata.MetadataShape;
import org.dynamojdbc.jdbc.metadata.TypeRows;
import org.dynamojdbc.type.Documents;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The database as its connection's catalog knows it. */
final class DescribedDatabase extends DatabaseTraits {
    /** The version of DynamoDB's API, the only one it ever had. */
    private static final String API_VERSION = "2012-08-10";

    private static final int API_MAJOR = 2012;
    private static final int API_MINOR = 8;
    /** Words that this dialect reserves and SQL:2003 does not. */
    private static final String KEYWORDS = "ASC,DESC,LIMIT,MISSING,REPLACE";

    private final OpenConnection connection;
    private final Documents documents;
    private final CatalogRows rows;

    DescribedDatabase(OpenConnection connection) {
        this.connection = connection;
        this.documents = connection.session().defaults().documents();
        this.rows = new CatalogRows(connection.catalog(), documents);
    }

    private ResultSet result(MetadataShape shape, Supplier<List<Map<String, AttributeValue>>> content)
            throws SQLException {
        connection.requireOpen();
        try {
            return new StreamingResultSet(null, shape.columns(), new KnownRows(content.get()), 0, 0);
        } catch (RuntimeException refused) {
            throw Refusal.from(refused);
        }
    }

    private ResultSet empty(MetadataShape shape) throws SQLException {
        return result(shape, List::of);
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            String @Nullable [] types)
            throws SQLException {
        return result(MetadataShape.TABLES, () -> rows.tables(catalog, schemaPattern, tablePattern, types));
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            @Nullable String columnPattern)
            throws SQLException {
        return result(MetadataShape.COLUMNS, () -> rows.columns(catalog, schemaPattern, tablePattern, columnPattern));
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return result(MetadataShape.PRIMARY_KEYS, () -> rows.primaryKeys(catalog, schema, table));
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            boolean unique,
            boolean approximate)
            throws SQLException {
        CatalogRows.IndexScope scope = unique ? CatalogRows.IndexScope.UNIQUE : CatalogRows.IndexScope.ALL;
        return result(MetadataShape.INDEX_INFO, () -> rows.indexes(catalog, schema, table, scope));
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, int scope, boolean nullable)
            throws SQLException {
        return result(MetadataShape.ROW_IDENTIFIER, () -> rows.rowIdentifier(catalog, schema, table));
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return result(MetadataShape.TYPE_INFO, () -> TypeRows.all(documents));
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return result(
                MetadataShape.TABLE_TYPES,
                () -> List.of(Map.of("TABLE_TYPE", AttributeValue.fromS(CatalogRows.TABLE))));
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return result(
                MetadataShape.CLIENT_INFO,
                () -> List.of(Map.of(
                        "NAME", AttributeValue.fromS(ConnectionState.APPLICATION_NAME),
                        "MAX_LEN", AttributeValue.fromN("255"),
                        "DEFAULT_VALUE", AttributeValue.fromS(""),
                        "DESCRIPTION", AttributeValue.fromS("the application that uses the connection"))));
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return empty(MetadataShape.SCHEMAS);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern) throws SQLException {
        return empty(MetadataShape.SCHEMAS);
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return empty(MetadataShape.CATALOGS);
    }

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return empty(MetadataShape.FOREIGN_KEYS);
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return empty(MetadataShape.FOREIGN_KEYS);
    }

    @Override
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            @Nullable String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            @Nullable String foreignTable)
            throws SQLException {
        return empty(MetadataShape.FOREIGN_KEYS);
    }

    @Override
    public ResultSet getProcedures(@Nullable String catalog, @Nullable String schema, @Nullable String name)
            throws SQLException {
        return empty(MetadataShape.PROCEDURES);
    }

    @Override
    public ResultSet getProcedureColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String name, @Nullable String column)
            throws SQLException {
        return empty(MetadataShape.PROCEDURE_COLUMNS);
    }

    @Override
    public ResultSet getFunctions(@Nullable String catalog, @Nullable String schema, @Nullable String name)
            throws SQLException {
        return result(MetadataShape.FUNCTIONS, () -> FunctionRows.functions(name));
    }

    @Override
    public ResultSet getFunctionColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String name, @Nullable String column)
            throws SQLException {
        return result(MetadataShape.FUNCTION_COLUMNS, () -> FunctionRows.columns(name, column));
    }

    @Override
    public ResultSet getTablePrivileges(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return empty(MetadataShape.TABLE_PRIVILEGES);
    }

    @Override
    public ResultSet getColumnPrivileges(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return empty(MetadataShape.COLUMN_PRIVILEGES);
    }

    @Override
    public ResultSet getVersionColumns(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return result(MetadataShape.ROW_IDENTIFIER, () -> rows.versionColumns(catalog, schema, table));
    }

    @Override
    public ResultSet getUDTs(
            @Nullable String catalog, @Nullable String schema, @Nullable String name, int @Nullable [] types)
            throws SQLException {
        return empty(MetadataShape.UDTS);
    }

    @Override
    public ResultSet getSuperTypes(@Nullable String catalog, @Nullable String schema, @Nullable String name)
            throws SQLException {
        return empty(MetadataShape.SUPER_TYPES);
    }

    @Override
    public ResultSet getSuperTables(@Nullable String catalog, @Nullable String schema, @Nullable String name)
            throws SQLException {
        return empty(MetadataShape.SUPER_TABLES);
    }

    @Override
    public ResultSet getAttributes(
            @Nullable String catalog, @Nullable String schema, @Nullable String name, @Nullable String attribute)
            throws SQLException {
        return empty(MetadataShape.ATTRIBUTES);
    }

    @Override
    public ResultSet getPseudoColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return empty(MetadataShape.PSEUDO_COLUMNS);
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public String getURL() {
        return connection.url();
    }

    @Override
    public String getUserName() {
        return connection.userName();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return connection.isReadOnly();
    }

    @Override
    public String getSQLKeywords() {
        return KEYWORDS;
    }

    @Override
    public String getDatabaseProductVersion() {
        return API_VERSION;
    }

    @Override
    public int getDatabaseMajorVersion() {
        return API_MAJOR;
    }

    @Override
    public int getDatabaseMinorVersion() {
        return API_MINOR;
    }

    @Override
    public String getDriverName() {
        return "dynamo-jdbc";
    }

    @Override
    public String getDriverVersion() {
        return DriverVersion.text();
    }

    @Override
    public int getDriverMajorVersion() {
        return DriverVersion.major();
    }

    @Override
    public int getDriverMinorVersion() {
        return DriverVersion.minor();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Faces.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return Faces.wraps(this, type);
    }
}
