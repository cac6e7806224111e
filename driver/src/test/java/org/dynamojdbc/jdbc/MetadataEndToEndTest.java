package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetadataEndToEndTest {
    private static Connection connection;
    private static DatabaseMetaData metadata;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:metadata");
        metadata = connection.getMetaData();
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("my_table", "my-table", "myxtable", "a.b", "1st")) {
                statement.execute("CREATE TABLE \"" + table + "\" (id VARCHAR PRIMARY KEY)");
            }
            statement.execute("CREATE TABLE orders (customer VARCHAR, placed VARCHAR, total DECIMAL(12, 2) NOT NULL,"
                    + " status VARCHAR, PRIMARY KEY (customer, placed),"
                    + " GLOBAL INDEX by_status (status, placed), LOCAL INDEX by_total (customer, total))");
            statement.executeUpdate("INSERT INTO orders (customer, placed, total, extra, mixed) VALUES"
                    + " ('a', '2024-01', 10, true, 1), ('a', '2024-02', 20, false, 'x')");
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
                    assertThat(rows.getObject(columns.getColumnLabel(i))).isEqualTo(rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    private static List<Object> column(ResultSet rows, String label) throws SQLException {
        return rows(rows).stream().map(row -> row.get(label)).toList();
    }

    /** JDBC 4.3's columns, in their order. */
    @Test
    void everyResultHasTheColumnsOfTheSpecification() throws SQLException {
        Map<ResultSet, String> expected = new LinkedHashMap<>();
        expected.put(
                metadata.getTables(null, null, "%", null),
                "TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS TYPE_CAT TYPE_SCHEM TYPE_NAME"
                        + " SELF_REFERENCING_COL_NAME REF_GENERATION");
        expected.put(
                metadata.getColumns(null, null, "orders", "%"),
                "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE BUFFER_LENGTH"
                        + " DECIMAL_DIGITS NUM_PREC_RADIX NULLABLE REMARKS COLUMN_DEF SQL_DATA_TYPE SQL_DATETIME_SUB"
                        + " CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE"
                        + " SOURCE_DATA_TYPE IS_AUTOINCREMENT IS_GENERATEDCOLUMN");
        expected.put(
                metadata.getPrimaryKeys(null, null, "orders"),
                "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ PK_NAME");
        expected.put(
                metadata.getIndexInfo(null, null, "orders", false, true),
                "TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE INDEX_QUALIFIER INDEX_NAME TYPE ORDINAL_POSITION"
                        + " COLUMN_NAME ASC_OR_DESC CARDINALITY PAGES FILTER_CONDITION");
        String foreign = "PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT FKTABLE_SCHEM FKTABLE_NAME"
                + " FKCOLUMN_NAME KEY_SEQ UPDATE_RULE DELETE_RULE FK_NAME PK_NAME DEFERRABILITY";
        expected.put(metadata.getImportedKeys("", "", "orders"), foreign);
        expected.put(metadata.getExportedKeys(null, null, "orders"), foreign);
        expected.put(metadata.getCrossReference(null, null, "orders", null, null, "orders"), foreign);
        expected.put(
                metadata.getTypeInfo(),
                "TYPE_NAME DATA_TYPE PRECISION LITERAL_PREFIX LITERAL_SUFFIX CREATE_PARAMS NULLABLE CASE_SENSITIVE"
                        + " SEARCHABLE UNSIGNED_ATTRIBUTE FIXED_PREC_SCALE AUTO_INCREMENT LOCAL_TYPE_NAME"
                        + " MINIMUM_SCALE MAXIMUM_SCALE SQL_DATA_TYPE SQL_DATETIME_SUB NUM_PREC_RADIX");
        expected.put(metadata.getSchemas(), "TABLE_SCHEM TABLE_CATALOG");
        expected.put(metadata.getSchemas(null, "%"), "TABLE_SCHEM TABLE_CATALOG");
        expected.put(metadata.getCatalogs(), "TABLE_CAT");
        expected.put(metadata.getTableTypes(), "TABLE_TYPE");
        expected.put(metadata.getClientInfoProperties(), "NAME MAX_LEN DEFAULT_VALUE DESCRIPTION");
        expected.put(
                metadata.getFunctions(null, null, "%"),
                "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE SPECIFIC_NAME");
        expected.put(
                metadata.getFunctionColumns(null, null, "%", "%"),
                "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME COLUMN_NAME COLUMN_TYPE DATA_TYPE TYPE_NAME PRECISION LENGTH"
                        + " SCALE RADIX NULLABLE REMARKS CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE SPECIFIC_NAME");
        expected.put(
                metadata.getProcedureColumns(null, null, "%", "%"),
                "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME COLUMN_NAME COLUMN_TYPE DATA_TYPE TYPE_NAME PRECISION"
                        + " LENGTH SCALE RADIX NULLABLE REMARKS COLUMN_DEF SQL_DATA_TYPE SQL_DATETIME_SUB"
                        + " CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE SPECIFIC_NAME");
        expected.put(
                metadata.getTablePrivileges(null, null, "%"),
                "TABLE_CAT TABLE_SCHEM TABLE_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE");
        expected.put(
                metadata.getColumnPrivileges(null, null, "orders", "%"),
                "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE");
        String row = "SCOPE COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE BUFFER_LENGTH DECIMAL_DIGITS PSEUDO_COLUMN";
        expected.put(metadata.getBestRowIdentifier(null, null, "orders", 2, true), row);
        expected.put(metadata.getVersionColumns(null, null, "orders"), row);
        expected.put(
                metadata.getUDTs(null, null, "%", null),
                "TYPE_CAT TYPE_SCHEM TYPE_NAME CLASS_NAME DATA_TYPE REMARKS BASE_TYPE");
        expected.put(
                metadata.getSuperTypes(null, null, "%"),
                "TYPE_CAT TYPE_SCHEM TYPE_NAME SUPERTYPE_CAT SUPERTYPE_SCHEM SUPERTYPE_NAME");
        expected.put(metadata.getSuperTables(null, null, "%"), "TABLE_CAT TABLE_SCHEM TABLE_NAME SUPERTABLE_NAME");
        expected.put(
                metadata.getAttributes(null, null, "%", "%"),
                "TYPE_CAT TYPE_SCHEM TYPE_NAME ATTR_NAME DATA_TYPE ATTR_TYPE_NAME ATTR_SIZE DECIMAL_DIGITS"
                        + " NUM_PREC_RADIX NULLABLE REMARKS ATTR_DEF SQL_DATA_TYPE SQL_DATETIME_SUB CHAR_OCTET_LENGTH"
                        + " ORDINAL_POSITION IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE");
        expected.put(
                metadata.getPseudoColumns(null, null, "%", "%"),
                "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE COLUMN_SIZE DECIMAL_DIGITS NUM_PREC_RADIX"
                        + " COLUMN_USAGE REMARKS CHAR_OCTET_LENGTH IS_NULLABLE");
        for (Map.Entry<ResultSet, String> one : expected.entrySet()) {
            List<String> labels = new ArrayList<>();
            ResultSetMetaData columns = one.getKey().getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                labels.add(columns.getColumnLabel(i));
            }
            assertThat(String.join(" ", labels)).isEqualTo(one.getValue());
            rows(one.getKey());
        }
    }

    @Test
    void aNameThatIsSpelledLikeThePatternIsTheOnlyOne() throws SQLException {
        assertThat(column(metadata.getColumns(null, null, "my_table", "%"), "TABLE_NAME"))
                .containsExactly("my_table");
        assertThat(column(metadata.getColumns(null, null, "my\\_table", "%"), "TABLE_NAME"))
                .containsExactly("my_table");
        assertThat(column(metadata.getColumns("", "", "my%", null), "TABLE_NAME"))
                .containsExactly("my-table", "my_table", "myxtable");
        assertThat(column(metadata.getTables(null, "%", "m__table", null), "TABLE_NAME"))
                .containsExactly("my-table", "my_table", "myxtable");
        assertThat(column(metadata.getTables(null, null, "a.b", null), "TABLE_NAME"))
                .containsExactly("a.b");
        assertThat(column(metadata.getTables(null, null, "DBEAVERFAKETABLENAMEFORPING", null), "TABLE_NAME"))
                .isEmpty();
    }

    @Test
    void noNameAndEveryNameMeanAllTables() throws SQLException {
        List<Object> all = column(metadata.getTables(null, null, "%", null), "TABLE_NAME");
        assertThat(all).containsExactly("1st", "a.b", "my-table", "my_table", "myxtable", "orders");
        assertThat(column(metadata.getTables(null, "", null, null), "TABLE_NAME"))
                .isEqualTo(all);
        assertThat(column(metadata.getTables("", null, "%", new String[] {"TABLE"}), "TABLE_NAME"))
                .isEqualTo(all);
        assertThat(rows(metadata.getTables(null, null, "%", new String[] {"VIEW", "FOO"})))
                .isEmpty();
        assertThat(rows(metadata.getTables("other", null, "%", null))).isEmpty();
        assertThat(rows(metadata.getTables(null, "other", "%", null))).isEmpty();
    }

    @Test
    void columnsSayHowTheirTypeIsKnown() throws SQLException {
        Map<Object, Object> remarks = new HashMap<>();
        List<Object> order = new ArrayList<>();
        for (Map<String, Object> row : rows(metadata.getColumns(null, null, "orders", "%"))) {
            remarks.put(row.get("COLUMN_NAME"), row.get("REMARKS"));
            order.add(row.get("COLUMN_NAME") + " " + row.get("ORDINAL_POSITION") + " " + row.get("IS_NULLABLE"));
        }
        assertThat(order)
                .containsExactly(
                        "customer 1 NO", "placed 2 NO", "total 3 NO", "status 4 YES", "extra 5 YES", "mixed 6 YES");
        assertThat(remarks)
                .containsEntry("customer", "partition key")
                .containsEntry("placed", "sort key")
                .containsEntry("total", "declared")
                .containsEntry("extra", "inferred from a sample of items")
                .containsEntry("mixed", "inferred from a sample of items, which hold several types");
    }

    @Test
    void typeNamesOfColumnsStandInTypeInfoWithTheirNumbers() throws SQLException {
        Map<Object, Object> types = new HashMap<>();
        int last = Integer.MIN_VALUE;
        for (Map<String, Object> row : rows(metadata.getTypeInfo())) {
            types.put(row.get("TYPE_NAME"), row.get("DATA_TYPE"));
            assertThat((Integer) row.get("DATA_TYPE")).isGreaterThanOrEqualTo(last);
            last = (Integer) row.get("DATA_TYPE");
        }
        for (Map<String, Object> row : rows(metadata.getColumns(null, null, "%", "%"))) {
            assertThat(types).containsEntry(row.get("TYPE_NAME"), row.get("DATA_TYPE"));
        }
    }

    @Test
    void keysAndIndexesAreTold() throws SQLException {
        List<String> keys = new ArrayList<>();
        for (Map<String, Object> row : rows(metadata.getPrimaryKeys(null, "", "orders"))) {
            keys.add(row.get("COLUMN_NAME") + " " + row.get("KEY_SEQ"));
        }
        assertThat(keys).containsExactly("customer 1", "placed 2");
        assertThat(column(metadata.getBestRowIdentifier(null, null, "orders", 2, false), "COLUMN_NAME"))
                .containsExactly("customer", "placed");
        List<String> indexes = new ArrayList<>();
        for (Map<String, Object> row : rows(metadata.getIndexInfo(null, null, "orders", false, false))) {
            indexes.add(row.get("NON_UNIQUE") + " " + row.get("TYPE") + " " + row.get("INDEX_NAME") + " "
                    + row.get("ORDINAL_POSITION") + " " + row.get("COLUMN_NAME") + " " + row.get("ASC_OR_DESC"));
        }
        assertThat(indexes)
                .containsExactly(
                        "false 0 null 0 null null",
                        "false 3 PRIMARY 1 customer null",
                        "false 3 PRIMARY 2 placed A",
                        "true 3 by_status 1 status null",
                        "true 3 by_status 2 placed A",
                        "true 3 by_total 1 customer null",
                        "true 3 by_total 2 total A");
        assertThat(column(metadata.getIndexInfo(null, null, "orders", true, false), "INDEX_NAME"))
                .containsExactly(null, "PRIMARY", "PRIMARY");
        assertThat(rows(metadata.getIndexInfo(null, null, "%", false, false))).isEmpty();
        assertThat(rows(metadata.getPrimaryKeys(null, null, "nowhere"))).isEmpty();
    }

    @Test
    void functionsAreFoundByPattern() throws SQLException {
        assertThat(column(metadata.getFunctions(null, null, "attribute%"), "FUNCTION_NAME"))
                .containsExactly("attribute_exists", "attribute_not_exists", "attribute_type");
        assertThat(column(metadata.getFunctionColumns(null, null, "begins\\_with", null), "COLUMN_NAME"))
                .containsExactly("", "path", "start");
        for (Object name : column(metadata.getFunctions(null, null, null), "FUNCTION_NAME")) {
            assertThat((String) name).isNotEmpty();
        }
    }

    @Test
    void anAccountOfThousandsOfTablesIsListedWithoutLookingAtThem() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection many = DriverManager.getConnection(
                        "jdbc:dynamodb://" + stub.endpoint().substring("http://".length()))) {
            for (int i = 0; i < 2_000; i++) {
                stub.table("table" + i, "id");
            }
            assertThat(rows(many.getMetaData().getTables(null, null, "%", null)))
                    .hasSize(2_000);
            assertThat(stub.calls("DescribeTable")).isEmpty();
            stub.on("Scan", call -> Answer.page(List.of(), null));
            assertThat(rows(many.getMetaData().getColumns(null, null, "table7", "%")))
                    .hasSize(1);
            assertThat(stub.calls("DescribeTable")).hasSize(1);
            assertThat(stub.calls("Scan")).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void columnsOfManyTablesAreAskedForTogetherButNotAllAtOnce() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection many = DriverManager.getConnection(
                        "jdbc:dynamodb://" + stub.endpoint().substring("http://".length()))) {
            for (int i = 0; i < 40; i++) {
                stub.table("table" + i, "id");
            }
            AtomicInteger under = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch four = new CountDownLatch(4);
            stub.on("Scan", call -> {
                most.accumulateAndGet(under.incrementAndGet(), Math::max);
                four.countDown();
                boolean together = four.await(30, TimeUnit.SECONDS);
                under.decrementAndGet();
                return together
                        ? Answer.page(List.of(Answer.item(Map.of("id", "a", "x", "y"))), null)
                        : Answer.error(400, "ValidationException", "the samples were not asked for together");
            });
            List<Map<String, Object>> columns = rows(many.getMetaData().getColumns(null, null, "%", "%"));
            assertThat(columns).hasSize(80);
            assertThat(most.get()).isBetween(4, 8);
            assertThat(columns.stream().map(row -> (String) row.get("TABLE_NAME")))
                    .isSorted();
            int calls = stub.calls("Scan").size();
            assertThat(rows(many.getMetaData().getColumns(null, null, "%", "%")))
                    .hasSize(80);
            assertThat(stub.calls("Scan")).hasSize(calls);
        }
    }

    @Test
    void aTableThatMayNotBeReadSpoilsOnlyItself() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection some = DriverManager.getConnection(
                        "jdbc:dynamodb://" + stub.endpoint().substring("http://".length()))) {
            stub.table("open", "id");
            stub.table("secret", "id");
            stub.on(
                    "Scan",
                    call -> call.field("TableName").asString().equals("secret")
                            ? Answer.error(400, "AccessDeniedException", "no")
                            : Answer.page(List.of(Answer.item(Map.of("id", "a", "x", "y"))), null));
            assertThat(column(some.getMetaData().getColumns(null, null, "%", "%"), "COLUMN_NAME"))
                    .containsExactly("id", "x", "id");
        }
    }
}
