package org.dynamojdbc.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

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

    /** Takes the first bytes, like a full disk or a reader that has gone. */
    private static final class Ending extends OutputStream {
        private int left;

        Ending(int bytes) {
            left = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            if (left-- <= 0) {
                throw new IOException("no space left on device");
            }
        }
    }

    private int runInto(OutputStream ending, String... arguments) {
        err.reset();
        PrintStream standard = new PrintStream(ending, true, StandardCharsets.UTF_8);
        return new Shell(
                        new PrintStream(standard, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Shell.WIDTH)
                .run(arguments);
    }

    @Test
    void rowsThatCannotBeWrittenAreAFailure() {
        for (String format : List.of("table", "csv", "json")) {
            assertThat(runInto(new Ending(0), "-u", URL, "--format", format, "-e", "SELECT 1 AS a"))
                    .as(format)
                    .isEqualTo(1);
            assertThat(err()).as(format).contains("could not be written");
        }
        assertThat(runInto(new Ending(0), "--help")).isEqualTo(1);
    }

    @Test
    void aReaderThatHasGoneEndsTheScript() throws SQLException {
        for (String format : List.of("table", "csv", "json")) {
            assertThat(runInto(
                            new Ending(8),
                            "-u",
                            URL,
                            "--format",
                            format,
                            "-e",
                            "SELECT 'first long text' AS a UNION ALL SELECT 'second' AS a;" + " CREATE TABLE never_"
                                    + format + " (id VARCHAR PRIMARY KEY)"))
                    .as(format)
                    .isEqualTo(1);
            assertThat(err()).as(format).contains("could not be written");
            try (ResultSet tables = open.getMetaData().getTables(null, null, "never_" + format, null)) {
                assertThat(tables.next()).as(format).isFalse();
            }
        }
    }

    @Test
    void jsonQuotesByTheValueAndNotByTheColumn() {
        run(
                "-u",
                URL,
                "-e",
                "CREATE TABLE jsons (id VARCHAR PRIMARY KEY);"
                        + " INSERT INTO jsons VALUE {'id':'1','i':5,'b':true,'m':{'a':1},'l':[1]};"
                        + " SELECT * FROM jsons;"
                        + " INSERT INTO jsons VALUE {'id':'2','i':'abc','b':'maybe','m':'hello, \"x','l':NULL};"
                        + " INSERT INTO jsons VALUE {'id':'3','i':'007','b':12345678901234567890123456789012345678,"
                        + "'m':<<'a'>>,'l':X'00ff'};");
        assertThat(run(
                        "-u",
                        URL,
                        "--format",
                        "json",
                        "-e",
                        "SELECT id, i, b, m, l FROM jsons WHERE id IN ('1','2','3')"))
                .isZero();
        assertThat(out().lines())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"1\",\"i\":5,\"b\":true,\"m\":{\"a\":1},\"l\":[1]}",
                        "{\"id\":\"2\",\"i\":\"abc\",\"b\":\"maybe\",\"m\":\"hello, \\\"x\",\"l\":null}",
                        "{\"id\":\"3\",\"i\":\"007\",\"b\":12345678901234567890123456789012345678,"
                                + "\"m\":[\"a\"],\"l\":\"00ff\"}");
    }

    @Test
    void jsonShowsDeclaredTypesAsTheyAreRead() {
        run(
                "-u",
                URL,
                "-e",
                "CREATE TABLE typed_jsons (id VARCHAR PRIMARY KEY, d DATE, m DECIMAL(8, 2), e EPOCH_SECONDS);"
                        + " INSERT INTO typed_jsons (id, d, m, e) VALUES ('1', DATE '2024-02-03', 1.5, TIMESTAMP '2024-02-03 04:05:06')");
        assertThat(run("-u", URL, "--format", "json", "-e", "SELECT d, m, e FROM typed_jsons"))
                .isZero();
        assertThat(JsonNode.parser().parse(out()).asObject().get("e").isString())
                .isTrue();
        assertThat(out()).startsWith("{\"d\":\"2024-02-03\",\"m\":1.50,\"e\":\"2024-02-0");
    }
}
