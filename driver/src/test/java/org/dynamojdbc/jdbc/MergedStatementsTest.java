package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Statements on one item in one transaction do what they do one after the other, or they are refused. The property
 * {@code merged.seed} gives other statements, {@code merged.scripts} more of them.
 */
class MergedStatementsTest {
    private static final long SEED = Long.getLong("merged.seed", 20240131);
    private static final int SCRIPTS = Integer.getInteger("merged.scripts", 60);
    private static final String[] TABLES = {"together", "apart"};

    private static final String[] STATEMENTS = {
        "UPDATE %t SET n = # WHERE id = 'i'",
        "UPDATE %t SET n = n + # WHERE id = 'i'",
        "UPDATE %t SET n = # - n WHERE id = 'i'",
        "UPDATE %t SET n = k + n WHERE id = 'i'",
        "UPDATE %t SET k = n, n = k WHERE id = 'i'",
        "UPDATE %t SET k = if_not_exists(x, #) WHERE id = 'i'",
        "UPDATE %t SET x = if_not_exists(x, #) WHERE id = 'i'",
        "UPDATE %t ADD n # WHERE id = 'i'",
        "UPDATE %t ADD x # WHERE id = 'i'",
        "UPDATE %t REMOVE n WHERE id = 'i'",
        "UPDATE %t REMOVE x WHERE id = 'i'",
        "UPDATE %t SET n = NULL WHERE id = 'i'",
        "UPDATE %t ADD s <<'a', 'v#'>> WHERE id = 'i'",
        "UPDATE %t ADD s <<'b'>> WHERE id = 'i'",
        "UPDATE %t DELETE s <<'a'>> WHERE id = 'i'",
        "UPDATE %t DELETE s <<'b', 'v#'>> WHERE id = 'i'",
        "UPDATE %t SET s = <<'a', 'b', 'c'>> WHERE id = 'i'",
        "UPDATE %t REMOVE s WHERE id = 'i'",
        "UPDATE %t SET l = list_append(l, [#]) WHERE id = 'i'",
        "UPDATE %t SET l = list_append([#], l) WHERE id = 'i'",
        "UPDATE %t SET l[0] = # WHERE id = 'i'",
        "UPDATE %t SET l[1] = l[0] WHERE id = 'i'",
        "UPDATE %t SET l[7] = # WHERE id = 'i'",
        "UPDATE %t SET l[8] = # WHERE id = 'i'",
        "UPDATE %t REMOVE l[0] WHERE id = 'i'",
        "UPDATE %t REMOVE l[1] WHERE id = 'i'",
        "UPDATE %t REMOVE l[0], l[2] WHERE id = 'i'",
        "UPDATE %t SET l = [#, #] WHERE id = 'i'",
        "UPDATE %t SET m.a = # WHERE id = 'i'",
        "UPDATE %t SET m.b = m.a WHERE id = 'i'",
        "UPDATE %t SET m.a = m.a + # WHERE id = 'i'",
        "UPDATE %t REMOVE m.a WHERE id = 'i'",
        "UPDATE %t SET m = {'a': #} WHERE id = 'i'",
        "UPDATE %t SET m.c.d = # WHERE id = 'i'",
        "UPDATE %t SET m.c = {'d': #, 'e': 1} WHERE id = 'i'",
        "UPDATE %t SET x = m WHERE id = 'i'",
        "UPDATE %t SET n = # REMOVE x ADD k # DELETE s <<'a'>> WHERE id = 'i'",
        "UPDATE %t SET n = # WHERE id = 'i' AND n > #",
        "UPDATE %t SET k = # WHERE id = 'i' AND n > #",
        "UPDATE %t SET k = # WHERE id = 'i' AND x IS MISSING",
        "UPDATE %t SET n = n * 2 WHERE id = 'i'",
        "UPDATE %t SET k = upper(t) WHERE id = 'i'",
        "UPDATE %t SET t = 't#' WHERE id = 'i' AND size(l) > 2",
        "DELETE FROM %t WHERE id = 'i'",
        "DELETE FROM %t WHERE id = 'i' AND n > #",
        "INSERT INTO %t VALUE {'id': 'i', 'n': #, 'l': [1, #], 'm': {'a': #}}",
        "UPSERT INTO %t VALUE {'id': 'i', 'n': #, 's': <<'a', 'z'>>}",
        "UPSERT INTO %t (id, n, k) VALUES ('i', #, #)",
        "INSERT INTO %t (id, n) VALUES ('i', #) ON CONFLICT DO NOTHING",
        "INSERT INTO %t (id, n) VALUES ('i', #) ON CONFLICT DO REPLACE",
        "INSERT INTO %t (id, n) VALUES ('i', #) ON CONFLICT DO UPDATE SET n = n + excluded.n",
        "INSERT INTO %t (id, n) VALUES ('i', #) ON CONFLICT DO UPDATE SET k = # ",
        "UPDATE %t SET id = 'j' WHERE id = 'i'",
        "UPDATE %t SET id = 'i' WHERE id = 'j'",
        "DELETE FROM %t WHERE id = 'j'",
        "INSERT INTO %t (id, n) VALUES ('j', #)",
    };

