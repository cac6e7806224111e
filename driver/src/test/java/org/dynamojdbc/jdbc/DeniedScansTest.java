package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.FaultyServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under {@code scan=deny} statements that need a Scan are refused before anything is sent, and only these. */
class DeniedScansTest {
    private static Connection direct;
    private FaultyServer server;
    private Connection connection;

    @BeforeAll
    static void openDirect() throws SQLException {
        direct = DriverManager.getConnection("jdbc:dynamodb:embedded:deniedscans");
        tables(direct);
    }

    @AfterAll
    static void closeDirect() throws SQLException {
        direct.close();
    }

    private static void tables(Connection on) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS people (id VARCHAR, name VARCHAR, city VARCHAR, n NUMERIC,"
                    + " PRIMARY KEY (id), GLOBAL INDEX by_city (city))");
            statement.execute("CREATE TABLE IF NOT EXISTS orders (person VARCHAR, no NUMERIC, item VARCHAR, PRIMARY KEY"
                    + " (person, no), GLOBAL INDEX by_item (item))");
        }
    }

    private static void fill() throws SQLException {
        try (Statement statement = direct.createStatement()) {
            for (String sql : List.of(
                    "TRUNCATE TABLE people",
                    "TRUNCATE TABLE orders",
                    "INSERT INTO people (id, name, city, n) VALUES ('a', 'Ada', 'Graz', 1), ('b', 'Bob', 'Lyon', 2),"
                            + " ('c', 'Cy', 'Graz', 3)",
                    "INSERT INTO orders (person, no, item) VALUES ('a', 1, 'x'), ('a', 2, 'y'), ('b', 1, 'x')")) {
                statement.execute(sql);
            }
        }
    }

    @BeforeEach
    void open() throws SQLException {
        fill();
        server = new FaultyServer(direct, 1);
        connection = server.connect("scan=deny");
        // Declarations belong to a server: the one in front has none yet.
        tables(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        server.close();
    }

    private List<String> sent() {
        return FaultyServer.OPERATIONS.stream()
                .filter(operation -> !operation.contains("Table") && !operation.equals("DescribeTimeToLive"))
                .flatMap(operation -> server.stub().calls(operation).stream())
                .map(Call::operation)
                .toList();
    }

    private static List<String> rows(Statement statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows.stream().sorted().toList();
    }

    /** Rows or count. */
    private static List<String> outcome(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            return statement.execute(sql) ? rows(statement) : List.of("count " + statement.getUpdateCount());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM people",
                "SELECT COUNT(*) FROM people",
                "SELECT id FROM people WHERE name = 'Ada'",
                "SELECT id FROM people WHERE name = 'Ada' LIMIT 1",
                "SELECT id FROM people ORDER BY name LIMIT 1",
                "SELECT id FROM people WHERE city > 'A'",
                "SELECT id FROM \"people\".\"by_city\"",
                "SELECT COUNT(*) FROM \"people\".\"by_city\"",
                "SELECT no FROM orders WHERE no = 1",
                "SELECT DISTINCT city FROM people",
                "SELECT city, COUNT(*) FROM people GROUP BY city",
                "SELECT p.name FROM people p JOIN orders o ON o.person = p.id",
                "SELECT p.name FROM people p JOIN orders o ON o.no = p.n WHERE p.id = 'a'",
                "SELECT p.name FROM people p LEFT JOIN orders o ON o.person = p.id",
                "SELECT p.name FROM people p FULL JOIN orders o ON o.person = p.id",
                "SELECT p.name, o.item FROM people p, orders o WHERE p.id = 'a'",
                "SELECT p.name FROM people p JOIN orders o ON o.person < p.id WHERE p.id = 'b'",
                "SELECT id FROM people WHERE id = 'a' UNION ALL SELECT person FROM orders",
                "SELECT id FROM people WHERE id = 'a' AND EXISTS (SELECT 1 FROM orders WHERE item LIKE '%x')",
                "SELECT id FROM people WHERE id = 'a' AND n IN (SELECT no FROM orders)",
                "SELECT id, (SELECT MAX(no) FROM orders) FROM people WHERE id = 'a'",
                "WITH few AS (SELECT * FROM orders) SELECT p.name FROM people p JOIN few ON few.no = p.n WHERE p.id = 'a'",
                "UPDATE people SET n = 9",
                "UPDATE people SET n = 9 WHERE name = 'Ada'",
                "UPDATE people SET n = (SELECT MAX(no) FROM orders) WHERE id = 'a'",
                "UPDATE people SET n = 9 WHERE id IN (SELECT person FROM orders)",
                "UPDATE people SET n = 9 WHERE n IN (SELECT no FROM orders WHERE person = 'a')",
                "DELETE FROM people",
                "DELETE FROM people WHERE n > 1",
                "DELETE FROM people WHERE id IN (SELECT person FROM orders)",
                "INSERT INTO people (id, name) SELECT person || '2', item FROM orders",
                "UPSERT INTO people SELECT * FROM people"
            })
    void whatNeedsAScanIsRefusedBeforeAnythingIsSent(String sql) throws SQLException {
        SQLException refused = catchThrowableOfType(SQLException.class, () -> outcome(connection, sql));
        assertThat((Throwable) refused).as(sql).isNotNull();
        assertThat(refused.getSQLState()).isEqualTo("53400");
        assertThat((Throwable) refused).hasMessageContaining("scan=deny");
        assertThat(sent()).isEmpty();
        assertThat(outcome(direct, "SELECT id, n FROM people")).containsExactly("a 1", "b 2", "c 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM people WHERE id = 'a'",
                "SELECT name FROM people WHERE id IN ('a', 'b')",
                "SELECT COUNT(*) FROM orders WHERE person = 'a'",
                "SELECT no FROM orders WHERE person = 'a' ORDER BY no DESC LIMIT 1",
                "SELECT item FROM orders WHERE person = 'a' ORDER BY item",
                "SELECT id FROM people WHERE city = 'Graz'",
                "SELECT name FROM people WHERE city = 'Graz' AND n > 1",
                "SELECT id FROM \"people\".\"by_city\" WHERE city = 'Graz'",
                "SELECT COUNT(*) FROM \"people\".\"by_city\" WHERE city = 'Graz'",
                "SELECT * FROM people WHERE 1 = 0",
                "SELECT city, COUNT(*) FROM people WHERE city = 'Graz' GROUP BY city",
                // A side is looked up by the other's keys.
                "SELECT p.name, o.item FROM orders o JOIN people p ON p.id = o.person WHERE o.person = 'a'",
                "SELECT p.name, o.item FROM people p JOIN orders o ON o.person = p.id WHERE p.id = 'a'",
                "SELECT p.name, o.item FROM people p LEFT JOIN orders o ON o.person = p.id WHERE p.city = 'Graz'",
                // The condition leaves a left join of it.
                "SELECT p.name FROM people p FULL JOIN orders o ON o.person = p.id WHERE p.id = 'a'",
                "SELECT p.name, q.name FROM people p JOIN people q ON q.city = p.city WHERE p.id = 'a'",
                "SELECT p.name, o.item FROM people p JOIN orders o ON o.person = p.id AND o.no = p.n WHERE p.id = 'a'",
                "SELECT p.name, q.name FROM orders o JOIN people p ON p.id = o.person JOIN people q ON q.city = p.city"
                        + " WHERE o.item = 'x'",
                "SELECT p.name FROM orders o JOIN people p ON p.id = o.person WHERE o.person = 'a' LIMIT 1",
                "SELECT p.name FROM orders o JOIN people p ON p.id = o.person WHERE o.person = 'nobody'",
                "SELECT id FROM people WHERE city = 'Graz' AND EXISTS (SELECT 1 FROM orders WHERE person = people.id)",
                "SELECT id FROM people WHERE city = 'Graz' AND NOT EXISTS (SELECT 1 FROM orders WHERE person = people.id)",
                "SELECT id FROM people WHERE id = 'a' AND n IN (SELECT no FROM orders WHERE person = 'a')",
                "SELECT id, (SELECT MAX(no) FROM orders WHERE person = people.id) FROM people WHERE city = 'Graz'",
                "SELECT id FROM people WHERE id = 'a' UNION ALL SELECT person FROM orders WHERE item = 'x'",
                "WITH few AS (SELECT * FROM orders WHERE item = 'x') SELECT p.name FROM few JOIN people p ON p.id ="
                        + " few.person",
                "UPDATE people SET n = n + 1 WHERE id = 'a'",
                "UPDATE people SET n = n + 1 WHERE city = 'Graz'",
                "UPDATE people SET n = (SELECT MAX(no) FROM orders WHERE person = 'a') WHERE id = 'c'",
                "UPDATE people SET n = 9 WHERE id = 'a' AND id IN (SELECT person FROM orders WHERE item = 'x')",
                "DELETE FROM people WHERE id IN ('a', 'b')",
                "INSERT INTO people (id, name) SELECT person || '2', item FROM orders WHERE person = 'a' AND no = 1",
                "INSERT INTO people (id) VALUES ('new')"
            })
    void whatNeedsNoneIsAnsweredWithoutAny(String sql) throws SQLException {
        List<String> seen = outcome(connection, sql);
        assertThat(server.stub().calls("Scan")).isEmpty();
        fill();
        assertThat(seen).isEqualTo(outcome(direct, sql));
    }

    /** What was planned while Scans were allowed is refused once they are not, and the other way round. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM people WHERE n > ?",
                "SELECT COUNT(*) FROM people WHERE n > ?",
                "SELECT p.id FROM people p JOIN orders o ON o.no = p.n WHERE o.no > ?",
                "UPDATE people SET name = 'x' WHERE n > ?",
                "DELETE FROM people WHERE n > ?",
                "INSERT INTO people (id) SELECT person || '3' FROM orders WHERE no > ?"
            })
    void aChangeOfThePropertyReachesStatementsThatArePrepared(String sql) throws SQLException {
        try (Statement set = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement(sql)) {
            prepared.setInt(1, 100);
            for (int i = 0; i < 3; i++) {
                List<String> before = sent();
                SQLException refused = catchThrowableOfType(SQLException.class, prepared::execute);
                assertThat((Throwable) refused).isNotNull();
                assertThat(refused.getSQLState()).isEqualTo("53400");
                assertThat(sent()).isEqualTo(before);
                set.execute("SET scan = 'allow'");
                prepared.execute();
                if (prepared.getUpdateCount() < 0) {
                    assertThat(rows(prepared)).hasSizeLessThan(2);
                }
                set.execute("SET scan = 'deny'");
            }
        }
    }

    /** More keys than are worth a look-up where Scans are allowed. */
    @Test
    void manyKeysAreLookedUpToo() throws SQLException {
        try (Connection loading = DriverManager.getConnection("jdbc:dynamodb:embedded:deniedscans");
                PreparedStatement insert =
                        loading.prepareStatement("UPSERT INTO orders (person, no, item) VALUES ('many', ?, ?)")) {
            for (int i = 0; i < 600; i++) {
                insert.setInt(1, i);
                insert.setString(2, i % 100 == 0 ? "a" : "nobody" + i);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        assertThat(outcome(
                        connection,
                        "SELECT COUNT(*), COUNT(p.name) FROM orders o LEFT JOIN people p ON p.id = o.item WHERE o.person ="
                                + " 'many'"))
                .containsExactly("600 6");
        assertThat(outcome(
                        connection,
                        "SELECT COUNT(*) FROM orders o WHERE o.person = 'many' AND EXISTS (SELECT 1 FROM people p WHERE"
                                + " p.id = o.item)"))
                .containsExactly("6");
        assertThat(server.stub().calls("Scan")).isEmpty();
    }

    @Test
    void explainTellsTheLookUp() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet steps = statement.executeQuery(
                        "EXPLAIN SELECT p.name, o.item FROM people p LEFT JOIN orders o ON o.person = p.id WHERE p.id = 'a'")) {
            List<String> seen = new ArrayList<>();
            while (steps.next()) {
                seen.add(steps.getString("operation").strip() + " " + steps.getString("key_condition"));
            }
            assertThat(seen).contains("GetItem id = 'a'", "Query person = key of the join");
        }
        assertThat(sent()).isEmpty();
    }
}
