package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dynamojdbc.plan.KnownPlan;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A point read that is executed again puts its key into the plan it has, as long as that plan is the one to be made. */
class PreparedPointReadTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:prepared-point-read");
        execute("DROP TABLE IF EXISTS orders");
        execute(
                "CREATE TABLE orders (customer VARCHAR, placed NUMERIC, total NUMERIC, PRIMARY KEY (customer, placed))");
        execute("INSERT INTO orders (customer, placed, total) VALUES ('a', 1, 10), ('a', 2, 20), ('5', 5, 50)");
    }

    @AfterEach
    void close() throws SQLException {
        execute("DROP TABLE orders");
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString("total"));
            }
            return values;
        }
    }

    private static List<String> read(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return read(statement);
    }

    private @Nullable KnownPlan kept(String sql) throws SQLException {
        return connection.unwrap(OpenConnection.class).session().parse(sql).known();
    }

    @Test
    void anotherKeyGivesAnotherRow() throws SQLException {
        for (String sql : List.of(
                "SELECT total FROM orders WHERE customer = ? AND placed = ?",
                "SELECT * FROM orders WHERE customer = ? AND placed = ?",
                "SELECT o.total, o.customer AS c FROM orders o WHERE o.customer = ? AND (o.placed = ?)")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                assertThat(kept(sql)).isNull();
                assertThat(read(statement, "a", 1)).containsExactly("10");
                KnownPlan first = Objects.requireNonNull(kept(sql), sql);
                assertThat(read(statement, "a", 2)).containsExactly("20");
                assertThat(read(statement, "a", 3)).isEmpty();
                assertThat(read(statement, "a", new BigDecimal("1.0"))).containsExactly("10");
                assertThat(kept(sql)).isSameAs(first);
                assertThat(statement.unwrap(DynamoStatement.class).statistics().calls())
                        .isOne();
            }
            try (PreparedStatement another = connection.prepareStatement(sql)) {
                KnownPlan first = kept(sql);
                assertThat(read(another, "a", 1)).containsExactly("10");
                assertThat(kept(sql)).isSameAs(first);
            }
        }
    }

    @Test
    void parametersMayStandInAnyOrder() throws SQLException {
        String sql = "SELECT total FROM orders WHERE placed = ? AND customer = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            assertThat(read(statement, 1, "a")).containsExactly("10");
            assertThat(read(statement, 2, "a")).containsExactly("20");
            assertThat(kept(sql)).isNotNull();
        }
    }

    @Test
    void valuesThatAreConvertedOrNullReadWhatTheyAlwaysDo() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT total FROM orders WHERE customer = ? AND placed = ?")) {
            assertThat(read(statement, "a", 1)).containsExactly("10");
            assertThat(read(statement, 5, "5")).containsExactly("50");
            statement.setNull(1, Types.VARCHAR);
            statement.setInt(2, 1);
            assertThat(read(statement)).isEmpty();
            assertThat(statement.unwrap(DynamoStatement.class).statistics().calls())
                    .isZero();
            assertThat(read(statement, "", 1)).isEmpty();
            assertThat(read(statement, "x".repeat(2049), 1)).isEmpty();
            assertThat(read(statement, "é".repeat(1025), 1)).isEmpty();
            assertThat(read(statement, new byte[] {1}, 1)).isEmpty();
            assertThat(read(statement, "a", "no number")).isEmpty();
            assertThat(read(statement, "a", 2)).containsExactly("20");
            statement.clearParameters();
            assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whatDependsOnMoreThanTheKeyIsPlannedEachTime() throws SQLException {
        for (String sql : List.of(
                "SELECT total FROM orders WHERE customer = ? AND placed = 1",
                "SELECT total FROM orders WHERE customer = ?",
                "SELECT total, ? AS x FROM orders WHERE customer = ? AND placed = 1",
                "SELECT total, CURRENT_TIMESTAMP AS x FROM orders WHERE customer = ? AND placed = 1",
                "SELECT total FROM orders WHERE customer = ? AND placed = 1 LIMIT 1")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                    statement.setString(i, "a");
                }
                assertThat(read(statement)).as(sql).contains("10");
                assertThat(kept(sql)).as(sql).isNull();
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT total FROM orders WHERE customer = ? AND placed = ? AND total > ?")) {
            assertThat(read(statement, "a", 1, 5)).containsExactly("10");
            assertThat(read(statement, "a", 1, 15)).isEmpty();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT total FROM orders WHERE customer = ? AND placed = ? LIMIT ?")) {
            assertThat(read(statement, "a", 1, 1)).containsExactly("10");
            assertThat(read(statement, "a", 1, 0)).isEmpty();
        }
    }

    @Test
    void aTableThatWasMadeAnewIsPlannedAnew() throws SQLException {
        String sql = "SELECT * FROM orders WHERE customer = ? AND placed = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            assertThat(read(statement, "a", 1)).containsExactly("10");
            KnownPlan first = kept(sql);
            execute("DROP TABLE orders");
            assertThatThrownBy(() -> read(statement, "a", 1))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
            execute(
                    "CREATE TABLE orders (placed VARCHAR, customer VARCHAR, total NUMERIC, PRIMARY KEY (placed, customer))");
            execute("INSERT INTO orders (customer, placed, total) VALUES ('a', '1', 99)");
            assertThat(read(statement, "a", "1")).containsExactly("99");
            assertThat(kept(sql)).isNotSameAs(first);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.getMetaData().getColumnName(1)).isEqualTo("placed");
            }
        }
    }

    @Test
    void selectAllShowsWhatTheConnectionWroteInBetween() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT * FROM orders WHERE customer = ? AND placed = ?")) {
            assertThat(read(statement, "a", 1)).containsExactly("10");
            execute("UPDATE orders SET added = 'new' WHERE customer = 'a' AND placed = 1");
            statement.setString(1, "a");
            statement.setInt(2, 1);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("added")).isEqualTo("new");
            }
        }
    }

    @Test
    void anExpiredRowStaysHidden() throws SQLException {
        execute("CREATE TABLE fading (id VARCHAR PRIMARY KEY, total NUMERIC, ends EPOCH_SECONDS TTL)");
        execute("INSERT INTO fading (id, total, ends) VALUES ('old', 1, TIMESTAMP '2001-01-01 00:00:00'),"
                + " ('new', 2, TIMESTAMP '2991-01-01 00:00:00')");
        try (PreparedStatement statement = connection.prepareStatement("SELECT total FROM fading WHERE id = ?")) {
            assertThat(read(statement, "old")).containsExactly("1");
            execute("SET hideExpired = true");
            assertThat(read(statement, "old")).isEmpty();
            assertThat(read(statement, "new")).containsExactly("2");
            execute("SET hideExpired = false");
            assertThat(read(statement, "old")).containsExactly("1");
        } finally {
            execute("DROP TABLE fading");
        }
    }

    @Test
    void aDeclaredEncodingOfTheKeyIsKept() throws SQLException {
        execute("CREATE TABLE days (day DATE PRIMARY KEY, total NUMERIC)");
        execute("INSERT INTO days (day, total) VALUES (DATE '2024-01-31', 7), (DATE '2024-02-01', 8)");
        try (PreparedStatement statement = connection.prepareStatement("SELECT total FROM days WHERE day = ?")) {
            assertThat(read(statement, java.time.LocalDate.of(2024, 1, 31))).containsExactly("7");
            assertThat(read(statement, java.sql.Date.valueOf("2024-02-01"))).containsExactly("8");
            assertThat(read(statement, "2024-01-31")).containsExactly("7");
        } finally {
            execute("DROP TABLE days");
        }
    }

    @Test
    void optionsSetInBetweenCount() throws SQLException {
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("orders", "customer");
            stub.on("GetItem", call -> Answer.ok("{\"Item\":{\"customer\":{\"S\":\"a\"},\"total\":{\"N\":\"1\"}}}"));
            try (Connection own = stub.connect("");
                    Statement plain = own.createStatement();
                    PreparedStatement statement = own.prepareStatement("SELECT total FROM orders WHERE customer = ?")) {
                read(statement, "a");
                read(statement, "b");
                plain.execute("SET consistentRead = true");
                read(statement, "c");
                read(statement, "d");
                plain.execute("SET consistentRead = false");
                read(statement, "e");
                assertThat(stub.calls("GetItem"))
                        .extracting(call -> call.field("Key")
                                        .field("customer")
                                        .orElseThrow()
                                        .field("S")
                                        .orElseThrow()
                                        .asString()
                                + " " + call.has("ConsistentRead"))
                        .containsExactly("a false", "b false", "c true", "d true", "e false");
                assertThat(stub.calls("GetItem"))
                        .extracting(call -> call.field("ProjectionExpression").asString())
                        .containsOnly("#0, #1");
            }
        }
    }
}
