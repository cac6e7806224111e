package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several statements on one item are one action of a transaction, where that has the same effect. */
class MergedWritesTest extends Accounts {
    /** Statements on item a (n = 10, s = 'x') and what is left of it; absent for none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE acc SET n = n + 1 WHERE id = 'a'; UPDATE acc SET n = n - 3 WHERE id = 'a' | 8 x",
                "UPDATE acc SET n = 1 WHERE id = 'a'; UPDATE acc SET n = n + 1, s = 'z' WHERE id = 'a' | 2 z",
                "UPDATE acc SET n = s WHERE id = 'a'; UPDATE acc SET s = n WHERE id = 'a' | x x",
                "UPDATE acc SET v = if_not_exists(v, 0) + 1 WHERE id = 'a'; UPDATE acc SET n = v WHERE id = 'a' | 1 x",
                "UPDATE acc ADD n 5 WHERE id = 'a'; UPDATE acc ADD n 6 WHERE id = 'a' | 21 x",
                "UPDATE acc REMOVE n WHERE id = 'a'; UPDATE acc ADD n 6 WHERE id = 'a' | 6 x",
                "UPDATE acc SET n = 7 WHERE id = 'a'; UPDATE acc REMOVE n WHERE id = 'a' | NULL x",
                "UPDATE acc SET n = 7 WHERE id = 'a'; DELETE FROM acc WHERE id = 'a' | absent",
                "UPDATE acc SET n = 7 WHERE id = 'a'; DELETE FROM acc WHERE id = 'a' AND s = 'x' | absent",
                "DELETE FROM acc WHERE id = 'a'; INSERT INTO acc (id, n) VALUES ('a', 1) | 1 NULL",
                "DELETE FROM acc WHERE id = 'a'; UPSERT INTO acc (id, n) VALUES ('a', 2) | 2 NULL",
                "UPSERT INTO acc (id, n) VALUES ('a', 2); UPDATE acc SET n = n + 1, s = 'q' WHERE id = 'a' AND n = 2"
                        + " | 3 q",
                "UPSERT INTO acc (id, n) VALUES ('a', 2); UPSERT INTO acc (id, n) VALUES ('a', 3) | 3 NULL",
                "UPSERT INTO acc (id, n) VALUES ('a', 2); DELETE FROM acc WHERE id = 'a' | absent",
                "UPDATE acc SET n = 7 WHERE id = 'a'; UPSERT INTO acc (id, n) VALUES ('a', 3) | 3 NULL",
                "UPDATE acc SET n = n * 1.1 WHERE id = 'a' | 11 x",
                "UPDATE acc SET n = n * 2, s = concat(upper(s), n) WHERE id = 'a' AND char_length(s) = 1 | 20 X10",
                "UPDATE acc SET n = n * 2 WHERE id = 'a' AND char_length(s) = 2 | 10 x",
                "UPDATE acc SET s = upper(s) WHERE id = 'a'; UPDATE acc SET n = n * 2 WHERE id = 'a' | 20 X",
                "UPSERT INTO acc (id, n) VALUES ('a', 2); UPDATE acc SET n = n * 3 WHERE id = 'a' | 6 NULL",
                "DELETE FROM acc WHERE id = 'a' AND char_length(s) = 1 | absent",
                "DELETE FROM acc WHERE id = 'a' AND char_length(s) = 2 | 10 x",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | absent",
                "UPDATE acc SET id = 'z' WHERE id = 'a'; UPDATE acc SET id = 'a', n = n * 5 WHERE id = 'z' | 50 x",
                "UPDATE acc SET id = 'z' WHERE id = 'a'; INSERT INTO acc (id, n) VALUES ('a', 3) | 3 NULL",
                "UPDATE acc SET id = lower(id) WHERE id = 'a' | 10 x",
                "UPDATE acc SET id = lower(id), n = n * 3 WHERE id = 'a' | 30 x",
                "UPDATE acc SET n = n * 3 WHERE s = 'x' | 30 x",
                "UPDATE acc SET id = concat(id, '2') WHERE n = 10 | absent",
                "INSERT INTO acc (id, n) VALUES ('a', 1) ON CONFLICT DO NOTHING | 10 x",
                "DELETE FROM acc WHERE id = 'a'; INSERT INTO acc (id, n) VALUES ('a', 1) ON CONFLICT DO NOTHING | 1 NULL",
                "INSERT INTO acc (id, n) VALUES ('a', 1) ON CONFLICT DO UPDATE SET n = n * 7 | 70 x",
                "INSERT INTO acc (id, n) VALUES ('a', 1) ON CONFLICT DO UPDATE SET n = n + excluded.n | 11 x",
                "ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a' AND n = 10); UPDATE acc SET n = 11 WHERE id = 'a'"
                        + " | 11 x",
                "UPDATE acc SET n = 7 WHERE id = 'a'; ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a' AND s = 'x')"
                        + " | 7 x",
            })
    void severalStatementsOnOneItemAreOneAction(String statements, String expected) throws SQLException {
        for (String sql : statements.split(";", -1)) {
            run(sql.strip());
        }
        connection.commit();
        List<String> left = rows().stream()
                .filter(r -> r.startsWith("a "))
                .map(r -> r.substring(2))
                .toList();
        assertThat(left).isEqualTo(expected.equals("absent") ? List.of() : List.of(expected.replace("NULL", "null")));
    }

    @Test
    void aMovedItemIsWholeAtItsNewPlace() throws SQLException {
        run(other, "UPDATE acc SET l = [1, {'deep': NULL}], t = <<1, 2>>, nothing = NULL WHERE id = 'a'");
        assertThat(run("UPDATE acc SET id = 'z', s = s || '!' WHERE id = 'a'")).isEqualTo(1);
        assertThat(run("UPDATE acc SET n = n + 1 WHERE id = 'z'")).isEqualTo(1);
        connection.commit();
        assertThat(rows()).contains("z 11 x!").noneMatch(row -> row.startsWith("a "));
        try (Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT l, t FROM acc WHERE id = 'z' AND nothing IS NULL" + " AND nothing IS NOT MISSING")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("[1,{\"deep\":null}]");
            assertThat(row.getString(2)).isEqualTo("[1,2]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE acc SET n = n * 2 WHERE id = 'a' | UPDATE acc SET n = 11 WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | UPDATE acc SET s = 'y' WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | UPDATE acc SET later = 1 WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | UPDATE acc SET nobody_knows = 1 WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | DELETE FROM acc WHERE id = 'a' | 40001",
                "UPDATE acc SET id = 'z' WHERE id = 'a' | INSERT INTO acc (id) VALUES ('z') | 23505",
                "DELETE FROM acc WHERE id = 'a' AND char_length(s) = 1 | UPDATE acc SET s = 'y' WHERE id = 'a' | 40001",
                "INSERT INTO acc (id) VALUES ('z') ON CONFLICT DO NOTHING | INSERT INTO acc (id) VALUES ('z') | 40001",
            })
    void whatAStatementReadMustBeTheSameAtTheCommit(String sql, String meanwhile, String state) throws SQLException {
        run("INSERT INTO acc (id) VALUES ('lost')");
        assertThat(run(sql)).isEqualTo(1);
        run(other, meanwhile);
        List<String> before = rows();
        assertState(commitFailure(), state);
        assertThat(rows()).isEqualTo(before).noneMatch(row -> row.startsWith("lost"));
    }

    @Test
    void whatIsMissingIsNullInATransactionToo() throws SQLException {
        run(other, "UPDATE acc REMOVE s WHERE id = 'a'");
        run("UPDATE acc SET absent = absent + 1, n = n + 1 WHERE id = 'a'");
        run("UPDATE acc SET n = n + 1 WHERE id = 'b'");
        run("INSERT INTO acc (id) VALUES ('c')");
        run("UPDATE acc SET n = n + 1 WHERE id = 'c'");
        connection.commit();
        try (Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, n FROM acc WHERE (id = 'a' AND absent IS NULL AND"
                        + " absent IS NOT MISSING) OR (id = 'c' AND n IS NULL AND n IS NOT MISSING) OR n = 21")) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1) + " " + row.getString(2));
            }
            assertThat(found).containsExactlyInAnyOrder("a 11", "b 21", "c null");
        }
    }

    @Test
    void anAdditionToAnItemThatIsGoneFailsTheCommit() throws SQLException {
        run("UPDATE acc SET n = n + 1 WHERE id = 'never'");
        assertState(commitFailure(), "40001");
    }

    @Test
    void anAdditionToTextFailsAsItDoesAlone() throws SQLException {
        SQLException alone = org.assertj.core.api.Assertions.catchThrowableOfType(
                SQLException.class, () -> run(other, "UPDATE acc SET s = s + 1 WHERE id = 'a'"));
        run("UPDATE acc SET s = s + 1 WHERE id = 'a'");
        assertState(commitFailure(), alone.getSQLState());
    }

    @Test
    void whatElseChangesMeanwhileDoesNotMatter() throws SQLException {
        assertThat(run("UPDATE acc SET n = n * 2 WHERE id = 'a'")).isEqualTo(1);
        run(other, "UPDATE acc SET s = 'meanwhile' WHERE id = 'a'");
        connection.commit();
        assertThat(rows()).contains("a 20 meanwhile");
    }

    @Test
    void whatIsKnownOfAnItemIsCountedAtOnce() throws SQLException {
        run("INSERT INTO acc (id, n) VALUES ('c', 1)");
        assertThat(run("UPDATE acc SET n = 2 WHERE id = 'c' AND n = 9")).isZero();
        assertThat(run("UPDATE acc SET n = 2 WHERE id = 'c' AND n = 1")).isEqualTo(1);
        assertThat(run("INSERT INTO acc (id) VALUES ('c') ON CONFLICT DO NOTHING"))
                .isZero();
        assertState(failure("INSERT INTO acc (id) VALUES ('c')"), "23505");
        assertThat(run("DELETE FROM acc WHERE id = 'c'")).isEqualTo(1);
        assertThat(run("DELETE FROM acc WHERE id = 'c'")).isZero();
        assertThat(run("UPDATE acc SET n = 2 WHERE id = 'c'")).isZero();
        run("DELETE FROM acc WHERE id = 'a'");
        connection.commit();
        assertThat(rows()).containsExactly("b 20 y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE acc SET n = 7 WHERE id = 'a' | UPDATE acc SET s = 'z' WHERE id = 'a' AND n = 7",
                "UPDATE acc SET n = m + k WHERE id = 'a' | UPDATE acc SET n = 1 WHERE id = 'a'",
                "UPDATE acc SET m.x = 1 WHERE id = 'a' | UPDATE acc SET m = {'x': 2} WHERE id = 'a'",
                "UPDATE acc SET l[0] = 1 WHERE id = 'a' | UPDATE acc SET l[1] = 1 WHERE id = 'a'",
                "UPDATE acc SET n = 1 WHERE id = 'a' | ASSERT EXISTS (SELECT * FROM acc WHERE id = 'a' AND n = 1)",
                "UPDATE acc SET n = 1 WHERE id = 'a' | UPDATE acc SET s = n * 2 WHERE id = 'a'",
                "UPDATE acc SET n = 1 WHERE id = 'a' | UPDATE acc SET id = 'z' WHERE id = 'a'",
                "UPDATE acc SET n = 1 WHERE id = 'a' | UPDATE acc SET s = upper(s) WHERE id = 'a' AND n = 10",
                "UPDATE acc SET s = 'yy' WHERE id = 'a' | DELETE FROM acc WHERE id = 'a' AND char_length(s) = 1",
                "UPDATE acc SET n = 1 WHERE id = 'a' | INSERT INTO acc (id) VALUES ('a') ON CONFLICT DO UPDATE SET n = n * 2",
            })
    void whatCannotBeOneActionIsRefusedAndTheRestStays(String first, String second) throws SQLException {
        run("INSERT INTO acc (id) VALUES ('kept')");
        run(first);
        assertState(failure(second), "0A000");
        connection.rollback();
        run("INSERT INTO acc (id) VALUES ('kept')");
        run("UPDATE acc SET n = 7 WHERE id = 'a'");
        failure("UPDATE acc SET s = 'z' WHERE id = 'a' AND n = 7");
        connection.commit();
        assertThat(rows()).contains("a 7 x", "kept null null");
    }
}
