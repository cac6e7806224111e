package org.dynamojdbc.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the prompt's program prints, where, and how it ends. */
class ShellTest {
    private static final String URL = "jdbc:dynamodb:embedded:shell-test";

    /** Keeps the server running from test to test. */
    private static Connection open;

    @BeforeAll
    static void start() throws SQLException {
        open = DriverManager.getConnection(URL);
    }

    @AfterAll
    static void stop() throws SQLException {
        open.close();
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(int width, String... arguments) {
        out.reset();
        err.reset();
        return new Shell(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        width)
                .run(arguments);
    }

    private int run(String... arguments) {
        return run(Shell.WIDTH, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void rowsGoToStandardOutputAndNothingElseDoes() {
        assertThat(run(
                        "-u",
                        URL,
                        "-e",
                        "CREATE TABLE shelled (id VARCHAR PRIMARY KEY)",
                        "-e",
                        "UPSERT INTO shelled VALUE {'id': 'a', 'n': 1}; SELECT id, n FROM shelled WHERE id = 'a'"))
                .isZero();
        assertThat(out()).isEqualTo("id | n\n---+--\na  | 1\n(1 row)");
        assertThat(err()).contains("1 rows");
    }

    @Test
    void rowsWiderThanTheLineAreWrittenOneAttributeALine() {
        assertThat(run(20, "-u", URL, "-e", "SELECT 'a long enough text' AS first, NULL AS nothing, 2 AS second"))
                .isZero();
        assertThat(out()).isEqualTo("-[ row 1 ]---\nfirst   | a long enough text\nsecond  | 2\n(1 row)");
    }

    @Test
    void noRowsStillShowTheColumns() {
        assertThat(run("-u", URL, "-e", "SELECT 1 AS a, 2 AS b WHERE 1 = 0")).isZero();
        assertThat(out()).isEqualTo("a | b\n--+--\n(0 rows)");
    }

    @Test
    void csvTellsNullFromTheEmptyStringAndQuotesWhatNeedsIt() {
        assertThat(run("-u", URL, "--format", "csv", "-e", "SELECT NULL AS a, '' AS b, 'x,\"y\"' AS c, 1.5 AS d"))
                .isZero();
        assertThat(out()).isEqualTo("a,b,c,d\n,\"\",\"x,\"\"y\"\"\",1.5");
    }

    @Test
    void jsonHasOneObjectALine() {
        assertThat(run("-u", URL, "--format", "json", "-e", "SELECT 'x' AS a, 2 AS b, NULL AS c"))
                .isZero();
        assertThat(out()).isEqualTo("{\"a\":\"x\",\"b\":2,\"c\":null}");
    }

    @Test
    void aWrongStatementEndsTheScriptWithItsPlace() {
        assertThat(run("-u", URL, "-e", "SELECT 1 AS a; SELECT FROM t; SELECT 3 AS never"))
                .isEqualTo(1);
        assertThat(out()).doesNotContain("never");
        assertThat(err()).contains("error 42601").contains("^");
    }

    @Test
    void filesAreRun(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(
                folder.resolve("two.sql"), "-- a comment; with a semicolon\nSELECT 1 AS a;\nSELECT 2 AS b");
        assertThat(run("-u", URL, "--format", "csv", "-f", script.toString())).isZero();
        assertThat(out()).isEqualTo("a\n1\nb\n2");
    }

    @Test
    void wrongUsageSaysWhatIsWrong() {
        assertThat(run("--fromat", "csv")).isEqualTo(2);
        assertThat(err()).contains("unknown option --fromat");
        assertThat(run("-f", "missing.sql")).isEqualTo(2);
        assertThat(err()).contains("there is no file missing.sql");
        assertThat(run("-e")).isEqualTo(2);
        assertThat(err()).contains("-e needs a value");
        assertThat(run("--format", "xml", "-e", "SELECT 1")).isEqualTo(2);
        assertThat(err()).contains("table, csv or json, not xml");
    }

    @Test
    void noConnectionHasAStatusOfItsOwn() {
        assertThat(run("-u", "jdbc:dynamodb:", "-e", "SELECT 1")).isEqualTo(3);
        assertThat(err()).startsWith("dynamo-sql: ");
        assertThat(run("-u", "jdbc:other:x", "-e", "SELECT 1")).isEqualTo(3);
    }
}
