package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Random relational queries over random items, where attributes are often missing, give the rows that a relational database
 * gives on the same rows with NULLs; with push-down and without, and where memory is so short that the query may be refused
 * but never answered otherwise. Property random.seed moves the first seed, random.queries the number of queries, random.seconds the time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomQueriesTest {
    private static final String URL = "jdbc:dynamodb:embedded:random";
    private static final int QUERIES = Integer.getInteger("random.queries", 2000);
    private static final long MOST_NANOS = 1_000_000_000L * Long.getLong("random.seconds", 60);

    /** So few rows may be kept that most joins and sorts meet the bound, and shared reads give up their rows. */
    private static final int[] SHORT_OF_MEMORY = {13, 20, 30, 45, 70};

    private Connection driver;
    private final List<Connection> shortOfMemory = new ArrayList<>();
    private Connection local;
    private Connection reference;

    @BeforeAll
    void open() throws SQLException {
        driver = DriverManager.getConnection(URL);
        local = DriverManager.getConnection(URL + "?pushdown=false");
        for (int rows : SHORT_OF_MEMORY) {
            shortOfMemory.add(DriverManager.getConnection(URL + "?maxMemoryRows=" + rows));
        }
        reference = DriverManager.getConnection("jdbc:h2:mem:reference");
        ReferenceTables.create(driver, reference, new Random(7));
    }

    @AfterAll
    void close() throws SQLException {
        reference.close();
        for (Connection connection : shortOfMemory) {
            connection.close();
        }
        local.close();
        driver.close();
    }

    @Test
    void everyQueryGivesTheRowsOfTheReferenceEngine() throws SQLException {
        long first = Long.getLong("random.seed", 20240131);
        long end = System.nanoTime() + MOST_NANOS;
        int compared = 0;
        int refused = 0;
        List<String> differences = new ArrayList<>();
        for (long seed = first; seed < first + QUERIES && System.nanoTime() < end; seed++) {
            RandomQueries.Pair pair = new RandomQueries(seed).pair();
            String sql = pair.sql();
            List<String> expected = rows(reference, pair.reference());
            List<String> pushed = rows(driver, sql);
            List<String> unpushed = seed % 4 == 0 ? rows(local, sql) : pushed;
            List<String> pressed =
                    seed % 3 == 0 ? rows(shortOfMemory.get((int) (seed / 3 % SHORT_OF_MEMORY.length)), sql) : pushed;
            compared++;
            if (isRefusedForMemory(pressed)) {
                refused++;
                pressed = expected;
            }
            if (!pushed.equals(expected) || !unpushed.equals(expected) || !pressed.equals(expected)) {
                differences.add("seed " + seed + ": " + sql + "\n  reference " + expected + "\n  driver    " + pushed
                        + "\n  unpushed  " + unpushed + "\n  short of memory " + pressed);
            }
            if (differences.size() > 5) {
                break;
            }
        }
        System.out.println(
                "compared " + compared + " random queries from seed " + first + ", " + refused + " refused for memory");
        assertThat(differences).as("from seed " + first).isEmpty();
        assertThat(compared).isGreaterThan(20);
        assertThat(refused).as("queries refused for memory").isBetween(1, compared / 3 - 1);
    }

    private static boolean isRefusedForMemory(List<String> rows) {
        return rows.size() == 1
                && rows.get(0).startsWith("error 53400")
                && rows.get(0).contains("maxMemoryRows");
    }

    /** The rows in an order of their own, numbers by value; an error as its kind. */
    private static List<String> rows(Connection connection, String sql) {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(cell(result.getObject(i)));
                }
                rows.add(String.join(",", cells));
            }
        } catch (SQLException failed) {
            return List.of("error " + failed.getSQLState() + " " + failed.getMessage());
        }
        rows.sort(null);
        return rows;
    }

    private static String cell(Object value) {
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
        return String.valueOf(value);
    }
}
