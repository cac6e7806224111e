package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What grids, report tools and frameworks expect of statements and their results. */
class ResultsForToolsTest {
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:results-for-tools");
        execute("CREATE TABLE orders (customer VARCHAR, placed VARCHAR, PRIMARY KEY (customer, placed))");
        execute("INSERT INTO orders VALUE {'customer': 'a', 'placed': '1', 'total': 1.5, 'open': true,"
                + " 'note': NULL, 'bytes': 0x0102}");
        execute("INSERT INTO orders VALUE {'customer': 'a', 'placed': '2', 'total': 99999999999999999999}");
        execute("CREATE TABLE numbers (id VARCHAR PRIMARY KEY)");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> first(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static String state(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        SQLException refused = (SQLException) org.assertj.core.api.Assertions.catchThrowable(call);
        return refused == null ? "none" : String.valueOf(refused.getSQLState());
    }

    /** How tools ask for the columns of a query: nothing is read, every column is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM \"orders\" WHERE 1=0",
                "SELECT * FROM \"orders\" WHERE 0 = 1",
                "SELECT * FROM \"orders\" WHERE ( 0 = 1 )",
                "select * from \"orders\" where 0 = 1",
                "SELECT * FROM (SELECT * FROM \"orders\") spark_gen_0 WHERE 1=0",
                "SELECT * FROM \"orders\" WHERE ( 0 = 1 ) AND ( \"customer\" = 'a' )",
                "SELECT * FROM orders WHERE 1 <> 1 LIMIT 0",
                "SELECT * FROM orders LIMIT 0"
            })
    void aProbeHasEveryColumnAndReadsNothing(String probe) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(probe)) {
            statement.setQueryTimeout(15);
            assertThat(labels(statement.getMetaData())).contains("customer", "placed", "total", "open", "bytes");
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(labels(rows.getMetaData())).isEqualTo(labels(statement.getMetaData()));
                assertThat(rows.next()).isFalse();
            }
            assertThat(statement.unwrap(DynamoStatement.class).statistics().calls())
                    .isZero();
        }
    }

    private static List<String> labels(ResultSetMetaData columns) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    @Test
    void aProbeWithAConstantHasItsColumn() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT TRUE AS \"_\" FROM \"orders\" WHERE 1 <> 1 LIMIT 0")) {
            assertThat(labels(rows.getMetaData())).containsExactly("_");
            assertThat(rows.next()).isFalse();
        }
    }

    /** A grid binds a result's column to a table's column when both are described alike. */
    @Test
    void resultsAreDescribedAsTheTableIs() throws SQLException {
        Map<String, List<Object>> described = new LinkedHashMap<>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet columns = metadata.getColumns(null, null, "orders", "%")) {
            while (columns.next()) {
                described.put(
                        columns.getString("COLUMN_NAME"),
                        List.of(
                                columns.getInt("DATA_TYPE"),
                                columns.getString("TYPE_NAME"),
                                columns.getInt("NULLABLE"),
                                columns.getInt("DECIMAL_DIGITS")));
            }
        }
        assertThat(described.keySet()).startsWith("customer", "placed");
        for (String sql :
                List.of("SELECT * FROM orders", "SELECT o.* FROM orders o JOIN orders p ON p.customer = o.customer")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                ResultSetMetaData columns = rows.getMetaData();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    assertThat(List.<Object>of(
                                    columns.getColumnType(i),
                                    columns.getColumnTypeName(i),
                                    columns.isNullable(i),
                                    columns.getScale(i)))
                            .as(sql + ": " + columns.getColumnLabel(i))
                            .isEqualTo(described.get(columns.getColumnLabel(i)));
                    assertThat(columns.getTableName(i)).isEqualTo("orders");
                    assertThat(columns.getSchemaName(i)).isEmpty();
                    assertThat(columns.getCatalogName(i)).isEmpty();
                    assertThat(columns.isAutoIncrement(i)).isFalse();
                    assertThat(columns.getPrecision(i)).isNotNegative();
                }
            }
        }
    }

    @Test
    void metadataIsThereBeforeExecutionForRowsAndNotForWrites() throws SQLException {
        for (String query : List.of(
                "SELECT total FROM orders WHERE customer = ? AND placed > ?",
                "SELECT sum(total) FROM orders WHERE customer = ? AND placed > ? GROUP BY open")) {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                assertThat(statement.getMetaData().getColumnCount()).isOne();
                assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(2);
                for (int i = 1; i <= 2; i++) {
                    assertThat(statement.getParameterMetaData().getParameterType(i))
                            .isEqualTo(java.sql.Types.VARCHAR);
                    assertThat(statement.getParameterMetaData().getParameterClassName(i))
                            .isEqualTo("java.lang.String");
                }
                assertThatThrownBy(() -> statement.getParameterMetaData().getParameterType(3))
                        .isInstanceOf(SQLException.class);
            }
        }
        for (String write : List.of(
                "UPDATE orders o SET note = ? WHERE customer = 'x' AND placed = '1' RETURNING total, o.open",
                "DELETE FROM orders WHERE customer = ? AND placed = '1' RETURNING customer, total",
                "INSERT INTO orders (customer, placed) VALUES (?, '1') RETURNING customer, placed")) {
            try (PreparedStatement statement = connection.prepareStatement(write)) {
                List<String> before = labels(statement.getMetaData());
                assertThat(before).as(write).hasSize(2);
                statement.setString(1, "x");
                assertThat(labels(statement.executeQuery().getMetaData())).isEqualTo(before);
            }
        }
        execute("DELETE FROM orders WHERE customer = 'x'");
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM orders WHERE customer = ?")) {
            assertThat(statement.getMetaData()).isNull();
            assertThat(statement.getParameterMetaData().getParameterCount()).isOne();
        }
    }

    @Test
    void positionsOfAForwardOnlyResultAreToldAndScrollingIsRefused() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM orders WHERE customer = 'a'")) {
            assertThat(rows.isBeforeFirst()).isTrue();
            assertThat(rows.getRow()).isZero();
            assertThatThrownBy(() -> rows.getString(1)).isInstanceOf(SQLException.class);
            assertThat(rows.next()).isTrue();
            assertThat(rows.isFirst()).isTrue();
            assertThat(rows.getRow()).isOne();
            for (org.assertj.core.api.ThrowableAssert.ThrowingCallable scroll :
                    List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                            rows::beforeFirst,
                            rows::first,
                            rows::last,
                            rows::previous,
                            rows::afterLast,
                            () -> rows.absolute(1),
                            () -> rows.relative(-1))) {
                assertThatThrownBy(scroll).isInstanceOf(SQLException.class);
            }
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
            assertThat(rows.getRow()).isZero();
            assertThat(rows.next()).isFalse();
            assertThatThrownBy(() -> rows.getString(1)).isInstanceOf(SQLException.class);
        }
    }

    /** Tools read a table's first rows again and again, a part more each time. */
    @Test
    void moreRowsOfTheSameQueryBeginWithTheSameRows() throws SQLException {
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("orders", "customer");
            stub.on("Scan", call -> {
                int from = call.has("ExclusiveStartKey")
                        ? Integer.parseInt(call.field("ExclusiveStartKey")
                                .field("customer")
                                .orElseThrow()
                                .field("S")
                                .orElseThrow()
                                .asString())
                        : 0;
                int most =
                        call.has("Limit") ? Integer.parseInt(call.field("Limit").asNumber()) : 1000;
                List<String> items = new ArrayList<>();
                for (int i = from + 1; i <= from + Math.min(most, 1000); i++) {
                    items.add(Answer.item(Map.of("customer", Integer.toString(i))));
                }
                return Answer.page(items, items.get(items.size() - 1));
            });
            try (Connection own = stub.connect("scanParallelism=8");
                    Statement statement = own.createStatement()) {
                List<String> before = List.of();
                for (int part = 200; part <= 600; part += 200) {
                    statement.setMaxRows(part);
                    List<String> seen = new ArrayList<>();
                    try (ResultSet rows = statement.executeQuery("SELECT * FROM orders")) {
                        while (rows.next()) {
                            seen.add(rows.getString("customer"));
                        }
                    }
                    assertThat(seen).hasSize(part);
                    assertThat(seen.subList(0, before.size())).isEqualTo(before);
                    before = seen;
                }
                assertThat(stub.calls("Scan")).hasSize(3);
            }
        }
    }

    @Test
    void updateCountsEndTheLoopThatToolsRun() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT * FROM orders")).isTrue();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getLargeUpdateCount()).isEqualTo(-1);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("UPSERT INTO orders (customer, placed) VALUES ('u', '1')", 1);
            counts.put("UPDATE orders SET n = 1 WHERE customer = 'u' AND placed = '1'", 1);
            counts.put("UPDATE orders SET n = 1 WHERE customer = 'u' AND placed = 'none'", 0);
            counts.put("DELETE FROM orders WHERE customer = 'u' AND placed = '1'", 1);
            counts.put("DELETE FROM orders WHERE customer = 'u' AND placed = '2'", 0);
            for (Map.Entry<String, Integer> each : counts.entrySet()) {
                assertThat(statement.execute(each.getKey())).isFalse();
                assertThat(statement.getUpdateCount()).as(each.getKey()).isEqualTo(each.getValue());
                assertThat(statement.getLargeUpdateCount()).isEqualTo((long) each.getValue());
                assertThat(statement.getResultSet()).isNull();
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
            }
        }
    }

    @Test
    void hintsNeverFailAndNegativeLimitsDo() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int size : new int[] {0, 1, 10_000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                statement.setFetchSize(size);
                assertThat(statement
                                .executeQuery("SELECT * FROM orders WHERE customer = 'a'")
                                .next())
                        .isTrue();
            }
            statement.setQueryTimeout(0);
            statement.setMaxRows(0);
            assertThat(first("SELECT placed FROM orders WHERE customer = 'a'")).hasSize(2);
            assertThatThrownBy(() -> statement.setFetchSize(-1)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.setMaxRows(-1)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.setQueryTimeout(-1)).isInstanceOf(SQLException.class);
            statement.cancel();
            assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
            statement.setFetchDirection(ResultSet.FETCH_REVERSE);
            statement.setPoolable(true);
            statement.setCursorName("c");
            statement.setMaxFieldSize(10);
        }
    }

    @Test
    void columnsAreFoundByTheirNameThenInAnyCaseAndTheFirstOfSeveral() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT customer AS a, placed AS A, total AS b, customer AS b, placed AS Cc"
                                + " FROM orders WHERE customer = 'a' AND placed = '1'")) {
            assertThat(rows.findColumn("a")).isOne();
            assertThat(rows.findColumn("A")).isEqualTo(2);
            assertThat(rows.findColumn("b")).isEqualTo(3);
            assertThat(rows.findColumn("B")).isEqualTo(3);
            assertThat(rows.findColumn("cC")).isEqualTo(5);
            assertThatThrownBy(() -> rows.findColumn("bb")).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("42703");
                assertThat(e.getMessage()).contains("bb");
            });
            rows.next();
            for (int wrong : new int[] {0, -1, 6, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> rows.getObject(wrong)).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> rows.getMetaData().getColumnType(wrong))
                        .isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> rows.getString((String) null)).isInstanceOf(SQLException.class);
        }
    }

    /** An absent attribute and an explicit NULL are both NULL; IS MISSING tells them apart. */
    @Test
    void absentAndNullAreNull() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT note, open FROM orders WHERE customer = 'a' ORDER BY placed")) {
            while (rows.next()) {
                assertThat(rows.getString("note")).isNull();
                assertThat(rows.wasNull()).isTrue();
            }
        }
        assertThat(first("SELECT placed FROM orders WHERE customer = 'a' AND note IS NULL"))
                .containsExactly("1", "2");
        assertThat(first("SELECT placed FROM orders WHERE customer = 'a' AND note IS MISSING"))
                .containsExactly("2");
        assertThat(first("SELECT placed FROM orders WHERE customer = 'a' AND note = NULL"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890123456789012345678",
                "0.1234567890123456789012345678901234567",
                "1E-130",
                "-1E-130",
                "9.9E+125",
                "-9.9999999999999999999999999999999999999E+125",
                "0",
                "-0",
                "0.10",
                "100"
            })
    void numbersComeBackAsTheyWere(String text) throws SQLException {
        BigDecimal number = new BigDecimal(text);
        try (PreparedStatement write = connection.prepareStatement("UPSERT INTO numbers (id, n) VALUES (?, ?)");
                PreparedStatement read = connection.prepareStatement("SELECT n FROM numbers WHERE id = ? AND n = ?")) {
            write.setString(1, text);
            write.setBigDecimal(2, number);
            write.executeUpdate();
            read.setString(1, text);
            read.setBigDecimal(2, number);
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBigDecimal(1)).isEqualByComparingTo(number);
                assertThat((BigDecimal) rows.getObject(1)).isEqualByComparingTo(number);
                assertThat(new BigDecimal(rows.getString(1))).isEqualByComparingTo(number);
                assertThat(rows.getObject(1, BigDecimal.class)).isEqualByComparingTo(number);
            }
        }
    }

    @Test
    void whatDoesNotFitIsAnErrorAndNotACut() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT total FROM orders WHERE customer = 'a' ORDER BY placed")) {
            rows.next();
            assertThat(rows.getDouble(1)).isEqualTo(1.5);
            // As java.sql's tables have it, digits behind the point are cut where a whole number is asked for.
            assertThat(rows.getInt(1)).isEqualTo(1);
            rows.next();
            assertThat(state(() -> rows.getLong(1))).isEqualTo("22003");
            assertThat(state(() -> rows.getInt(1))).isEqualTo("22003");
            assertThat(state(() -> rows.getShort(1))).isEqualTo("22003");
            assertThat(state(() -> rows.getByte(1))).isEqualTo("22003");
            assertThat(state(() -> rows.getDate(1))).startsWith("22");
            assertThat(state(() -> rows.getObject(1, java.util.UUID.class))).isIn("22018", "07006");
            assertThat(state(() -> rows.getObject(1, Thread.class))).isIn("22018", "07006");
            assertThat(state(() -> rows.getObject(1, (Class<?>) null))).isNotEqualTo("none");
        }
        execute("UPSERT INTO numbers (id, n) VALUES ('tiny', 1E-130)");
        execute("UPSERT INTO numbers (id, n) VALUES ('huge', 1E+100)");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT n FROM numbers WHERE id IN ('tiny', 'huge')")) {
            while (rows.next()) {
                assertThat(state(() -> rows.getFloat(1))).isEqualTo("22003");
                assertThat(rows.getDouble(1)).isNotZero().isFinite();
            }
        }
    }

    @Test
    void binaryIsWrittenAndReadInEveryForm() throws Exception {
        byte[] bytes = {0, 1, 2, (byte) 255};
        try (PreparedStatement write =
                connection.prepareStatement("UPSERT INTO orders (customer, placed, bytes) VALUES ('b', '1', ?)")) {
            write.setBytes(1, bytes);
            assertThat(write.executeUpdate()).isOne();
            write.setBinaryStream(1, new java.io.ByteArrayInputStream(bytes), 4);
            assertThat(write.executeUpdate()).isOne();
            write.setObject(1, bytes, java.sql.Types.VARBINARY);
            assertThat(write.executeUpdate()).isOne();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT bytes FROM orders WHERE customer = 'b' AND placed = '1' AND bytes = 0x000102FF")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBytes(1)).isEqualTo(bytes);
            assertThat((byte[]) rows.getObject(1)).isEqualTo(bytes);
            assertThat(rows.getBinaryStream(1).readAllBytes()).isEqualTo(bytes);
            assertThat(rows.getBlob(1).getBytes(1, 4)).isEqualTo(bytes);
        }
    }

    @Test
    void generatedKeysAreNeverNull() throws SQLException {
        String insert = "UPSERT INTO orders (customer, placed) VALUES ('g', '1')";
        try (PreparedStatement flagged = connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS);
                PreparedStatement numbered = connection.prepareStatement(insert, new int[] {1});
                PreparedStatement named = connection.prepareStatement(insert, new String[] {"customer"});
                PreparedStatement plain = connection.prepareStatement(insert)) {
            for (PreparedStatement each : List.of(flagged, numbered, named, plain)) {
                assertThat(each.executeUpdate()).isOne();
                try (ResultSet keys = each.getGeneratedKeys()) {
                    assertThat(keys).isNotNull();
                    assertThat(keys.getMetaData()).isNotNull();
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1");
            assertThat(statement.getGeneratedKeys().next()).isFalse();
        }
    }

    @Test
    void escapesAreTranslatedAndDocumentsLeftAlone() throws SQLException {
        assertThat(first("SELECT {d '2024-01-31'}")).containsExactly("2024-01-31");
        assertThat(first("SELECT {fn ucase('a?b')} -- what? {d 'x'}")).containsExactly("A?B");
        assertThat(first("SELECT o.placed FROM {oj orders o LEFT OUTER JOIN numbers n ON n.id = o.customer}"
                        + " WHERE o.customer = 'a' AND o.placed LIKE '1' {escape '\\'}"))
                .containsExactly("1");
        assertThat(first("SELECT {t '10:11:12'}").get(0)).startsWith("10:11:12");
        assertThat(first("SELECT {ts '2024-01-31 10:11:12'}")).hasSize(1);
        try (PreparedStatement statement = connection.prepareStatement(
                "UPSERT INTO orders VALUE {'customer': 'e', 'placed': ?, 'd': {'ts': '?', 'fn': [1]}} /* ? */")) {
            assertThat(statement.getParameterMetaData().getParameterCount()).isOne();
            statement.setString(1, "1");
            assertThat(statement.executeUpdate()).isOne();
        }
        assertThat(first("SELECT d.ts FROM orders WHERE customer = 'e' AND placed = '1'"))
                .containsExactly("?");
        assertThat(connection.nativeSQL("SELECT total FROM orders WHERE customer = 'a'"))
                .contains("KeyConditionExpression");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;",
                "  SELECT 1 ; ",
                "-- first\nSELECT 1",
                "/* c */ SELECT 1",
                "SELECT\r\n\t1",
                "SELECT  1  ",
                "select 1 -- end",
                "SELECT 1 /* a * b ** */"
            })
    void spaceCommentsAndSemicolonsDoNotMatter(String sql) throws SQLException {
        assertThat(first(sql)).containsExactly("1");
    }

    @Test
    void aTextThatIsTooLongIsRefusedByName() throws SQLException {
        assertThat(first("SELECT '" + "x".repeat(900_000) + "'").get(0)).hasSize(900_000);
        int most = connection.getMetaData().getMaxStatementLength();
        assertThat(state(() -> first("SELECT '" + "x".repeat(most) + "'"))).startsWith("54");
        assertThat(state(() -> first(""))).startsWith("42");
        assertThat(state(() -> first(" -- nothing"))).startsWith("42");
        assertThat(state(() -> first("SELECT 1; SELECT 2"))).startsWith("42");
        assertThatThrownBy(() -> connection.prepareStatement(null)).isInstanceOf(SQLException.class);
    }

    @Test
    void batchesOfAnySizeCountEachRowAndAreEmptyAfterwards() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPSERT INTO numbers (id, n) VALUES (?, ?)")) {
            for (int size : new int[] {0, 1, 25, 26, 1000}) {
                for (int i = 0; i < size; i++) {
                    statement.setString(1, "batch" + i);
                    statement.setInt(2, i);
                    statement.addBatch();
                }
                assertThat(statement.executeBatch()).hasSize(size).containsOnly(size == 0 ? new int[0] : new int[] {1});
                assertThat(statement.executeLargeBatch()).isEmpty();
                statement.setString(1, "never");
                statement.setInt(2, 0);
                statement.addBatch();
                statement.clearBatch();
                assertThat(statement.executeBatch()).isEmpty();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("UPSERT INTO numbers (id) VALUES ('s1')");
            statement.addBatch("SELECT 1");
            assertThatThrownBy(statement::executeBatch).isInstanceOf(java.sql.BatchUpdateException.class);
            assertThat(statement.executeBatch()).isEmpty();
        }
    }

    @Test
    void aNewExecutionClosesTheResultAndCompletionClosesTheStatement() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet one = statement.executeQuery("SELECT 1");
            ResultSet two = statement.executeQuery("SELECT 2");
            assertThat(one.isClosed()).isTrue();
            assertThat(two.isClosed()).isFalse();
            statement.closeOnCompletion();
            assertThat(statement.isCloseOnCompletion()).isTrue();
            two.close();
            assertThat(statement.isClosed()).isTrue();
        }
    }

    /** Names that tools quote, and reserved words that they do not. */
    @Test
    void everyNameCanBeWritten() throws SQLException {
        List<String> tables = List.of("t-1", "t.2", "3rd", "MixedCase", "select", "abc", "n".repeat(255));
        for (String table : tables) {
            String quoted = '"' + table + '"';
            execute("CREATE TABLE " + quoted + " (\"name\" VARCHAR PRIMARY KEY)");
            execute("INSERT INTO " + quoted + " (name, status, data, size, \"timestamp\", \"we-ird \"\"x\", \"order\")"
                    + " VALUES ('a', 's', 'd', 5, 't', 'w', 1)");
            execute("UPDATE " + quoted + " SET status = 'new', \"we-ird \"\"x\" = 'w2' WHERE name = 'a'");
            assertThat(first("SELECT status FROM " + quoted + " WHERE name = 'a' AND size = 5 AND data = 'd'"))
                    .containsExactly("new");
            assertThat(first("SELECT \"we-ird \"\"x\" FROM " + quoted + " WHERE \"order\" = 1 AND \"timestamp\" = 't'"))
                    .containsExactly("w2");
            assertThat(first("SELECT x.status FROM " + quoted + " x WHERE x.name = 'a'"))
                    .hasSize(1);
            execute("DELETE FROM " + quoted + " WHERE name = 'a'");
            assertThat(first("SELECT name FROM " + quoted)).isEmpty();
        }
    }

    @Test
    void momentsBeyondTheYearsKeptAreRefusedByName() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPSERT INTO numbers (id, at) VALUES ('moment', ?)")) {
            for (Object moment : List.of(
                    java.time.Instant.MAX,
                    java.time.Instant.MIN,
                    java.time.OffsetDateTime.MIN,
                    java.time.LocalDate.MAX)) {
                assertThat(state(() -> {
                            statement.setObject(1, moment);
                            statement.executeUpdate();
                        }))
                        .as(moment.getClass().getName())
                        .isEqualTo("22003");
            }
            statement.setObject(1, java.time.Instant.parse("9999-12-31T23:59:59.999999999Z"));
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    /** The local time stays as it is where java.time reads it, also one that a zone skips. */
    @Test
    void aLocalTimeThatTheZoneSkipsIsKept() throws SQLException {
        java.util.TimeZone before = java.util.TimeZone.getDefault();
        try {
            java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Europe/Berlin"));
            java.time.LocalDateTime skipped = java.time.LocalDateTime.parse("2024-03-31T02:30:00");
            execute("CREATE TABLE gaps (id VARCHAR PRIMARY KEY, at TIMESTAMP)");
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO gaps (id, at) VALUES ('a', ?)")) {
                statement.setObject(1, skipped);
                statement.executeUpdate();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT at FROM gaps WHERE id = 'a'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(1, java.time.LocalDateTime.class)).isEqualTo(skipped);
                assertThat(rows.getString(1)).isEqualTo("2024-03-31 02:30:00");
            }
        } finally {
            java.util.TimeZone.setDefault(before);
        }
    }
}
