package org.dynamojdbc.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in a schema file are told with the file and the line. */
class SchemaFileTest {
    private static final String GOOD = "CREATE TABLE good (id VARCHAR, PRIMARY KEY (id));\n\n";

    @TempDir
    Path folder;

    private void refused(String script, SqlState state, int line, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.sql"), script);
        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> SchemaFile.read(file.toString()));
        assertThat(failure).as(script).isNotNull();
        assertThat(failure.state()).as(script).isEqualTo(state);
        assertThat(failure)
                .hasMessageContaining("schemaFile " + file + ", line " + line)
                .hasMessageContaining(message);
    }

    @Test
    void columnsAreReadByTable() throws IOException {
        Path file = Files.writeString(
                folder.resolve("schema.sql"),
                "/* two; tables */ " + GOOD
                        + "CREATE TABLE IF NOT EXISTS \"other.one\" (id UUID, n DECIMAL(9, 2) DEFAULT 1, PRIMARY KEY (id, n),"
                        + " GLOBAL INDEX g (team VARCHAR)) WITH (billing_mode = 'PROVISIONED') -- end");
        assertThat(SchemaFile.read(file.toString())).containsOnlyKeys("good", "other.one");
        assertThat(SchemaFile.read(file.toString()).get("other.one").columns())
                .extracting(Column::name)
                .containsExactly("id", "n");
    }

    @Test
    void whatIsNoCreateTableIsRefused() throws IOException {
        refused(GOOD + "DROP TABLE good", SqlState.SYNTAX_ERROR, 3, "only CREATE TABLE");
        refused(GOOD + "  CREATE TABEL t", SqlState.SYNTAX_ERROR, 3, ":10 ");
        refused(GOOD + "CREATE TABLE ttt (id VARCHAR 'x')", SqlState.SYNTAX_ERROR, 3, "line 3:30");
    }

    @Test
    void wrongDefinitionsAreRefused() throws IOException {
        refused(
                GOOD + "CREATE TABLE ttt (id VARCHRA, PRIMARY KEY (id))",
                SqlState.UNDEFINED_OBJECT,
                3,
                "column 'id' of table 'ttt': line 3:22 unknown type VARCHRA; did you mean 'VARCHAR'");
        refused(
                GOOD + "CREATE TABLE ttt (id VARCHAR, id NUMERIC, PRIMARY KEY (id))",
                SqlState.DUPLICATE_COLUMN,
                3,
                "column 'id' of table 'ttt' is declared twice");
        refused(
                GOOD + "CREATE TABLE ttt (id VARCHAR, PRIMARY KEY (idd))",
                SqlState.UNDEFINED_COLUMN,
                3,
                "PRIMARY KEY of table 'ttt' names 'idd', which is not declared; did you mean 'id'");
        refused(
                GOOD + "CREATE TABLE ttt (id VARCHAR, PRIMARY KEY (id), INDEX by_x (x))",
                SqlState.UNDEFINED_COLUMN,
                3,
                "index by_x");
        refused(GOOD + "CREATE TABLE ttt (id VARCHAR)", SqlState.INVALID_DEFINITION, 3, "needs PRIMARY KEY");
        refused(GOOD + "CREATE TABLE t (id VARCHAR PRIMARY KEY)", SqlState.INVALID_NAME, 3, "3 to 255");
        refused(
                GOOD + "CREATE TABLE ttt (id VARCHAR PRIMARY KEY, v VARCHAR VERSION)",
                SqlState.INVALID_DEFINITION,
                3,
                "column 'v'");
        refused(GOOD + "\n" + GOOD, SqlState.DUPLICATE_TABLE, 4, "table 'good' is declared twice");
    }

    @Test
    void whatIsTooDeepOrTooLargeIsRefused() throws IOException {
        refused(
                GOOD + "CREATE TABLE ttt (id VARCHAR PRIMARY KEY, n NUMERIC DEFAULT " + "(".repeat(5_000) + "1"
                        + ")".repeat(5_000) + ")",
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                3,
                "");
        Path file = Files.writeString(folder.resolve("large.sql"), " ".repeat(5 * 1024 * 1024));
        assertThatThrownBy(() -> SchemaFile.read(file.toString()))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.PROGRAM_LIMIT_EXCEEDED))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("bytes");
    }

    @Test
    void whatCannotBeReadIsSaidWithTheReason() throws IOException {
        unreadable(folder.resolve("none.sql").toString(), "does not exist");
        unreadable(folder.toString(), "is a directory");
        unreadable(
                Files.write(folder.resolve("binary.sql"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF})
                        .toString(),
                "is not UTF-8 text");
        unreadable("no\0path", "cannot be read");
    }

    private static void unreadable(String path, String why) {
        assertThatThrownBy(() -> SchemaFile.read(path))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.INVALID_PARAMETER_VALUE))
                .hasMessageContaining("schemaFile " + path + " " + why);
    }

    @Test
    void connectingTellsTheMistake() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.sql"), GOOD + "CREATE TABLE ttt (id VARCHAR)");
        SQLException refused = catchThrowableOfType(
                SQLException.class, () -> DriverManager.getConnection("jdbc:dynamodb://127.0.0.1:1?schemaFile=" + file)
                        .close());
        assertThat(refused.getSQLState()).isEqualTo("42P16");
        assertThat(refused.getMessage()).contains(file + ", line 3");
    }
}
