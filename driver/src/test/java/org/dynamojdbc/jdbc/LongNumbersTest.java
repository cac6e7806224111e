package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that are numbers no item can hold: compared like the literal, stored never. */
class LongNumbersTest {
    private static final List<String> NUMBERS = List.of(
            "123456789012345678901234567890123456789012345678",
            "1.00000000000000000000000000000000000000000001",
            "-9.99999999999999999999999999999999999999999999",
            "1E+200",
            "-1E+200",
            "1E-200");

    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:long-numbers");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE longs (p VARCHAR, s NUMERIC, n NUMERIC, PRIMARY KEY (p, s))");
            statement.execute("INSERT INTO longs VALUE {'p': 'a', 's': 3, 'doc': [1]}");
            statement.execute(
                    "INSERT INTO longs (p, s, n) VALUES ('a', -10, -10), ('a', 0, 0), ('a', 1, 1), ('a', 2, 2),"
                            + " ('a', 12345678901234567890123456789012345678, 12345678901234567890123456789012345678)");
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
    }

    private static List<String> rows(ResultSet rows) throws SQLException {
        List<String> all = new ArrayList<>();
        while (rows.next()) {
            all.add(rows.getString(1));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT s FROM longs WHERE p = 'a' AND s > ?",
                "SELECT s FROM longs WHERE p = 'a' AND s <= ?",
                "SELECT s FROM longs WHERE p = 'a' AND s = ?",
                "SELECT s FROM longs WHERE p = 'a' AND s <> ?",
                "SELECT s FROM longs WHERE p = 'a' AND n < ?",
                "SELECT s FROM longs WHERE p = 'a' AND n >= ?",
                "SELECT s FROM longs WHERE p = 'a' AND n = ?",
                "SELECT s FROM longs WHERE p = 'a' AND n IN (1, ?)",
                "SELECT s FROM longs WHERE p = 'a' AND s BETWEEN 0 AND ?",
                "SELECT s FROM longs WHERE p = 'a' AND NOT n > ?",
                "SELECT MAX(s) FROM longs WHERE p = 'a' AND n < ? GROUP BY p",
                "SELECT a.s FROM longs a JOIN longs b ON a.p = b.p AND a.s = b.s WHERE b.n > ? ORDER BY a.s",
            })
    void aParameterComparesLikeTheLiteral(String sql) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql);
                Statement statement = connection.createStatement()) {
            for (String number : NUMBERS) {
                prepared.setBigDecimal(1, new BigDecimal(number));
                assertThat(rows(prepared.executeQuery()))
                        .as("%s of %s", sql, number)
                        .isEqualTo(rows(statement.executeQuery(sql.replace("?", number))));
            }
        }
    }

    private static final BigDecimal LONG = new BigDecimal("123456789012345678901234567890123456789");

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of(List.of(LONG), "[" + LONG + "]"),
                Arguments.of(List.of(1, List.of(LONG)), "[1, [" + LONG + "]]"),
                Arguments.of(Set.of(LONG), "<<" + LONG + ">>"),
                Arguments.of(Map.of("a", LONG), "{'a': " + LONG + "}"),
                Arguments.of(new Object[] {LONG}, "[" + LONG + "]"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentThatHoldsOneComparesLikeTheLiteral(Object document, String literal) throws SQLException {
        for (String condition :
                List.of("doc = ?", "doc <> ?", "n IN (1, ?)", "NOT doc = ?", "doc IS DISTINCT FROM ?")) {
            String sql = "SELECT s FROM longs WHERE p = 'a' AND " + condition;
            try (PreparedStatement prepared = connection.prepareStatement(sql);
                    Statement statement = connection.createStatement()) {
                prepared.setObject(1, document);
                assertThat(rows(prepared.executeQuery()))
                        .as(sql)
                        .isEqualTo(rows(statement.executeQuery(sql.replace("?", literal))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentThatHoldsOneIsNeverStored(Object document, String literal) throws SQLException {
        for (String sql : List.of(
                "UPSERT INTO longs (p, s, doc) VALUES ('b', 1, ?)",
                "UPDATE longs SET doc = ? WHERE p = 'a' AND s = 1")) {
            try (PreparedStatement prepared = connection.prepareStatement(sql)) {
                prepared.setObject(1, document);
                assertThatThrownBy(prepared::execute)
                        .as("%s of %s", sql, literal)
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("22003"))
                        .hasMessageContaining(LONG + " does not fit");
            }
        }
    }

    @Test
    void thePlanKeptForAKeyIsNotUsedForANumberNoKeyHolds() throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("SELECT n FROM longs WHERE p = ? AND s = ?")) {
            for (BigDecimal number : List.of(
                    BigDecimal.ONE, new BigDecimal(BigInteger.TEN.pow(50).add(BigInteger.ONE)), new BigDecimal("2"))) {
                prepared.setString(1, "a");
                prepared.setBigDecimal(2, number);
                assertThat(rows(prepared.executeQuery())).hasSize(number.precision() == 1 ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO longs (p, s, n) VALUES ('b', 1, ?)",
                "INSERT INTO longs (p, s, n) VALUES ('b', ?, 1)",
                "INSERT INTO longs (p, s, other) VALUES ('b', 1, ?)",
                "UPSERT INTO longs VALUE {'p': 'b', 's': 1, 'l': [?]}",
                "INSERT INTO longs (p, s, n) SELECT 'b', s, ? FROM longs WHERE p = 'a'",
                "UPDATE longs SET n = ? WHERE p = 'a' AND s = 1",
                "UPDATE longs SET other = ? WHERE p = 'a' AND s = 1",
                "UPDATE longs SET n = n + ? WHERE p = 'a' AND s = 1",
                "UPDATE longs ADD n ? WHERE p = 'a' AND s = 1",
                "UPDATE longs SET n = ? WHERE p = 'a' AND n >= 0",
                "EXECUTE PARTIQL 'SELECT * FROM longs WHERE n = ?' USING (?)",
            })
    void itIsNeverStored(String sql) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            for (int i = 0; i < 2; i++) {
                prepared.setBigDecimal(1, new BigDecimal("123456789012345678901234567890123456789"));
                assertThatThrownBy(prepared::execute)
                        .as(sql)
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("22003"))
                        .hasMessageContaining("123456789012345678901234567890123456789 does not fit");
            }
            prepared.setBigDecimal(1, new BigDecimal("1." + "123456789".repeat(20)));
            assertThatThrownBy(prepared::execute)
                    .as(sql)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22003"))
                    .hasMessageContaining("of about 1.12345678912")
                    .hasMessageContaining("181 digits");
        }
        try (Statement statement = connection.createStatement()) {
            assertThat(rows(statement.executeQuery("SELECT n FROM longs WHERE p = 'a' AND s = 1")))
                    .containsExactly("1");
            assertThat(rows(statement.executeQuery("SELECT n FROM longs WHERE p = 'b'")))
                    .isEmpty();
        }
    }

    @Test
    void batchesAndTransactionsRefuseItToo() throws SQLException {
        try (PreparedStatement prepared =
                connection.prepareStatement("INSERT INTO longs (p, s, n) VALUES ('c', ?, ?)")) {
            prepared.setInt(1, 1);
            prepared.setBigDecimal(2, new BigDecimal("1E+126"));
            prepared.addBatch();
            assertThatThrownBy(prepared::executeBatch).hasMessageContaining("does not fit");
        }
        try (Statement statement = connection.createStatement()) {
            assertThat(rows(statement.executeQuery("SELECT n FROM longs WHERE p = 'c'")))
                    .isEmpty();
        }
    }

    @Test
    void aNumberTooLongToComputeWithIsRefusedWhenSet() throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("SELECT s FROM longs WHERE p = 'a' AND s > ?")) {
            assertThatThrownBy(() -> prepared.setBigDecimal(1, new BigDecimal("1E+100000000")))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22003"));
        }
    }
}
