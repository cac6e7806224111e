package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.dynamojdbc.DynamoDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The calls that DBeaver's generic driver and IntelliJ's introspector make, in their order. */
class ToolReplayTest {
    private static final String URL = "jdbc:dynamodb:embedded:replay";

    /** Keeps the server while each test opens and closes its own. */
    private static Connection keeper;

    @AfterAll
    static void close() throws SQLException {
        keeper.close();
    }

    @BeforeAll
    static void fill() throws Exception {
        keeper = connect();
        try (Connection connection = connect()) {
            for (String table : List.of("notes", "visits")) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            table.equals("notes")
                                    ? "CREATE TABLE notes (id VARCHAR PRIMARY KEY)"
                                    : "CREATE TABLE visits (pk VARCHAR, sk NUMERIC, PRIMARY KEY (pk, sk))");
                }
            }
            try (Statement statement = connection.createStatement()) {
                for (int i = 0; i < 30; i++) {
                    statement.addBatch("UPSERT INTO notes (id, name, n, flag, b, tags, doc) VALUES ('n" + (100 + i)
                            + "', 'name " + i + "', " + i + ".50, true, X'0102', <<'a', 'b'>>, {'a': [1]})");
                    statement.addBatch("UPSERT INTO visits (pk, sk, status) VALUES ('x', " + i + ", 'open')");
                }
                statement.executeBatch();
            }
        }
    }

    /** As tools do: the class by name, no DriverManager, every property a text. */
    private static Connection connect() throws Exception {
        Driver driver = Class.forName(DynamoDriver.class.getName())
                .asSubclass(Driver.class)
                .getConstructor()
                .newInstance();
        Properties properties = new Properties();
        properties.setProperty("user", "local");
        properties.setProperty("password", "local");
        assertThat(driver.acceptsURL(URL)).isTrue();
        assertThat(driver.getPropertyInfo(URL, properties)).isNotEmpty();
        return driver.connect(URL, properties);
    }

    private static List<Map<String, Object>> rows(ResultSet given) throws SQLException {
        try (ResultSet rows = given) {
            ResultSetMetaData columns = rows.getMetaData();
            List<Map<String, Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    @Test
    void dbeaverConnects() throws Exception {
        try (Connection main = connect();
                Connection forMetadata = connect()) {
            main.setAutoCommit(true);
            assertThat(main.getAutoCommit()).isTrue();
            assertThat(main.getCatalog()).isNull();
            assertThat(main.getSchema()).isNull();
            DatabaseMetaData metadata = forMetadata.getMetaData();
            assertThat(metadata.getDatabaseMajorVersion()).isPositive();
            assertThat(metadata.getDatabaseMinorVersion()).isNotNegative();
            assertThat(metadata.getIdentifierQuoteString()).isEqualTo("\"");
            assertThat(metadata.getSQLStateType()).isEqualTo(DatabaseMetaData.sqlStateSQL);
            assertThat(metadata.supportsMixedCaseIdentifiers()).isTrue();
            assertThat(metadata.supportsMixedCaseQuotedIdentifiers()).isTrue();
            assertThat(metadata.storesUpperCaseIdentifiers()).isFalse();
            assertThat(metadata.storesLowerCaseIdentifiers()).isFalse();
            assertThat(metadata.storesMixedCaseIdentifiers()).isFalse();
            assertThat(metadata.storesUpperCaseQuotedIdentifiers()).isFalse();
            assertThat(metadata.storesLowerCaseQuotedIdentifiers()).isFalse();
            assertThat(metadata.getSearchStringEscape()).isEqualTo("\\");
            assertThat(metadata.getCatalogSeparator()).isNotNull();
            for (boolean inNames : List.of(
                    metadata.supportsCatalogsInDataManipulation(),
                    metadata.supportsCatalogsInTableDefinitions(),
                    metadata.supportsCatalogsInProcedureCalls(),
                    metadata.supportsCatalogsInIndexDefinitions(),
                    metadata.supportsCatalogsInPrivilegeDefinitions(),
                    metadata.supportsSchemasInDataManipulation(),
                    metadata.supportsSchemasInTableDefinitions(),
                    metadata.supportsSchemasInProcedureCalls(),
                    metadata.supportsSchemasInIndexDefinitions(),
                    metadata.supportsSchemasInPrivilegeDefinitions())) {
                assertThat(inNames).isFalse();
            }
            assertThat(metadata.getExtraNameCharacters()).isEmpty();
            assertThat(List.of(
                            metadata.getSQLKeywords(),
                            metadata.getNumericFunctions(),
                            metadata.getStringFunctions(),
                            metadata.getSystemFunctions(),
                            metadata.getTimeDateFunctions(),
                            metadata.getDatabaseProductName(),
                            metadata.getDatabaseProductVersion(),
                            metadata.getDriverName(),
                            metadata.getDriverVersion(),
                            metadata.getSchemaTerm(),
                            metadata.getProcedureTerm(),
                            metadata.getCatalogTerm(),
                            metadata.getUserName()))
                    .doesNotContainNull();
            assertThat(metadata.supportsBatchUpdates()).isTrue();
            for (int level : new int[] {0, 1, 2, 4, 8}) {
                metadata.supportsTransactionIsolationLevel(level);
            }
            assertThat(rows(metadata.getTypeInfo())).isNotEmpty();
            assertThat(rows(metadata.getCatalogs())).isEmpty();
            assertThat(rows(metadata.getSchemas(null, "%"))).isEmpty();
            assertThat(main.isValid(10_000)).isTrue();
            assertThat(main.isClosed()).isFalse();
        }
    }

    @Test
    void dbeaverOpensTheTree() throws Exception {
        try (Connection connection = connect()) {
            DatabaseMetaData metadata = connection.getMetaData();
            List<String> tables = new ArrayList<>();
            try (ResultSet found = metadata.getTables(null, null, "%", null)) {
                assertThat(found.getStatement()).isNull();
                while (found.next()) {
                    assertThat(found.getString("TABLE_TYPE")).isEqualTo("TABLE");
                    assertThat(found.getString("TABLE_SCHEM")).isNull();
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
            assertThat(tables).containsExactly("notes", "visits");
            for (String table : tables) {
                for (Map<String, Object> column : rows(metadata.getColumns(null, null, table, "%"))) {
                    assertThat(column.get("TABLE_NAME")).isEqualTo(table);
                    Object size = column.get("COLUMN_SIZE");
                    assertThat(size == null || (Integer) size >= 0).isTrue();
                }
                assertThat(rows(metadata.getPrimaryKeys(null, null, table))).hasSize(table.equals("notes") ? 1 : 2);
                assertThat(rows(metadata.getIndexInfo(null, null, table, false, true)))
                        .isNotEmpty();
                assertThat(rows(metadata.getImportedKeys(null, null, table))).isEmpty();
                assertThat(rows(metadata.getExportedKeys(null, null, table))).isEmpty();
            }
            assertThat(rows(metadata.getPrimaryKeys(null, null, "%"))).isEmpty();
            rows(metadata.getFunctions(null, null, "%"));
            rows(metadata.getProcedures(null, null, "%"));
            rows(metadata.getTableTypes());
        }
    }

    /** One page of the grid: the same statement, read from the first row with a higher limit. */
    private static List<Map<String, Object>> page(Connection connection, String sql, int rows) throws SQLException {
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setMaxRows(rows);
            assertThat(statement.execute(sql)).isTrue();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            ResultSet result = statement.getResultSet();
            ResultSetMetaData columns = result.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                assertThat(columns.getColumnLabel(i)).isNotEmpty();
                assertThat(columns.getColumnName(i)).isNotEmpty();
                assertThat(columns.getTableName(i)).isNotNull();
                assertThat(columns.getCatalogName(i)).isEmpty();
                assertThat(columns.getSchemaName(i)).isEmpty();
                columns.isWritable(i);
                columns.isNullable(i);
                columns.getColumnDisplaySize(i);
                columns.getPrecision(i);
                columns.getScale(i);
                assertThat(columns.isAutoIncrement(i)).isFalse();
            }
            List<Map<String, Object>> read = rows(result);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            return read;
        }
    }

    @Test
    void dbeaverReadsEditsInsertsAndDeletesInTheGrid() throws Exception {
        try (Connection connection = connect()) {
            List<Map<String, Object>> first = page(connection, "SELECT * FROM notes", 10);
            List<Map<String, Object>> second = page(connection, "SELECT * FROM notes", 20);
            assertThat(first).hasSize(10);
            assertThat(second).hasSize(20);
            for (int i = 0; i < 10; i++) {
                assertThat(second.get(i).get("id")).isEqualTo(first.get(i).get("id"));
            }
            assertThat(page(connection, "SELECT * FROM notes\nWHERE (id = 'n105') AND (name LIKE '%5%')", 200))
                    .hasSize(1);
            assertThat(page(connection, "SELECT * FROM notes\nWHERE (n BETWEEN 3 AND 5) AND (flag = true)", 200))
                    .hasSize(2);
            assertThat(page(connection, "SELECT * FROM notes\nWHERE b = 0x0102 AND id IN ('n101','n102')", 200))
                    .hasSize(2);
            assertThat(page(connection, "SELECT COUNT(*) FROM notes", 0)).hasSize(1);

            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE notes\n\tSET name=?,n=?,tags=?,b=?,flag=?\n\tWHERE id=?",
                    ResultSet.TYPE_FORWARD_ONLY,
                    ResultSet.CONCUR_READ_ONLY)) {
                update.setString(1, "edited");
                update.setBigDecimal(2, new BigDecimal("12345678901234567890.5"));
                update.setString(3, "[\"a\",\"c\"]");
                update.setBytes(4, new byte[] {9});
                update.setNull(5, Types.BOOLEAN);
                update.setString(6, "n101");
                assertThat(update.execute()).isFalse();
                assertThat(update.getLargeUpdateCount()).isEqualTo(1);
            }
            Map<String, Object> edited = page(connection, "SELECT * FROM notes\nWHERE (id = 'n101')", 200)
                    .get(0);
            assertThat(edited)
                    .containsEntry("name", "edited")
                    .containsEntry("n", new BigDecimal("12345678901234567890.5"))
                    .containsEntry("tags", "[\"a\",\"c\"]")
                    .containsEntry("flag", null);
            assertThat(page(connection, "SELECT * FROM notes\nWHERE contains(tags, 'c')", 200))
                    .hasSize(1);

            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO notes (id,name)\n\tVALUES (?,?)", 1)) {
                insert.setString(1, "n999");
                insert.setString(2, "new");
                assertThat(insert.execute()).isFalse();
                assertThat(insert.getLargeUpdateCount()).isEqualTo(1);
                assertThat(rows(insert.getGeneratedKeys())).containsExactly(Map.of("id", "n999"));
                insert.setString(1, "n999");
                insert.setString(2, "again");
                assertThatThrownBy(insert::execute)
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("23505"));
            }
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM notes\n\tWHERE id=?")) {
                delete.setString(1, "n999");
                delete.execute();
                assertThat(delete.getLargeUpdateCount()).isEqualTo(1);
                delete.execute();
                assertThat(delete.getLargeUpdateCount()).isZero();
            }
        }
    }

    @Test
    void dbeaverEditsATableWithASortKey() throws Exception {
        try (Connection connection = connect()) {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE visits\n\tSET status=?\n\tWHERE pk=? AND sk=?")) {
                update.setString(1, "closed");
                update.setString(2, "x");
                update.setBigDecimal(3, new BigDecimal("7"));
                assertThat(update.execute()).isFalse();
                assertThat(update.getLargeUpdateCount()).isEqualTo(1);
            }
            assertThat(page(connection, "SELECT * FROM visits\nWHERE (pk = 'x') AND (sk = 7)", 200))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("status", "closed"));
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM visits\n\tWHERE pk=? AND sk=?")) {
                delete.setString(1, "x");
                delete.setBigDecimal(2, new BigDecimal("29"));
                delete.execute();
                assertThat(delete.getLargeUpdateCount()).isEqualTo(1);
            }
            assertThat(page(connection, "SELECT * FROM visits\nWHERE (pk = 'x') AND (sk = 29)", 200))
                    .isEmpty();
        }
    }

    @Test
    void dbeaverImportsAndExports() throws Exception {
        try (Connection connection = connect();
                Statement create = connection.createStatement()) {
            create.execute("CREATE TABLE imported (id VARCHAR PRIMARY KEY)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO imported (id,n) VALUES (?,?)")) {
                for (int i = 0; i < 60; i++) {
                    insert.setString(1, "i" + i);
                    insert.setInt(2, i);
                    insert.addBatch();
                }
                assertThat(insert.executeLargeBatch()).hasSize(60).containsOnly(1L);
            }
            create.setFetchSize(10_000);
            assertThat(rows(create.executeQuery("SELECT * FROM imported"))).hasSize(60);
            create.execute("DROP TABLE imported");
        }
    }

    @Test
    void intellijConnectsIntrospectsAndQueries() throws Exception {
        try (Connection connection = connect()) {
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.isValid(1)).isTrue();
            DatabaseMetaData metadata = connection.getMetaData();
            assertThat(metadata.getUserName()).isNotNull();
            assertThat(metadata.supportsSavepoints()).isFalse();
            assertThat(metadata.getDatabaseProductName()).isNotEmpty();
            assertThat(metadata.getJDBCMajorVersion()).isEqualTo(4);
            assertThat(metadata.getJDBCMinorVersion()).isEqualTo(3);
            rows(metadata.getCatalogs());
            rows(metadata.getSchemas());
            assertThat(rows(metadata.getTables(null, null, "%", null))).isNotEmpty();
            assertThat(rows(metadata.getColumns(null, null, "%", "%"))).isNotEmpty();
            rows(metadata.getFunctions(null, null, "%"));
            rows(metadata.getFunctionColumns(null, null, "%", "%"));
            rows(metadata.getProcedures(null, null, "%"));
            rows(metadata.getUDTs(null, null, "%", null));
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(500);
                ResultSet result = statement.executeQuery("SELECT * FROM notes");
                assertThat(result.getType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
                ResultSetMetaData columns = result.getMetaData();
                int read = 0;
                while (result.next()) {
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        Object value = result.getObject(i);
                        assertThat(value == null
                                        || value.getClass().getName().startsWith("java.")
                                        || value instanceof byte[])
                                .isTrue();
                    }
                    read++;
                }
                assertThat(read).isEqualTo(30);
                int rounds = 0;
                while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                    assertThat(++rounds).isLessThan(3);
                }
            }
            connection.setAutoCommit(false);
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