    private static Connection connection;
    /** Transactions that were committed with several statements. */
    private static int merged;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:merged");
        for (String table : TABLES) {
            run("DROP TABLE IF EXISTS " + table);
            run("CREATE TABLE " + table + " (id VARCHAR PRIMARY KEY)");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        assertThat(merged).isGreaterThan(SCRIPTS / 4);
    }

    private static int run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : statement.getUpdateCount();
        }
    }

    /** A statement that the transaction took. */
    private record Taken(String sql, int count) {}

    static LongStream seeds() {
        return new Random(SEED).longs(SCRIPTS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTransactionDoesWhatItsStatementsDoOneAfterTheOther(long seed) throws SQLException {
        Random random = new Random(seed);
        boolean exists = random.nextInt(4) > 0;
        List<String> script = new ArrayList<>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            String sql = STATEMENTS[random.nextInt(STATEMENTS.length)];
            while (sql.contains("#")) {
                sql = sql.replaceFirst("#", Integer.toString(random.nextInt(9) + 1));
            }
            script.add(sql);
        }
        compare(script, exists);
    }

    private static void compare(List<String> script, boolean exists) throws SQLException {
        for (String table : TABLES) {
            run("DELETE FROM " + table);
            if (exists) {
                run("INSERT INTO " + table + " VALUE {'id': 'i', 'n': 5, 'k': 3, 't': 'text', 's': <<'a', 'b'>>,"
                        + " 'l': [1, 2, 3], 'm': {'a': 1, 'c': {'d': 4}}}");
            }
        }
        List<Taken> taken = new ArrayList<>();
        String refusal = together(script, taken);
        String failure = null;
        for (Taken one : taken) {
            try {
                int count = run(one.sql().replace("%t", "apart"));
                if (count != one.count() && failure == null) {
                    failure = one.sql() + " counts " + count + " alone and " + one.count() + " in the transaction";
                }
            } catch (SQLException refused) {
                failure = failure == null ? one.sql() + ": " + refused.getMessage() : failure;
            }
        }
        if (refusal == null) {
            merged += taken.size() > 1 ? 1 : 0;
            assertThat(failure)
                    .as("committed %s (item there: %s)", taken, exists)
                    .isNull();
            assertThat(items("together"))
                    .as("after %s (item there: %s)", taken, exists)
                    .isEqualTo(items("apart"));
        } else {
            assertThat(failure)
                    .as("%s (item there: %s) was refused by the commit: %s", taken, exists, refusal)
                    .isNotNull();
        }
    }

    /** Commits what the transaction takes; why the commit was refused, null when it was not. */
    private static String together(List<String> script, List<Taken> taken) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String sql : script) {
                try {
                    taken.add(new Taken(sql, run(sql.replace("%t", "together"))));
                } catch (SQLException refused) {
                    assertThat(refused.getSQLState())
                            .as("%s after %s: %s", sql, taken, refused.getMessage())
                            .isNotEqualTo("HY000");
                }
            }
            connection.commit();
            return null;
        } catch (SQLException refused) {
            return refused.getSQLState() + " " + refused.getMessage();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static List<String> items(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT id, n, n IS MISSING, k, k IS MISSING, x, t, s, l, m FROM " + table)) {
            List<String> items = new ArrayList<>();
            while (result.next()) {
                StringBuilder item = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    item.append(result.getMetaData().getColumnLabel(i))
                            .append('=')
                            .append(result.getString(i))
                            .append(' ');
                }
                items.add(item.toString());
            }
            items.sort(null);
            return items;
        }
    }
}
