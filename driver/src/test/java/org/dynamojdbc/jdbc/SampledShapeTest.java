package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SELECT * has the columns of a sample; where the table goes on behind it, the result says so. */
class SampledShapeTest {
    private static final String URL = "jdbc:dynamodb:embedded:sampled-shape?scan=allow&sampleSize=";
    private static Connection keeping;

    @BeforeAll
    static void fill() throws SQLException {
        keeping = DriverManager.getConnection("jdbc:dynamodb:embedded:sampled-shape");
        try (Statement statement = keeping.createStatement()) {
            for (String table : List.of("long_one", "long_two")) {
                statement.execute("CREATE TABLE " + table + " (id NUMERIC PRIMARY KEY)");
                for (int i = 0; i < 5; i++) {
                    statement.execute("INSERT INTO " + table + " VALUE {'id': " + i + ", 'name': 'n'}");
                }
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        keeping.close();
    }

    private static List<String> sentences(@Nullable SQLWarning first) {
        List<String> sentences = new ArrayList<>();
        for (SQLWarning next = first; next != null; next = next.getNextWarning()) {
            sentences.add(next.getMessage());
        }
        return sentences;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM long_one",
                "SELECT * FROM long_one WHERE id = 1",
                "SELECT x.*, 1 FROM long_one x ORDER BY name",
                "SELECT * FROM (SELECT * FROM long_one) y WHERE id < 2"
            })
    void everyResultOfSelectAllSaysThatItsTableGoesOnBehindTheSample(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL + 3);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 2; i++) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    assertThat(sentences(rows.getWarnings()))
                            .singleElement()
                            .asString()
                            .contains("first 3 items of long_one")
                            .contains("schemaFile", "sampleSize");
                    rows.clearWarnings();
                    assertThat((Object) rows.getWarnings()).isNull();
                }
            }
        }
    }

    /** Tools show what statements warn of: once a table is enough. */
    @Test
    void statementsOfAConnectionSayItOnceForEachTable() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL + 3)) {
            assertThat(told(connection, "SELECT * FROM long_one")).hasSize(1);
            assertThat(told(connection, "SELECT * FROM long_one WHERE id > 2")).isEmpty();
            assertThat(told(connection, "SELECT * FROM long_one a JOIN long_two b ON a.id = b.id"))
                    .singleElement()
                    .asString()
                    .contains("long_two");
        }
        try (Connection other = DriverManager.getConnection(URL + 3)) {
            assertThat(told(other, "SELECT * FROM long_one")).hasSize(1);
        }
    }

    private static List<String> told(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return sentences(statement.getWarnings());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"100 SELECT * FROM long_one", "3 SELECT id, name FROM long_one", "0 SELECT * FROM long_one"})
    void whatDoesNotRestOnPartOfATableSaysNothing(String sizeAndSql) throws SQLException {
        int space = sizeAndSql.indexOf(' ');
        try (Connection connection = DriverManager.getConnection(URL + sizeAndSql.substring(0, space));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sizeAndSql.substring(space + 1))) {
            assertThat((Object) rows.getWarnings()).isNull();
            assertThat((Object) statement.getWarnings()).isNull();
        }
    }

    @Test
    void aTableThatMayNotBeScannedForASampleIsToldToo() throws SQLException {
        try (DynamoStub stub = new DynamoStub()) {
            stub.table("users", "id");
            stub.on(
                    "Scan",
                    call -> Answer.error(400, "AccessDeniedException", "not authorized to perform dynamodb:Scan"));
            stub.on("GetItem", call -> Answer.ok("{}"));
            try (Connection connection =
                            DriverManager.getConnection(stub.endpoint().replace("http:", "jdbc:dynamodb:"));
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM users WHERE id = 'a'")) {
                assertThat(sentences(rows.getWarnings()))
                        .singleElement()
                        .asString()
                        .contains("may not scan")
                        .doesNotContain("sampleSize");
            }
        }
    }
}
