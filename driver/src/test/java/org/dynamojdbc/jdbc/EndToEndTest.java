package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Statements through DriverManager against an embedded server. */
class EndToEndTest {
    private static final String URL = "jdbc:dynamodb:embedded:end-to-end";
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection(URL);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (customer VARCHAR, placed VARCHAR, total NUMERIC,"
                    + " PRIMARY KEY (customer, placed))");
            statement.execute("CREATE TABLE users (id VARCHAR PRIMARY KEY, n INTEGER)");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @BeforeEach
    void rows() throws SQLException {
        run("UPSERT INTO orders (customer, placed, total) VALUES ('a', '2024-01', 10), ('a', '2024-02', 20),"
                + " ('b', '2024-01', 30)");
    }

    private static int run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static List<String> strings(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> strings = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    strings.add(rows.getString(1));
                }
            }
            return strings;
        }
    }

    @Test
    void theSdkClientBehindAConnectionIsAtHand() throws SQLException {
        assertThat(connection.isWrapperFor(DynamoDbClient.class)).isTrue();
        DynamoDbClient client = connection.unwrap(DynamoDbClient.class);
        assertThat(client.listTables().tableNames()).contains("orders", "users");
    }

    @Test
    void aFullKeyReadsOneItem() throws SQLException {
        assertThat(strings("SELECT total FROM orders WHERE customer = 'a' AND placed = '2024-01'"))
                .containsExactly("10");
    }

    @Test
    void aPartitionKeyReadsItsItemsInSortKeyOrder() throws SQLException {
        assertThat(strings("SELECT placed FROM orders WHERE customer = ? ORDER BY placed DESC", "a"))
                .containsExactly("2024-02", "2024-01");
    }

    @Test
    void noKeyScans() throws SQLException {
        assertThat(strings("SELECT total FROM orders WHERE total > ?", 15)).containsExactlyInAnyOrder("20", "30");
    }

    @Test
    void countIsOneRow() throws SQLException {
        assertThat(strings("SELECT COUNT(*) FROM orders")).containsExactly("3");
    }

    @Test
    void limitMayBeAParameter() throws SQLException {
        assertThat(strings("SELECT placed FROM orders WHERE customer = 'a' LIMIT ?", 1))
                .containsExactly("2024-01");
    }

    @Test
    void aConstantNeedsNoTable() throws SQLException {
        assertThat(strings("SELECT 1")).containsExactly("1");
    }

    @Test
    void aConditionThatNeverHoldsReadsNothingAndHasColumns() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM orders WHERE 1=0")) {
            assertThat(rows.next()).isFalse();
            assertThat(rows.getMetaData().getColumnCount()).isGreaterThanOrEqualTo(2);
            assertThat(statement.unwrap(DynamoStatement.class).statistics().readUnits())
                    .isZero();
        }
    }

    @Test
    void columnsAreTheSameInMetadataAndInResults() throws SQLException {
        List<String> described = new ArrayList<>();
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, "orders", null)) {
            while (columns.next()) {
                described.add(columns.getString("COLUMN_NAME") + " " + columns.getInt("DATA_TYPE") + " "
                        + columns.getString("TYPE_NAME") + " " + columns.getInt("NULLABLE"));
            }
        }
        List<String> returned = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM orders")) {
            ResultSetMetaData columns = statement.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                returned.add(columns.getColumnLabel(i) + " " + columns.getColumnType(i) + " "
                        + columns.getColumnTypeName(i) + " " + columns.isNullable(i));
            }
        }
        assertThat(returned).isEqualTo(described);
        assertThat(described.get(0)).startsWith("customer " + Types.VARCHAR);
    }

    @Test
    void gettersReadTheValueAsTheirType() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT total, nothing FROM orders WHERE customer = 'b'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt("TOTAL")).isEqualTo(30);
            assertThat(rows.getBigDecimal(1)).isEqualByComparingTo(BigDecimal.valueOf(30));
            assertThat(rows.getObject(1).getClass().getName())
                    .isEqualTo(rows.getMetaData().getColumnClassName(1));
            assertThat(rows.wasNull()).isFalse();
            assertThat(rows.getString("nothing")).isNull();
            assertThat(rows.wasNull()).isTrue();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void aSecondInsertOfAKeyIsRefused() throws SQLException {
        run("DELETE FROM users WHERE id = 'twice'");
        assertThat(run("INSERT INTO users (id, n) VALUES ('twice', 1)")).isEqualTo(1);
        assertThatThrownBy(() -> run("INSERT INTO users (id, n) VALUES ('twice', 2)"))
                .isInstanceOf(SQLIntegrityConstraintViolationException.class)
                .hasFieldOrPropertyWithValue("SQLState", "23505");
        assertThat(strings("SELECT n FROM users WHERE id = 'twice'")).containsExactly("1");
    }

    @Test
    void updateCountsAreTheNumberOfItemsFound() throws SQLException {
        run("UPSERT INTO users (id, n) VALUES ('u', 1)");
        assertThat(run("UPDATE users SET n = 2 WHERE id = 'u'")).isEqualTo(1);
        assertThat(run("UPDATE users SET n = 2 WHERE id = 'nobody'")).isZero();
        assertThat(strings("SELECT n FROM users WHERE id = 'nobody'")).isEmpty();
        assertThat(run("DELETE FROM users WHERE id = 'u'")).isEqualTo(1);
        assertThat(run("DELETE FROM users WHERE id = 'u'")).isZero();
    }

    @Test
    void aBatchGivesACountPerRow() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO users (id, n) VALUES (?, ?)")) {
            for (int i = 0; i < 60; i++) {
                statement.setString(1, "batch" + i);
                statement.setInt(2, i);
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            assertThat(counts).hasSize(60).containsOnly(1);
            assertThat(statement.executeBatch()).isEmpty();
            statement.setString(1, "batch0");
            statement.addBatch();
            statement.setString(1, "batch-new");
            statement.addBatch();
            assertThatThrownBy(statement::executeBatch).isInstanceOfSatisfying(BatchUpdateException.class, failed -> {
                assertThat(failed.getUpdateCounts()).containsExactly(Statement.EXECUTE_FAILED, 1);
                assertThat(failed.getNextException().getSQLState()).isEqualTo("23505");
            });
        }
        assertThat(strings("SELECT n FROM users WHERE id = 'batch-new'")).containsExactly("59");
    }

    @Test
    void aQueryHasNoUpdateCountAndAnUpdateNoRows() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT * FROM orders")).isTrue();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.execute("UPSERT INTO users (id, n) VALUES ('x', 1)"))
                    .isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void theWrongExecuteMethodSendsNothing() throws SQLException {
        run("UPSERT INTO users (id, n) VALUES ('kept', 1)");
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("DELETE FROM users WHERE id = 'kept'"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.executeUpdate("SELECT * FROM users"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(strings("SELECT id FROM users WHERE id = 'kept'")).containsExactly("kept");
    }

    @Test
    void maxRowsEndsTheRows() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(2);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM orders")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.isFirst()).isTrue();
                assertThat(rows.next()).isTrue();
                assertThat(rows.isLast()).isTrue();
                assertThat(rows.next()).isFalse();
                assertThat(rows.isAfterLast()).isTrue();
            }
        }
    }

    @Test
    void aReadOnlyConnectionRefusesWrites() throws SQLException {
        try (Connection other = DriverManager.getConnection(URL);
                Statement statement = other.createStatement()) {
            other.setReadOnly(true);
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM users WHERE id = 'kept'"))
                    .isInstanceOf(SQLException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "25006");
            other.setReadOnly(false);
            statement.executeUpdate("DELETE FROM users WHERE id = 'nobody'");
        }
    }

    @Test
    void aStatementOfTheOtherKindIsRefusedUnsent() throws SQLException {
        try (Connection other = DriverManager.getConnection(URL);
                Statement statement = other.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("DELETE FROM users WHERE id = 'kept'"))
                    .hasFieldOrPropertyWithValue("SQLState", "02000");
            assertThatThrownBy(() -> statement.executeUpdate("SELECT id FROM users WHERE id = 'kept'"))
                    .hasFieldOrPropertyWithValue("SQLState", "0100E");
            assertThat(statement.unwrap(DynamoStatement.class).statistics().calls())
                    .isZero();
        }
    }

    /** JDBC does not let a transaction change its mind; one without writes has nothing to lose by it. */
    @Test
    void aTransactionWithWritesCannotBecomeReadOnly() throws SQLException {
        try (Connection other = DriverManager.getConnection(URL);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            other.setReadOnly(true);
            other.setReadOnly(false);
            statement.executeUpdate("UPSERT INTO users (id) VALUES ('changed')");
            assertThatThrownBy(() -> other.setReadOnly(true)).hasFieldOrPropertyWithValue("SQLState", "25000");
            assertThat(other.isReadOnly()).isFalse();
            other.rollback();
            other.setReadOnly(true);
            assertThat(other.isReadOnly()).isTrue();
        }
    }

    @Test
    void propertiesAreTheDefaultsOfStatements() throws SQLException {
        try (Connection other = DriverManager.getConnection(URL + "?queryTimeoutSeconds=7&fetchSize=50");
                Statement statement = other.createStatement()) {
            assertThat(statement.getQueryTimeout()).isEqualTo(7);
            assertThat(statement.getFetchSize()).isEqualTo(50);
        }
    }

    @Test
    void mistakesHaveTheirSqlState() {
        assertState("SELEC * FROM users", "42601");
        assertState("SELECT * FROM nowhere", "42P01");
        assertState("INSERT INTO users (n) VALUES (1)", "23502");
    }

    private static void assertState(String sql, String state) {
        assertThatThrownBy(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", state);
    }

    @Test
    void anUnsetParameterIsNamed() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM users WHERE id = ?")) {
            assertThatThrownBy(statement::executeQuery)
                    .isInstanceOf(SQLException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "07001");
            assertThatThrownBy(() -> statement.setInt(2, 1))
                    .isInstanceOf(SQLException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "07009");
        }
    }

    @Test
    void documentsComeBackAsTheyWere() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("UPSERT INTO users VALUE {'id': 'doc', 'd': ?}")) {
            insert.setObject(1, java.util.Map.of("a", List.of(1, "x")));
            insert.executeUpdate();
        }
        assertThat(strings("SELECT d.a[1] FROM users WHERE id = 'doc'")).containsExactly("x");
    }

    @Test
    void keysAndTablesAreDescribed() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getTables(null, "", "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString(3) + " " + rows.getString("TABLE_TYPE"));
            }
        }
        assertThat(tables).contains("orders TABLE", "users TABLE");
        List<String> key = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getPrimaryKeys("", "", "orders")) {
            while (rows.next()) {
                key.add(rows.getString("COLUMN_NAME") + " " + rows.getShort("KEY_SEQ"));
            }
        }
        assertThat(key).containsExactly("customer 1", "placed 2");
    }

    @Test
    void explainAnalyzeAppendsTheCost() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "EXPLAIN ANALYZE SELECT * FROM orders WHERE customer = 'a' AND placed = '2024-01'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("operation")).isEqualTo("GetItem");
            assertThat(rows.getInt("calls")).isEqualTo(1);
        }
    }
}
