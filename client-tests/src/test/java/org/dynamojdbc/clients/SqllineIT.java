package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sqlline.SqlLine;

/** A script of sqlline's own commands. */
class SqllineIT {
    @TempDir
    private Path directory;

    private String run(String url, List<String> lines) throws Exception {
        Path script = Files.write(directory.resolve("script.sql"), lines);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        SqlLine sqlline = new SqlLine();
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            sqlline.setOutputStream(out);
            sqlline.setErrorStream(out);
            SqlLine.Status status = sqlline.begin(
                    new String[] {
                        "-u",
                        url,
                        "-n",
                        "",
                        "-p",
                        "",
                        "-d",
                        "org.dynamojdbc.DynamoDriver",
                        "--silent=true",
                        "--outputformat=csv",
                        "-f",
                        script.toString()
                    },
                    InputStream.nullInputStream(),
                    false);
            assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(SqlLine.Status.OK);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itsCommandsAndStatementsRun() throws Exception {
        try (Shop shop = Shop.open("sqlline")) {
            String said = run(
                    shop.url(),
                    List.of(
                            "!tables",
                            "!columns orders",
                            "!describe orders",
                            "!primarykeys orders",
                            "!indexes orders",
                            "!importedkeys orders",
                            "!exportedkeys orders",
                            "!procedures",
                            "!typeinfo",
                            "!dbinfo",
                            "!metadata getTableTypes",
                            "!metadata getCatalogs",
                            "!metadata getSchemas",
                            "!metadata getSQLKeywords",
                            "!metadata supportsGroupBy",
                            "SELECT name FROM customers WHERE id = 'c1';",
                            "UPDATE customers SET city = 'Washington' WHERE id = 'c1';",
                            "SELECT city FROM customers WHERE id = 'c1';",
                            "!autocommit off",
                            "UPDATE customers SET city = 'Boston' WHERE id = 'c1';",
                            "!rollback",
                            "UPDATE customers SET city = 'Oxford' WHERE id = 'c0';",
                            "!commit",
                            "!autocommit on",
                            "SELECT id, city FROM customers WHERE id IN ('c0', 'c1');",
                            "!quit"));
            assertThat(said)
                    .contains("'orders'")
                    .contains("'order-notes'")
                    .contains("'by_status'")
                    .contains("'Grace'")
                    .contains("'c1','Washington'")
                    .contains("'c0','Oxford'")
                    .doesNotContain("'Boston'")
                    .contains("'VARCHAR'")
                    .doesNotContain("Error:")
                    .doesNotContain("Exception");
        }
    }
}
