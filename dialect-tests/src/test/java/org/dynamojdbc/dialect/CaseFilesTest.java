package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dynamojdbc.jdbc.DynamoStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Runs every case file on DynamoDB Local, and every SELECT once more with its filters evaluated in the driver. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseFilesTest {
    private static final String URL = "jdbc:dynamodb:embedded:cases";

    private Connection connection;
    private Connection local;

    @BeforeAll
    void connect() throws SQLException {
        connection = DriverManager.getConnection(URL);
        local = DriverManager.getConnection(URL + "?pushdown=false");
    }

    @AfterAll
    void disconnect() throws SQLException {
        local.close();
        connection.close();
    }

    @TestFactory
    Stream<DynamicContainer> chapters() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of("src/test/resources/cases"))) {
            files = found.filter(f -> f.toString().endsWith(".case")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        List<DynamicContainer> chapters = new ArrayList<>();
        for (Path file : files) {
            CaseFile chapter = CaseFile.read(file);
            List<DynamicTest> tests = new ArrayList<>();
            tests.add(DynamicTest.dynamicTest("setup", () -> {
                for (String sql : chapter.setup()) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                }
            }));
            for (CaseFile.Case one : chapter.cases()) {
                tests.add(DynamicTest.dynamicTest(one.title(), () -> check(one)));
            }
            chapters.add(DynamicContainer.dynamicContainer(chapter.name(), tests));
        }
        return chapters.stream();
    }

    private void check(CaseFile.Case one) throws SQLException {
        Map<String, String> expected = one.expected();
        if (expected.containsKey("error")) {
            checkError(one.sql(), expected.get("error"));
            return;
        }
        if (expected.containsKey("plan")) {
            assertThat(plan(one.sql())).isEqualTo(expected.get("plan"));
        }
        try (Statement statement = connection.createStatement()) {
            boolean query = statement.execute(one.sql());
            if (expected.containsKey("count")) {
                assertThat(statement.getUpdateCount()).isEqualTo(Integer.parseInt(expected.get("count")));
            }
            if (query) {
                List<String> rows = rows(statement);
                checkRows(one.sql(), rows, expected);
                var statistics = statement.unwrap(DynamoStatement.class).statistics();
                if (expected.containsKey("calls")) {
                    assertThat(statistics.calls()).isEqualTo(Long.parseLong(expected.get("calls")));
                }
                if (expected.containsKey("units")) {
                    assertThat(statistics.readUnits()).isEqualTo(Double.parseDouble(expected.get("units")));
                }
            }
        }
        if (expected.containsKey("rows") && isSelect(one.sql())) {
            try (Statement statement = local.createStatement()) {
                statement.execute(one.sql());
                checkRows(one.sql(), rows(statement), expected);
            }
        }
    }

    private static boolean isSelect(String sql) {
        return sql.toUpperCase(Locale.ROOT).startsWith("SELECT");
    }

    private static void checkRows(String sql, List<String> rows, Map<String, String> expected) {
        if (!expected.containsKey("rows")) {
            return;
        }
        List<String> wanted = expected.get("rows").equals("none")
                ? List.of()
                : Arrays.stream(expected.get("rows").split("\\|", -1))
                        .map(String::strip)
                        .toList();
        if (sql.toUpperCase(Locale.ROOT).contains("ORDER BY")) {
            assertThat(rows).isEqualTo(wanted);
        } else {
            assertThat(rows).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    private static List<String> rows(Statement statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String cell = result.getString(i);
                    cells.add(cell == null ? "NULL" : cell);
                }
                rows.add(String.join(", ", cells));
            }
        }
        return rows;
    }

    private String plan(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN " + sql)) {
            assertThat(row.next()).isTrue();
            StringBuilder plan = new StringBuilder(row.getString("operation"));
            if (row.getString("index_name") != null) {
                plan.append(' ').append(row.getString("index_name"));
            }
            part(plan, "key", row.getString("key_condition"));
            part(plan, "filter", row.getString("filter"));
            part(plan, "residual", row.getString("residual"));
            return plan.toString();
        }
    }

    private static void part(StringBuilder plan, String name, String text) {
        if (text != null) {
            plan.append(' ').append(name).append('(').append(text).append(')');
        }
    }

    private void checkError(String sql, String expected) {
        String state = expected.split(" ", 2)[0];
        String message = expected.contains(" ") ? expected.split(" ", 2)[1] : "";
        assertThatThrownBy(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
                .hasMessageContaining(message);
    }
}
