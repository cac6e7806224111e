package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A condition has the same truth wherever it stands: in a WHERE that DynamoDB answers alone, and in every place that only
 * the relational engine knows. What differs between them is who converts constants to the type of the key or the declared
 * column they are compared with. The property {@code compared.seed} gives other conditions, {@code compared.conditions} more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparedEverywhereTest {
    private static final String URL = "jdbc:dynamodb:embedded:everywhere";
    private static final int CONDITIONS = Integer.getInteger("compared.conditions", 150);
    private static final List<String> COLUMNS = List.of("p", "n", "g", "d", "ts", "tz", "es", "em", "u", "x");
    private static final List<String> OPERATORS = List.of("=", "=", "<>", "<", "<=", ">", ">=");
    private static final List<String> CONSTANTS = List.of(
            "'1'",
            "'2'",
            "1",
            "2",
            "1.0",
            "'1.0'",
            "'01'",
            "'x'",
            "''",
            "7",
            "'7'",
            "-1",
            "TRUE",
            "NULL",
            "X'01'",
            "[1]",
            "DATE '2024-01-31'",
            "'2024-01-31'",
            "TIMESTAMP '2024-01-31 12:00:00'",
            "TIMESTAMP '2024-01-31 12:00:00Z'",
            "TIMESTAMP '2024-01-31 12:00:00.5'",
            "'2024-01-31T12:00:00Z'",
            "'2024-02-29 00:00:00'",
            "1706702400",
            "1706702400.5",
            "1706702400000",
            "1e30",
            "-1e30",
            "'0A000000-0000-0000-0000-000000000001'",
            "'0a000000-0000-0000-0000-000000000001'");

    private Connection driver;
    private Connection local;

    @BeforeAll
    void open() throws SQLException {
        driver = DriverManager.getConnection(URL);
        local = DriverManager.getConnection(URL + "?pushdown=false");
        try (Statement statement = driver.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS everywhere");
            statement.execute(
                    "CREATE TABLE everywhere (p VARCHAR, n NUMERIC, g VARCHAR, d DATE, ts TIMESTAMP, tz TIMESTAMP"
                            + " WITH TIME ZONE, es EPOCH_SECONDS, em EPOCH_MILLIS, u UUID, PRIMARY KEY (p, n),"
                            + " GLOBAL INDEX by_g (g, n))");
            statement.execute("INSERT INTO everywhere (p, n, g, d, ts, tz, es, em, u, x) VALUES"
                    + " ('1', 1, '7', DATE '2024-01-31', TIMESTAMP '2024-01-31 12:00:00', TIMESTAMP '2024-01-31"
                    + " 12:00:00Z', TIMESTAMP '2024-01-31 12:00:00Z', TIMESTAMP '2024-01-31 12:00:00Z',"
                    + " '0a000000-0000-0000-0000-000000000001', 1),"
                    + " ('1', 2, '1', DATE '2024-02-29', TIMESTAMP '2024-02-29 00:00:00', TIMESTAMP '2024-02-29"
                    + " 00:00:00Z', TIMESTAMP '2024-02-29 00:00:00Z', TIMESTAMP '2024-02-29 00:00:00Z',"
                    + " '0b000000-0000-0000-0000-000000000001', '1'),"
                    + " ('x', -1, 'x', NULL, NULL, NULL, NULL, NULL, NULL, TRUE),"
                    + " ('2', 7, NULL, DATE '1999-12-31', TIMESTAMP '2024-01-31 12:00:00.5', TIMESTAMP '1969-01-01"
                    + " 00:00:00Z', TIMESTAMP '1969-01-01 00:00:00Z', TIMESTAMP '2024-01-31 12:00:00.5Z',"
                    + " '0b000000-0000-0000-0000-000000000002', [1])");
            statement.execute("INSERT INTO everywhere (p, n) VALUES ('01', 1), ('7', 1706702400)");
        }
    }

    @AfterAll
    void close() throws SQLException {
        local.close();
        driver.close();
    }

    @Test
    void aConditionIsAsTrueInEveryPlaceAsInAPlainWhere() throws SQLException {
        long first = Long.getLong("compared.seed", 4711);
        List<String> differences = new ArrayList<>();
        int holding = 0;
        for (long seed = first; seed < first + CONDITIONS && differences.size() < 5; seed++) {
            String condition = condition(new Random(seed), 2);
            Map<String, String> expected = truths(condition);
            holding += expected.containsValue("true") ? 1 : 0;
            for (Connection connection : List.of(driver, local)) {
                for (Place place : Place.values()) {
                    if (place == Place.CORRELATED && connection == local) {
                        continue;
                    }
                    Map<String, String> seen = place.truths(connection, condition, expected);
                    if (!seen.equals(expected)) {
                        differences.add("seed " + seed + ", " + place + (connection == local ? ", unpushed" : "") + ": "
                                + condition + "\n  a plain WHERE " + expected + "\n  seen          " + seen);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(holding).isGreaterThan(CONDITIONS / 10);
    }

    /** Of each item, by two plain WHEREs. */
    private Map<String, String> truths(String condition) throws SQLException {
        Map<String, String> truths = new TreeMap<>();
        keys(driver, "SELECT t.p, t.n FROM everywhere t").forEach(key -> truths.put(key, "null"));
        keys(driver, "SELECT t.p, t.n FROM everywhere t WHERE " + condition).forEach(key -> truths.put(key, "true"));
        keys(driver, "SELECT t.p, t.n FROM everywhere t WHERE NOT (" + condition + ")")
                .forEach(key -> truths.put(key, "false"));
        return truths;
    }

    /** Where a condition stands, {@code $} being the condition. */
    private enum Place {
        SELECT_LIST("SELECT t.p, t.n, $ FROM everywhere t"),
        COMPARED("SELECT t.p, t.n, ($) = TRUE FROM everywhere t"),
        CASE("SELECT t.p, t.n, CASE WHEN $ THEN TRUE WHEN NOT ($) THEN FALSE END FROM everywhere t"),
        FILTER("SELECT t.p, t.n, CASE WHEN COUNT(*) FILTER (WHERE $) = 1 THEN TRUE WHEN COUNT(*) FILTER (WHERE NOT ($))"
                + " = 1 THEN FALSE END FROM everywhere t GROUP BY t.p, t.n"),
        OUTER_JOIN("SELECT t.p, t.n, CASE WHEN o.p IS NOT NULL THEN TRUE WHEN f.p IS NOT NULL THEN FALSE END FROM"
                + " everywhere t LEFT JOIN everywhere o ON o.p = t.p AND o.n = t.n AND ($) LEFT JOIN everywhere f ON"
                + " f.p = t.p AND f.n = t.n AND NOT ($)"),
        DERIVED("SELECT t.p, t.n, $ FROM (SELECT * FROM everywhere LIMIT 1000) t"),
        BESIDE_A_FUNCTION("SELECT t.p, t.n FROM everywhere t WHERE $ OR upper(t.p) = 'NEVER'"),
        IN_A_FULL_JOIN("SELECT t.p, t.n FROM everywhere t FULL JOIN (SELECT 1 AS one) o ON $ WHERE o.one = 1"),
        HAVING(
                "SELECT t.p, t.n FROM everywhere t GROUP BY t.p, t.n, t.g, t.d, t.ts, t.tz, t.es, t.em, t.u, t.x HAVING $"),
        WITH("WITH t AS (SELECT * FROM everywhere) SELECT t.p, t.n FROM t WHERE $ AND upper(t.p) <> 'NEVER'"),
        CORRELATED("SELECT o.p, o.n FROM everywhere o WHERE EXISTS (SELECT 1 FROM everywhere t WHERE t.p = o.p AND t.n"
                + " = o.n AND ($))");

        private final String sql;

        Place(String sql) {
            this.sql = sql;
        }

        Map<String, String> truths(Connection connection, String condition, Map<String, String> expected)
                throws SQLException {
            String statement = sql.replace("$", condition);
            Map<String, String> truths = new TreeMap<>();
            if (statement.startsWith("SELECT t.p, t.n,") || statement.startsWith("SELECT t.p, t.n, CASE")) {
                read(connection, statement).forEach(row -> truths.put(row.get(0), row.get(1)));
                return truths;
            }
            TreeSet<String> holding = new TreeSet<>(keys(connection, statement));
            // Such a place tells only where it holds.
            expected.forEach((key, truth) ->
                    truths.put(key, holding.contains(key) ? "true" : truth.equals("true") ? "not true" : truth));
            return truths;
        }
    }

    private static List<String> keys(Connection connection, String sql) throws SQLException {
        return read(connection, sql).stream().map(row -> row.get(0)).toList();
    }

    /** Of each row its key and, where there is one, the third column. */
    private static List<List<String>> read(Connection connection, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            boolean three = result.getMetaData().getColumnCount() > 2;
            while (result.next()) {
                rows.add(List.of(
                        result.getString(1) + "/" + result.getString(2),
                        three ? String.valueOf(result.getString(3)) : ""));
            }
        } catch (SQLException failed) {
            throw new SQLException(sql + "\n" + failed.getMessage(), failed);
        }
        return rows;
    }

    private static String condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf(random);
        }
        String a = condition(random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0, 1 -> "(" + a + " AND " + condition(random, depth - 1) + ")";
            case 2, 3 -> "(" + a + " OR " + condition(random, depth - 1) + ")";
            case 4 -> "NOT (" + a + ")";
            default -> "(" + a + ") IS " + (random.nextBoolean() ? "NOT " : "")
                    + pick(random, List.of("TRUE", "FALSE", "UNKNOWN"));
        };
    }

    private static String leaf(Random random) {
        String not = random.nextInt(3) == 0 ? " NOT" : "";
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> column(random) + " " + pick(random, OPERATORS) + " " + constant(random);
            case 3 -> constant(random) + " " + pick(random, OPERATORS) + " " + column(random);
            case 4 -> column(random) + not + " BETWEEN " + constant(random) + " AND " + constant(random);
            case 5 -> column(random) + not + " IN (" + constant(random) + ", " + constant(random) + ")";
            case 6 -> column(random) + " IS" + not + " DISTINCT FROM " + constant(random);
            case 7 -> "(" + column(random) + ", " + column(random) + ") " + pick(random, OPERATORS) + " ("
                    + constant(random) + ", " + constant(random) + ")";
            case 8 -> constant(random) + not + " BETWEEN " + column(random) + " AND " + column(random);
            case 9 -> constant(random) + not + " IN (" + column(random) + ", " + column(random) + ")";
            default -> column(random) + " " + pick(random, OPERATORS) + " " + column(random);
        };
    }

    private static String column(Random random) {
        return "t." + pick(random, COLUMNS);
    }

    private static String constant(Random random) {
        return pick(random, CONSTANTS);
    }

    private static String pick(Random random, List<String> items) {
        return items.get(random.nextInt(items.size()));
    }
}
