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
 * but never answered otherwise. Mistakes are errors of the same class. Without push-down sub-queries run for each row, so that this checks the joins that
 * are made of them. Property random.seed moves the first seed, random.queries the number of queries.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomQueriesTest {
    private static final String URL = "jdbc:dynamodb:embedded:random";
    private static final int QUERIES = Integer.getInteger("random.queries", 2000);
    private static final int MOST_DIFFERENCES = Integer.getInteger("random.differences", 5);

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
    void everyQueryGivesTheRowsOfTheReferenceEngine() {
        long first = Long.getLong("random.seed", 20240131);
        int compared = 0;
        int failed = 0;
        int refused = 0;
        List<String> differences = new ArrayList<>();
        for (long seed = first; seed < first + QUERIES && differences.size() <= MOST_DIFFERENCES; seed++) {
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
                pressed = pushed;
            }
            failed += isFailure(expected) ? 1 : 0;
            if (differs(expected, pushed) || differs(expected, unpushed) || differs(expected, pressed)) {
                differences.add("seed " + seed + ": " + sql + "\n  reference " + expected + "\n  driver    " + pushed
                        + "\n  unpushed  " + unpushed + "\n  short of memory " + pressed);
            }
        }
        System.out.println("compared " + compared + " random queries from seed " + first + ", " + failed
                + " of which both refuse, " + refused + " refused for memory");
        assertThat(differences).as("from seed " + first).isEmpty();
        assertThat(compared).isEqualTo(QUERIES);
        assertThat(failed).as("queries that both refuse").isBetween(1, compared / 5);
        assertThat(refused).as("queries refused for memory").isBetween(1, compared / 3 - 1);
    }

    /** Other rows, or an error where there are rows, or of another class. */
    private static boolean differs(List<String> expected, List<String> given) {
        if (isFailure(expected) && isFailure(given)) {
            return !errorClass(expected).equals(errorClass(given));
        }
        return !expected.equals(given);
    }

    private static boolean isFailure(List<String> rows) {
        return rows.size() == 1 && rows.get(0).startsWith("error ");
    }

    /** The class of an SQLState; the reference engine has some of its own. */
    private static String errorClass(List<String> failure) {
        String state = failure.get(0).substring("error ".length(), "error ".length() + 5);
        return switch (state) {
            case "90053" -> "21";
            case "90012", "90016", "90054", "90059", "90110" -> "42";
            case "21S02" -> "42";
            default -> state.substring(0, 2);
        };
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
