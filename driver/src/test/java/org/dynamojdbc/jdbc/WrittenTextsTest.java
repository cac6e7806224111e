package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements as tools write them: escapes, comments, names, length. */
class WrittenTextsTest extends ToolSession {
    @Test
    void escapesAreTranslatedAndDocumentsLeftAlone() throws SQLException {
        assertThat(first("SELECT {d '2024-01-31'}")).containsExactly("2024-01-31");
        assertThat(first("SELECT {fn ucase('a?b')} -- what? {d 'x'}")).containsExactly("A?B");
        assertThat(first("SELECT o.placed FROM {oj orders o LEFT OUTER JOIN numbers n ON n.id = o.customer}"
                        + " WHERE o.customer = 'a' AND o.placed LIKE '1' {escape '\\'}"))
                .containsExactly("1");
        assertThat(first("SELECT {t '10:11:12'}").get(0)).startsWith("10:11:12");
        assertThat(first("SELECT {ts '2024-01-31 10:11:12'}")).hasSize(1);
        try (PreparedStatement statement = connection.prepareStatement(
                "UPSERT INTO orders VALUE {'customer': 'e', 'placed': ?, 'd': {'ts': '?', 'fn': [1]}} /* ? */")) {
            assertThat(statement.getParameterMetaData().getParameterCount()).isOne();
            statement.setString(1, "1");
            assertThat(statement.executeUpdate()).isOne();
        }
        assertThat(first("SELECT d.ts FROM orders WHERE customer = 'e' AND placed = '1'"))
                .containsExactly("?");
        assertThat(connection.nativeSQL("SELECT total FROM orders WHERE customer = 'a'"))
                .contains("KeyConditionExpression");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;",
                "  SELECT 1 ; ",
                "-- first\nSELECT 1",
                "/* c */ SELECT 1",
                "SELECT\r\n\t1",
                "SELECT  1  ",
                "select 1 -- end",
                "SELECT 1 /* a * b ** */"
            })
    void spaceCommentsAndSemicolonsDoNotMatter(String sql) throws SQLException {
        assertThat(first(sql)).containsExactly("1");
    }

    @Test
    void aTextThatIsTooLongIsRefusedByName() throws SQLException {
        assertThat(first("SELECT '" + "x".repeat(900_000) + "'").get(0)).hasSize(900_000);
        int most = connection.getMetaData().getMaxStatementLength();
        assertThat(state(() -> first("SELECT '" + "x".repeat(most) + "'"))).startsWith("54");
        assertThat(state(() -> first(""))).startsWith("42");
        assertThat(state(() -> first(" -- nothing"))).startsWith("42");
        assertThat(state(() -> first("SELECT 1; SELECT 2"))).startsWith("42");
        assertThatThrownBy(() -> connection.prepareStatement(null)).isInstanceOf(SQLException.class);
    }

    /** Names that tools quote, and reserved words that they do not. */
    @Test
    void everyNameCanBeWritten() throws SQLException {
        List<String> tables = List.of("t-1", "t.2", "3rd", "MixedCase", "select", "abc", "n".repeat(255));
        for (String table : tables) {
            String quoted = '"' + table + '"';
            execute("CREATE TABLE " + quoted + " (\"name\" VARCHAR PRIMARY KEY)");
            execute("INSERT INTO " + quoted + " (name, status, data, size, \"timestamp\", \"we-ird \"\"x\", \"order\")"
                    + " VALUES ('a', 's', 'd', 5, 't', 'w', 1)");
            execute("UPDATE " + quoted + " SET status = 'new', \"we-ird \"\"x\" = 'w2' WHERE name = 'a'");
            assertThat(first("SELECT status FROM " + quoted + " WHERE name = 'a' AND size = 5 AND data = 'd'"))
                    .containsExactly("new");
            assertThat(first("SELECT \"we-ird \"\"x\" FROM " + quoted + " WHERE \"order\" = 1 AND \"timestamp\" = 't'"))
                    .containsExactly("w2");
            assertThat(first("SELECT x.status FROM " + quoted + " x WHERE x.name = 'a'"))
                    .hasSize(1);
            execute("DELETE FROM " + quoted + " WHERE name = 'a'");
            assertThat(first("SELECT name FROM " + quoted)).isEmpty();
        }
    }
}
