package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.dynamojdbc.jdbc.metadata.Functions;
import org.dynamojdbc.relational.function.AggregateTable;
import org.dynamojdbc.relational.function.FunctionTable;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.JdbcTypes;
import org.junit.jupiter.api.Test;

/** The lists of functions hold what works, and all of it. */
class SupportedFunctionsTest extends SupportedSqlSession {
    /** The list is what the engine computes, and what DynamoDB does in conditions and updates. */
    @Test
    void everyFunctionOfTheEngineIsListed() {
        Set<String> internal = Set.of(
                "*",
                "+",
                "-",
                "/",
                "||",
                "any",
                "as_number",
                "guard",
                "in_list",
                "interval_add",
                "interval_add_time",
                "entry_key",
                "entry_value",
                "list_or_set",
                "unnest_entries",
                "shown",
                "like",
                "list_value",
                "map_value",
                "member_of",
                "negate",
                "overlay_placing",
                "path_step",
                "set_value",
                "spread",
                "truth",
                "unnest_list");
        Set<String> outside = Set.of(
                "attribute_exists",
                "attribute_not_exists",
                "attribute_type",
                "curdate",
                "current_date",
                "current_time",
                "current_timestamp",
                "curtime",
                "database",
                "if_not_exists",
                "list_append",
                "now",
                "set_add",
                "set_delete",
                "user",
                "uuid");
        Set<String> known = Stream.of(FunctionTable.names(), AggregateTable.names(), outside)
                .flatMap(Set::stream)
                .filter(name -> !internal.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Functions.all().stream().map(Functions.Function::name)).containsExactlyElementsOf(known);
    }

    /** The example of each function works and gives what the list says: the type, and as many arguments. */
    @Test
    void everyFunctionListedWorks() {
        SoftAssertions all = new SoftAssertions();
        for (Functions.Function function : Functions.all()) {
            List<String> examples = new ArrayList<>(List.of(asStatement(function.example())));
            if (!function.escape().isEmpty()) {
                examples.add("SELECT {fn " + function.example() + "}");
            }
            for (String example : examples) {
                all.assertThatCode(() -> expectResult(function, example))
                        .as(example)
                        .doesNotThrowAnyException();
            }
        }
        all.assertAll();
    }

    private static String asStatement(String example) {
        return example.startsWith("SELECT ") || example.startsWith("UPDATE ") ? example : "SELECT " + example;
    }

    private static void expectResult(Functions.Function function, String example) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(example)) {
                assertThat(statement.getUpdateCount()).isOne();
                return;
            }
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                if (!example.contains("WHERE")) {
                    // There are no catalogs, of which one could be the database.
                    assertThat(rows.getObject(1) == null)
                            .isEqualTo(function.name().equals("database"));
                    if (function.result().kind() != ColumnType.Kind.ANY) {
                        assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(JdbcTypes.sqlType(function.result()));
                    }
                }
            }
        }
    }

    @Test
    void theListsOfJdbcHoldJdbcsNamesOnly() throws SQLException {
        assertThat(metadata.getStringFunctions().split(",", -1))
                .contains("ascii", "ucase")
                .doesNotContain("upper");
        assertThat(metadata.getNumericFunctions().split(",", -1))
                .contains("abs", "truncate")
                .doesNotContain("ln");
        assertThat(metadata.getTimeDateFunctions().split(",", -1)).contains("curdate", "timestampadd");
        assertThat(metadata.getSystemFunctions()).isEqualTo("database,ifnull,user");
    }

    @Test
    void thePresentTimeHasTheDigitsAskedForAndIsOneForAStatement() throws SQLException {
        for (String from : List.of("", " FROM samples WHERE id = 'a'")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT CURRENT_TIMESTAMP(3), CURRENT_TIMESTAMP(0),"
                            + " CURRENT_TIME(2), CURRENT_TIMESTAMP, {fn CURRENT_TIMESTAMP()}, {fn CURRENT_TIME()},"
                            + " {fn CURRENT_DATE()}" + from)) {
                assertThat(rows.next()).isTrue();
                OffsetDateTime now = rows.getObject(4, OffsetDateTime.class);
                assertThat(rows.getObject(1, OffsetDateTime.class)).isEqualTo(now.truncatedTo(ChronoUnit.MILLIS));
                assertThat(rows.getObject(2, OffsetDateTime.class)).isEqualTo(now.truncatedTo(ChronoUnit.SECONDS));
                assertThat(rows.getObject(3, LocalTime.class))
                        .isEqualTo(now.toLocalTime()
                                .with(ChronoField.MILLI_OF_SECOND, now.getLong(ChronoField.MILLI_OF_SECOND) / 10 * 10));
                assertThat(rows.getObject(5, OffsetDateTime.class)).isEqualTo(now);
                assertThat(rows.getObject(6, LocalTime.class)).isEqualTo(now.toLocalTime());
                assertThat(rows.getObject(7, LocalDate.class)).isEqualTo(now.toLocalDate());
            }
        }
        assertThat(catchThrowable(() -> run("SELECT CURRENT_TIME(10)"))).hasMessageContaining("0 to 9");
    }

    @Test
    void aRandomNumberIsAnotherOneForEachRowOrTheOneOfItsSeed() throws SQLException {
        assertThat(values("SELECT {fn rand()} FROM samples WHERE id IN ('a', 'b')"))
                .doesNotHaveDuplicates();
        assertThat(values("SELECT {fn rand(7)} FROM samples WHERE id IN ('a', 'b') UNION SELECT rand(7)"))
                .hasSize(1);
        assertThat(values("SELECT rand(NULL)")).containsExactly((String) null);
    }

    @Test
    void thePageOfFunctionsNamesThemAll() throws IOException {
        Path page = Stream.of(Path.of("..", "docs", "functions.md"), Path.of("docs", "functions.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        String text = Files.readString(page);
        assertThat(Functions.all().stream()
                        .map(Functions.Function::name)
                        .filter(name -> !text.matches("(?s).*`" + name + "[`(\\[ ].*"))
                        .toList())
                .as("functions that docs/functions.md does not name")
                .isEmpty();
    }

    @Test
    void anUnsupportedOneIsRefusedWithAHint() {
        assertThat(catchThrowable(() -> inTransaction(c -> c.setSavepoint())))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
    }

    /** Names as tools split them. */
    @Test
    void theListsSplitAtCommas() throws SQLException {
        for (String list : List.of(metadata.getStringFunctions(), metadata.getNumericFunctions())) {
            assertThat(Arrays.stream(list.split(",", -1))).allMatch(name -> name.matches("[a-z0-9_]+"));
        }
    }
}
