package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import java.util.stream.Stream;
import org.dynamojdbc.dialect.CaseFile.Paragraph;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rows, counts, plans and errors of every case file by JDBC alone: for the all-in-one jar, in which no library has the name that
 * {@link CaseFilesTest} knows it by.
 */
class CaseOutcomesIT {
    private static final String URL = "jdbc:dynamodb:embedded:outcomes";

    @TestFactory
    Stream<DynamicContainer> chapters() throws IOException, SQLException {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of("src/test/resources/cases"))) {
            files = found.filter(f -> f.toString().endsWith(".case")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        Connection connection = DriverManager.getConnection(URL);
        List<DynamicContainer> chapters = new ArrayList<>();
        for (Path file : files) {
            CaseFile chapter = CaseFile.read(file);
            List<DynamicTest> tests = new ArrayList<>();
            tests.add(DynamicTest.dynamicTest("setup", () -> setUp(chapter)));
            chapter.paragraphs().stream()
                    .filter(one -> one.isCase() && !one.expected().containsKey("gap"))
                    .forEach(one -> tests.add(DynamicTest.dynamicTest(one.title(), () -> check(connection, one))));
            chapters.add(DynamicContainer.dynamicContainer(chapter.name(), tests));
        }
        return chapters.stream().onClose(() -> close(connection));
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** With a client of its own, so that the cases meet tables whose items DescribeTable has counted. */
    private static void setUp(CaseFile chapter) throws SQLException {
        try (Connection preparing = DriverManager.getConnection(URL + "?applicationName=setup");
                Statement statement = preparing.createStatement()) {
            for (String sql : chapter.setup()) {
                statement.execute(sql);
            }
        }
    }

    private static void check(Connection connection, Paragraph one) throws SQLException {
        Map<String, List<String>> expected = one.expected();
        String sql = Template.filled(one.sql());
        Map<String, String> seen = CaseRunner.run(connection, sql);
        if (expected.containsKey("error")) {
            String wanted = expected.get("error").get(0);
            assertThat(CaseFile.holds(wanted, seen.getOrDefault("error", "no error")))
                    .as("expected: %s%nseen:     %s", wanted, seen)
                    .isTrue();
            return;
        }
        assertThat(seen).as(sql).doesNotContainKey("error");
        for (String word : List.of("plan", "count")) {
            if (expected.containsKey(word)) {
                assertThat(seen.get(word)).as(word).isEqualTo(expected.get(word).get(0));
            }
        }
        if (expected.containsKey("rows")) {
            List<String> wanted = split(expected.get("rows").get(0));
            if (sql.toUpperCase(Locale.ROOT).contains("ORDER BY")) {
                assertThat(split(seen.get("rows"))).as(sql).isEqualTo(wanted);
            } else {
                assertThat(split(seen.get("rows"))).as(sql).containsExactlyInAnyOrderElementsOf(wanted);
            }
        }
    }

    private static List<String> split(String rows) {
        return Arrays.stream(rows.split("\\|", -1)).map(String::strip).toList();
    }
}
