package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tools expect of DatabaseMetaData: no method fails, every set is whole, sorted and the same each time. */
class MetadataForToolsTest {
    private static final String URL = "jdbc:dynamodb:embedded:metadata-for-tools";
    private static Connection connection;
    private static DatabaseMetaData metadata;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection(URL);
        metadata = connection.getMetaData();
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("zebra", "alpha", "Beta")) {
                statement.execute("CREATE TABLE " + table
                        + " (zone VARCHAR, at NUMERIC, kind VARCHAR, size NUMERIC, PRIMARY KEY (zone, at),"
                        + " GLOBAL INDEX by_kind (kind, at), LOCAL INDEX by_size (zone, size))");
                statement.execute(
                        "UPSERT INTO " + table + " VALUE {'zone': 'a', 'at': 1, 'kind': 'k', 'size': 2,"
                                + " 'b': true, 'bin': 0x01, 'l': [1], 'm': {'a': 1}, 'ss': <<'x'>>, 'ns': <<1>>, 'nothing': NULL}");
                statement.execute("UPSERT INTO " + table + " VALUE {'zone': 'a', 'at': 2, 'b': 'text'}");
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static List<Map<String, Object>> rows(ResultSet given) throws SQLException {
        try (ResultSet rows = given) {
            ResultSetMetaData columns = rows.getMetaData();
            List<Map<String, Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    /** As schema crawlers do: each method, with no filter, with every name and with the empty name. */
    @Test
    void noMethodFailsWhateverTheFilters() throws Exception {
        Set<String> refusing = Set.of("getConnection", "unwrap", "isWrapperFor");
        SoftAssertions all = new SoftAssertions();
        for (Method method : DatabaseMetaData.class.getMethods()) {
            if (refusing.contains(method.getName())) {
                continue;
            }
            for (String text : new String[] {null, "%", "", "alpha"}) {
                Object[] arguments = new Object[method.getParameterCount()];
                for (int i = 0; i < arguments.length; i++) {
                    Class<?> type = method.getParameterTypes()[i];
                    arguments[i] = type == String.class
                            ? text
                            : type == int.class ? (Object) 1003 : type == boolean.class ? true : null;
                }
                String call = method.getName() + "(" + text + ")";
                try {
                    Object answer = method.invoke(metadata, arguments);
                    all.assertThat(answer).as(call).isNotNull();
                    if (answer instanceof ResultSet rows) {
                        all.assertThat(rows.getMetaData().getColumnCount())
                                .as(call)
                                .isPositive();
                        all.assertThatCode(() -> rows(rows)).as(call).doesNotThrowAnyException();
                    }
                } catch (InvocationTargetException failed) {
                    all.fail(call + ": " + failed.getCause());
                }
            }
        }
        all.assertAll();
    }

    /** The types that JDBC names for the numbers of its sets. */
    @Test
    void numbersAndFlagsHaveTheirTypes() throws SQLException {
        Map<ResultSet, Map<String, Integer>> expected = new LinkedHashMap<>();
        expected.put(
                metadata.getColumns(null, null, "nowhere", "%"),
                Map.of(
                        "DATA_TYPE", Types.INTEGER,
                        "COLUMN_SIZE", Types.INTEGER,
                        "DECIMAL_DIGITS", Types.INTEGER,
                        "NULLABLE", Types.INTEGER,
                        "ORDINAL_POSITION", Types.INTEGER,
                        "SOURCE_DATA_TYPE", Types.SMALLINT,
                        "TABLE_NAME", Types.VARCHAR));
        expected.put(metadata.getPrimaryKeys(null, null, "nowhere"), Map.of("KEY_SEQ", Types.SMALLINT));
        expected.put(
                metadata.getIndexInfo(null, null, "nowhere", false, true),
                Map.of(
                        "NON_UNIQUE", Types.BOOLEAN,
                        "TYPE", Types.SMALLINT,
                        "ORDINAL_POSITION", Types.SMALLINT,
                        "CARDINALITY", Types.BIGINT,
                        "PAGES", Types.BIGINT));
        expected.put(
                metadata.getTypeInfo(),
                Map.of(
                        "DATA_TYPE", Types.INTEGER,
                        "NULLABLE", Types.SMALLINT,
                        "CASE_SENSITIVE", Types.BOOLEAN,
                        "MINIMUM_SCALE", Types.SMALLINT,
                        "NUM_PREC_RADIX", Types.INTEGER));
        expected.put(metadata.getFunctions(null, null, "nowhere"), Map.of("FUNCTION_TYPE", Types.SMALLINT));
        expected.put(
                metadata.getBestRowIdentifier(null, null, "nowhere", 0, true),
                Map.of("SCOPE", Types.SMALLINT, "DATA_TYPE", Types.INTEGER, "PSEUDO_COLUMN", Types.SMALLINT));
        for (Map.Entry<ResultSet, Map<String, Integer>> each : expected.entrySet()) {
            ResultSetMetaData columns = each.getKey().getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                Integer type = each.getValue().get(columns.getColumnLabel(i));
                if (type != null) {
                    assertThat(columns.getColumnType(i))
                            .as(columns.getColumnLabel(i))
                            .isEqualTo(type);
                }
            }
        }
    }

    @Test
    void setsAreSortedAsJdbcSays() throws SQLException {
        assertThat(rows(metadata.getTables(null, null, "%", null)))
                .extracting(row -> row.get("TABLE_NAME"))
                .containsExactly("Beta", "alpha", "zebra");
        List<Map<String, Object>> columns = rows(metadata.getColumns(null, null, "%", "%"));
        assertThat(columns)
                .isSortedAccordingTo(
                        Comparator.<Map<String, Object>, String>comparing(row -> (String) row.get("TABLE_NAME"))
                                .thenComparing(row -> (Integer) row.get("ORDINAL_POSITION")));
        assertThat(rows(metadata.getPrimaryKeys(null, null, "alpha")))
                .extracting(row -> row.get("COLUMN_NAME") + " " + row.get("KEY_SEQ"))
                .containsExactly("at 2", "zone 1");
        assertThat(rows(metadata.getTypeInfo()))
                .isSortedAccordingTo(Comparator.comparing(row -> (Integer) row.get("DATA_TYPE")));
        assertThat(rows(metadata.getIndexInfo(null, null, "alpha", false, true)))
                .isSortedAccordingTo(
                        Comparator.<Map<String, Object>, Boolean>comparing(row -> (Boolean) row.get("NON_UNIQUE"))
                                .thenComparing(row -> ((Number) row.get("TYPE")).intValue())
                                .thenComparing(row -> String.valueOf(row.get("INDEX_NAME")))
                                .thenComparing(row -> ((Number) row.get("ORDINAL_POSITION")).intValue()));
        assertThat(rows(metadata.getClientInfoProperties()))
                .isSortedAccordingTo(Comparator.comparing(row -> (String) row.get("NAME")));
    }

    @Test
    void columnsAreTheSameEachTimeAndForEveryConnection() throws SQLException {
        List<Map<String, Object>> first = rows(metadata.getColumns(null, null, "alpha", "%"));
        assertThat(first).extracting(row -> row.get("COLUMN_NAME")).startsWith("zone", "at");
        assertThat(first).extracting(row -> row.get("ORDINAL_POSITION")).startsWith(1, 2, 3);
        assertThat(first.get(0))
                .containsEntry("NULLABLE", DatabaseMetaData.columnNoNulls)
                .containsEntry("IS_NULLABLE", "NO");
        assertThat(first.get(2)).containsEntry("NULLABLE", DatabaseMetaData.columnNullable);
        assertThat(rows(metadata.getColumns(null, null, "alpha", null))).isEqualTo(first);
        assertThat(rows(metadata.getColumns("", "", "alpha", "%"))).isEqualTo(first);
        try (Connection other = DriverManager.getConnection(URL + "?applicationName=other")) {
            assertThat(rows(other.getMetaData().getColumns(null, null, "alpha", "%")))
                    .isEqualTo(first);
        }
    }

    @Test
    void theKeyIdentifiesRowsAndOtherIndexesAreNotUnique() throws SQLException {
        assertThat(rows(metadata.getBestRowIdentifier(null, null, "alpha", DatabaseMetaData.bestRowSession, true)))
                .extracting(row -> row.get("COLUMN_NAME"))
                .containsExactlyInAnyOrder("zone", "at");
        assertThat(rows(metadata.getIndexInfo(null, null, "alpha", false, true)))
                .filteredOn(row -> "by_kind".equals(row.get("INDEX_NAME")) || "by_size".equals(row.get("INDEX_NAME")))
                .hasSize(4)
                .allMatch(row -> (Boolean) row.get("NON_UNIQUE"));
        assertThat(rows(metadata.getIndexInfo(null, null, "alpha", true, true)))
                .noneMatch(row -> "by_kind".equals(row.get("INDEX_NAME")));
    }

    @Test
    void whatDynamoDbLacksIsEmpty() throws SQLException {
        for (ResultSet empty : List.of(
                metadata.getCatalogs(),
                metadata.getSchemas(),
                metadata.getSchemas(null, "%"),
                metadata.getImportedKeys(null, null, "alpha"),
                metadata.getExportedKeys(null, null, "alpha"),
                metadata.getCrossReference(null, null, "alpha", null, null, "zebra"),
                metadata.getProcedures(null, null, "%"),
                metadata.getProcedureColumns(null, null, "%", "%"),
                metadata.getUDTs(null, null, "%", null),
                metadata.getSuperTypes(null, null, "%"),
                metadata.getSuperTables(null, null, "%"),
                metadata.getAttributes(null, null, "%", "%"),
                metadata.getTablePrivileges(null, null, "%"),
                metadata.getColumnPrivileges(null, null, "alpha", "%"),
                metadata.getVersionColumns(null, null, "alpha"))) {
            assertThat(empty.isClosed()).isFalse();
            assertThat(empty.getType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
            assertThatCode(empty::getStatement).doesNotThrowAnyException();
            assertThat(empty.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            assertThat(empty.next()).isFalse();
            empty.close();
            assertThat(empty.isClosed()).isTrue();
        }
        assertThat(rows(metadata.getTableTypes()))
                .extracting(row -> row.get("TABLE_TYPE"))
                .containsExactly("TABLE");
    }

    @Test
    void whatADeclarationSaysOfAColumnIsTold() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE declared_ones (id VARCHAR PRIMARY KEY, n INTEGER NOT NULL DEFAULT 5,"
                    + " name VARCHAR DEFAULT 'it''s', rev BIGINT VERSION, gone TIMESTAMP TTL)");
        }
        assertThat(rows(metadata.getVersionColumns(null, "", "declared_ones")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("COLUMN_NAME", "rev")
                        .containsEntry("DATA_TYPE", Types.BIGINT)
                        .containsEntry("TYPE_NAME", "BIGINT")
                        .containsEntry("PSEUDO_COLUMN", DatabaseMetaData.versionColumnNotPseudo));
        assertThat(rows(metadata.getColumns(null, null, "declared_ones", "%")))
                .extracting(row -> row.get("COLUMN_NAME") + " " + row.get("COLUMN_DEF") + " " + row.get("IS_NULLABLE"))
                .containsExactly("id null NO", "n 5 NO", "name 'it''s' YES", "rev null YES", "gone null YES");
        assertThat(rows(metadata.getColumns(null, null, "declared_ones", "gone")))
                .singleElement()
                .satisfies(row -> assertThat(String.valueOf(row.get("REMARKS"))).startsWith("declared, the second"));
        assertThat(rows(metadata.getVersionColumns("", null, "nowhere"))).isEmpty();
    }

    /** Tools write reserved words without quotes unless they are told of them. */
    @Test
    void keywordsAreTold() throws SQLException {
        assertThat(metadata.getSQLKeywords().split(",", -1)).doesNotContain("").doesNotHaveDuplicates();
        assertThat(metadata.getIdentifierQuoteString()).isEqualTo("\"");
        assertThat(metadata.getDatabaseProductVersion()).isNotEmpty();
        assertThat(metadata.getDatabaseMajorVersion()).isNotNegative();
        assertThat(metadata.getJDBCMajorVersion()).isEqualTo(4);
        assertThat(metadata.getJDBCMinorVersion()).isEqualTo(3);
    }
}
