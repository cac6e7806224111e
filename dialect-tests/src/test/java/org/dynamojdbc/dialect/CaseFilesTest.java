package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dynamojdbc.dialect.CaseFile.Paragraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs every case file on DynamoDB Local; every SELECT once more with its filters evaluated in the driver, and through every
 * other path of its table that can answer it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseFilesTest {
    private static final String URL = "jdbc:dynamodb:embedded:cases";
    private static final String ACCEPTED = System.getProperty("dialect.accept", "");

    /** The one file to run, such as {@code reads.case}, while it is worked on; all when absent. */
    private static final String ONLY = System.getProperty("dialect.only", ACCEPTED);

    /** Reads by other paths that were compared, by the kind of their hint. */
    private final Map<String, Integer> compared = new TreeMap<>();

    private Connection connection;
    private Connection local;
    private Connection watched;
    private CountingProxy proxy;
    private BestCalls best;

    @BeforeAll
    void connect() throws SQLException {
        connection = DriverManager.getConnection(URL);
        local = DriverManager.getConnection(URL + "?pushdown=false");
        URI endpoint = connection
                .unwrap(DynamoDbClient.class)
                .serviceClientConfiguration()
                .endpointOverride()
                .orElseThrow();
        best = new BestCalls(endpoint);
        proxy = new CountingProxy(endpoint);
        watched = DriverManager.getConnection("jdbc:dynamodb://127.0.0.1:" + proxy.port());
    }

    @AfterAll
    void disconnect() throws SQLException {
        watched.close();
        proxy.close();
        local.close();
        connection.close();
        if (ONLY.isEmpty()) {
            Map<String, Integer> least = Map.of("NO_INDEX", 500, "CONSISTENT", 500, "SEGMENTS", 430, "INDEX", 115);
            least.forEach((hint, reads) -> assertThat(compared.getOrDefault(hint, 0))
                    .as("reads with " + hint + " that were not refused")
                    .isGreaterThanOrEqualTo(reads));
        }
    }

    @TestFactory
    Stream<DynamicContainer> chapters() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of("src/test/resources/cases"))) {
            files = found.filter(f -> f.toString().endsWith(ONLY.isEmpty() ? ".case" : "/" + ONLY))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        List<DynamicContainer> chapters = new ArrayList<>();
        for (Path file : files) {
            CaseFile chapter = CaseFile.read(file);
            List<DynamicTest> tests = new ArrayList<>();
            tests.add(DynamicTest.dynamicTest("setup", () -> setUp(chapter)));
            if (ACCEPTED.equals(chapter.name())) {
                tests.add(DynamicTest.dynamicTest("accept", () -> chapter.rewrite(this::accept)));
            } else {
                chapter.paragraphs().stream()
                        .filter(Paragraph::isCase)
                        .forEach(one -> tests.add(DynamicTest.dynamicTest(one.title(), () -> check(one))));
            }
            chapters.add(DynamicContainer.dynamicContainer(chapter.name(), tests));
        }
        return chapters.stream();
    }

    /** With a client of its own, so that the cases meet tables whose items DescribeTable has counted. */
    private void setUp(CaseFile chapter) throws SQLException {
        try (Connection preparing = DriverManager.getConnection(URL + "?applicationName=setup");
                Statement statement = preparing.createStatement()) {
            for (String sql : chapter.setup()) {
                statement.execute(sql);
            }
        }
        declare(chapter);
    }

    /** Declarations belong to a server, and for the driver the proxy is another one. */
    private void declare(CaseFile chapter) throws SQLException {
        try (Statement statement = watched.createStatement()) {
            for (String sql : chapter.setup()) {
                if (sql.startsWith("CREATE TABLE ")) {
                    statement.execute(sql.replaceFirst("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "));
                }
            }
        }
    }

    private Paragraph accept(Paragraph one) {
        if (!one.isCase()) {
            return one;
        }
        try {
            Map<String, String> seen = CaseRunner.run(connection, Template.filled(one.sql()));
            if (seen.containsKey("error")) {
                seen.put("calls", String.valueOf(requestsBeforeError(Template.filled(one.sql()))));
            }
            return one.accepting(seen);
        } catch (SQLException e) {
            throw new AssertionError(one.title(), e);
        }
    }

    private void check(Paragraph one) throws Exception {
        Map<String, List<String>> expected = one.expected();
        assertThat(expected).as("a case without expectations").isNotEmpty();
        if (expected.containsKey("gap")) {
            assertThatThrownBy(() -> checkExpectations(Template.filled(one.sql()), expected))
                    .as("this case passes now: take its gap line away")
                    .isInstanceOfAny(AssertionError.class, SQLException.class);
            return;
        }
        try {
            checkExpectations(Template.filled(one.sql()), expected);
        } catch (AssertionError | Exception e) {
            throw new AssertionError(one.title() + "\n" + one.sql() + "\n" + e.getMessage(), e);
        }
    }

    private void checkExpectations(String sql, Map<String, List<String>> expected) throws Exception {
        Map<String, String> seen = CaseRunner.run(connection, sql);
        if (expected.containsKey("error")) {
            checkError(sql, expected, seen);
            return;
        }
        assertThat(seen).as(seen.getOrDefault("error", "")).doesNotContainKey("error");
        for (String word : List.of("plan", "calls", "count")) {
            if (expected.containsKey(word)) {
                assertThat(seen.get(word)).as(word).isEqualTo(expected.get(word).get(0));
            }
        }
        if (expected.containsKey("units")) {
            assertThat(units(seen))
                    .isEqualTo(Double.parseDouble(expected.get("units").get(0)));
        }
        if (expected.containsKey("rows")) {
            checkRows(sql, expected.get("rows").get(0), seen.get("rows"));
        }
        if (CaseRunner.isSelect(sql)) {
            checkOtherWays(sql, seen.get("rows"));
        }
        if (expected.containsKey("best")) {
            assertThat(units(seen))
                    .as("read units of the statement and of the best hand-written calls")
                    .isEqualTo(best.readUnits(expected.get("best")));
        }
    }

    private static double units(Map<String, String> seen) {
        return Double.parseDouble(seen.getOrDefault("units", "NaN"));
    }

    private void checkOtherWays(String sql, String rows) throws SQLException {
        List<String> wanted = split(rows);
        if (isOrdered(sql) || !isCut(sql)) {
            compare(sql, CaseRunner.rows(local, sql), wanted, "filters evaluated in the driver");
        }
        for (Map.Entry<String, List<String>> other :
                OtherPaths.rows(connection, sql).entrySet()) {
            compared.merge(other.getKey().replaceFirst("\\(.*", ""), 1, Integer::sum);
            compare(sql, other.getValue(), wanted, other.getKey());
        }
    }

    private void checkError(String sql, Map<String, List<String>> expected, Map<String, String> seen)
            throws SQLException {
        String wanted = expected.get("error").get(0);
        String error = seen.getOrDefault("error", "no error but " + seen);
        assertThat(CaseFile.holds(wanted, error))
                .as("expected: %s%nseen:     %s", wanted, error)
                .isTrue();
        if (expected.containsKey("calls")) {
            assertThat(requestsBeforeError(sql))
                    .as("requests for data")
                    .isEqualTo(Integer.parseInt(expected.get("calls").get(0)));
        }
    }

    /** Whatever reaches the server beside table descriptions, also what no statistics would tell. */
    private int requestsBeforeError(String sql) throws SQLException {
        proxy.takeOperations();
        CaseRunner.run(watched, sql);
        return proxy.takeOperations().size();
    }

    private static void checkRows(String sql, String expected, String seen) {
        compare(sql, split(seen), split(expected), "rows");
    }

    private static List<String> split(String rows) {
        return rows.equals("none")
                ? List.of()
                : Arrays.stream(rows.split("\\|", -1)).map(String::strip).toList();
    }

    private static void compare(String sql, List<String> seen, List<String> wanted, String how) {
        if (isOrdered(sql)) {
            assertThat(seen).as(how).isEqualTo(wanted);
        } else {
            assertThat(seen).as(how).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    private static boolean isOrdered(String sql) {
        return sql.toUpperCase(Locale.ROOT).contains("ORDER BY");
    }

    /** Which rows a LIMIT without an order gives is the path's choice. */
    private static boolean isCut(String sql) {
        String upper = sql.toUpperCase(Locale.ROOT);
        return upper.contains("LIMIT") || upper.contains("FETCH");
    }
}
