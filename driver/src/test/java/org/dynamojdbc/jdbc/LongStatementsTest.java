package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dynamojdbc.execute.call.Statistics;
import org.dynamojdbc.stub.FaultyServer;
import org.dynamojdbc.stub.FaultyServer.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A statement that writes many rows tells how far it is, how far it came when it failed, and can be run again. */
class LongStatementsTest {
    private static final int ROWS = 50;
    private static final Pattern WRITTEN = Pattern.compile("(\\d+) rows? (?:was|were) written before");

    private static Connection direct;

    @BeforeAll
    static void open() throws SQLException {
        direct = DriverManager.getConnection("jdbc:dynamodb:embedded:longstatements");
    }

    @AfterAll
    static void close() throws SQLException {
        direct.close();
    }

    @BeforeEach
    void tables() throws SQLException {
        run("DROP TABLE IF EXISTS jobs");
        run("DROP TABLE IF EXISTS copies");
        run("CREATE TABLE jobs (id VARCHAR PRIMARY KEY, state VARCHAR, n INTEGER)");
        run("CREATE TABLE copies (id VARCHAR PRIMARY KEY, state VARCHAR, n INTEGER)");
        try (Statement batch = direct.createStatement()) {
            for (int i = 0; i < ROWS; i++) {
                batch.addBatch("UPSERT INTO jobs (id, state, n) VALUES ('j" + i + "', 'open', " + i + ")");
            }
            batch.executeBatch();
        }
    }

    private static long run(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private static long number(String query) throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static List<String> warnings(Statement statement) throws SQLException {
        List<String> warnings = new ArrayList<>();
        for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
            warnings.add(next.getMessage());
        }
        return warnings;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.08 | UPDATE jobs SET state = 'done' WHERE state = 'open' | SELECT COUNT(*) FROM jobs WHERE state = 'done'",
                "0.06 | UPDATE jobs SET state = upper(state) | SELECT COUNT(*) FROM jobs WHERE state = 'OPEN'",
                "0.08 | DELETE FROM jobs WHERE state = 'open' AND n >= 0 | SELECT 50 - COUNT(*) FROM jobs",
                "0.7 | UPSERT INTO copies SELECT * FROM jobs | SELECT COUNT(*) FROM copies WHERE state = 'open'",
                "0.06 | INSERT INTO copies SELECT * FROM jobs ON CONFLICT DO NOTHING | SELECT COUNT(*) FROM copies WHERE n >= 0",
            })
    void aStatementThatFailedOnTheWayIsRunAgainUntilAllIsDone(double rate, String sql, String done)
            throws SQLException {
        int failures = 0;
        try (FaultyServer faulty = new FaultyServer(direct, 3);
                Connection connection = faulty.connect("maxAttempts=1");
                Statement statement = connection.createStatement()) {
            faulty.fail(rate, EnumSet.complementOf(EnumSet.of(Fault.PARTLY, Fault.THROTTLED)));
            boolean ended = false;
            while (!ended) {
                long before = number(done);
                try {
                    statement.executeLargeUpdate(sql);
                    ended = true;
                } catch (SQLException failed) {
                    failures++;
                    assertThat(failures).isLessThan(1000);
                    assertThat(failed.getSQLState()).isNotEqualTo("HY000");
                    // Writes whose answer was lost may be done too.
                    if (sql.contains("'open'")) {
                        assertThat(written(failed.getMessage())).isLessThanOrEqualTo(number(done) - before);
                    }
                    assertThat(warnings(statement))
                            .anyMatch(warning -> warning.contains("failed on the way")
                                    && written(warning) == written(failed.getMessage()));
                }
            }
        }
        assertThat(failures).isPositive();
        assertThat(number(done)).isEqualTo(ROWS);
    }

    private static long written(String message) {
        Matcher matcher = WRITTEN.matcher(message);
        if (matcher.find()) {
            return Long.parseLong(matcher.group(1));
        }
        assertThat(message).contains("no row was written");
        return 0;
    }

    @Test
    void anInsertThatFailedOnTheWaySaysHowToGoOn() throws SQLException {
        run("UPSERT INTO copies (id) VALUES ('j47')");
        assertThatThrownBy(() -> run("INSERT INTO copies SELECT * FROM jobs"))
                .hasMessageContaining("run it again with ON CONFLICT DO NOTHING");
        run("INSERT INTO copies SELECT * FROM jobs ON CONFLICT DO NOTHING");
        assertThat(number("SELECT COUNT(*) FROM copies")).isEqualTo(ROWS);
    }

    @Test
    void progressIsToldWhileTheStatementRuns() throws SQLException {
        List<Statistics> told = new CopyOnWriteArrayList<>();
        try (Statement statement = direct.createStatement()) {
            statement.unwrap(DynamoStatement.class).onProgress(told::add);
            statement.executeUpdate("UPDATE jobs SET state = 'done'");
            assertThat(told).hasSize(ROWS + 1);
            assertThat(told.get(0).itemsRead()).isEqualTo(ROWS);
            assertThat(told).extracting(Statistics::itemsWritten).isSorted();
            Statistics last = told.get(told.size() - 1);
            assertThat(last.itemsWritten()).isEqualTo(ROWS);
            assertThat(last.writeUnits()).isEqualTo(ROWS);

            told.clear();
            statement.unwrap(DynamoStatement.class).onProgress(null);
            statement.executeUpdate("DELETE FROM jobs WHERE n < 10");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aListenerThatWantsTheStatementToEndCancelsIt() throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.unwrap(DynamoStatement.class).onProgress(statistics -> {
                if (statistics.itemsWritten() >= 10) {
                    try {
                        statement.cancel();
                    } catch (SQLException failed) {
                        throw new AssertionError(failed);
                    }
                }
            });
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE jobs SET state = 'done'"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("57014");
                        assertThat(written(e.getMessage())).isBetween(10L, ROWS - 1L);
                    });
        }
        assertThat(number("SELECT COUNT(*) FROM jobs WHERE state = 'done'")).isBetween(10L, ROWS - 1L);
    }

    @Test
    void whatAListenerThrowsDoesNotEndTheStatement() throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.unwrap(DynamoStatement.class).onProgress(statistics -> {
                throw new IllegalStateException("a listener's mistake");
            });
            assertThat(statement.executeUpdate("DELETE FROM jobs")).isEqualTo(ROWS);
        }
    }

    @Test
    void everyRowOfAnInsertFromAQueryHasItsOwnUuid() throws SQLException {
        run("INSERT INTO copies (id, n) SELECT UUID(), n FROM jobs");
        assertThat(number("SELECT COUNT(*) FROM copies")).isEqualTo(ROWS);
        run("UPDATE jobs SET state = UUID()");
        assertThat(number("SELECT COUNT(DISTINCT state) FROM jobs")).isEqualTo(ROWS);
    }

    @Test
    void generatedKeysOfABatchAndOfAnInsertFromAQueryAreGiven() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS made (id UUID DEFAULT UUID(), n INTEGER, PRIMARY KEY (id))");
        run("DELETE FROM made");
        try (var batch = direct.prepareStatement("INSERT INTO made (n) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < 60; i++) {
                batch.setInt(1, i);
                batch.addBatch();
            }
            batch.executeBatch();
            List<String> keys = new ArrayList<>();
            try (ResultSet generated = batch.getGeneratedKeys()) {
                while (generated.next()) {
                    keys.add(generated.getString("id"));
                }
            }
            assertThat(keys).hasSize(60).doesNotHaveDuplicates();
            assertThat(number("SELECT n FROM made WHERE id = '" + keys.get(17) + "'"))
                    .isEqualTo(17);
        }
        try (Statement statement = direct.createStatement()) {
            statement.executeUpdate("INSERT INTO made (n) SELECT n FROM jobs", new String[] {"id", "n"});
            Set<String> keys = new java.util.HashSet<>();
            try (ResultSet generated = statement.getGeneratedKeys()) {
                while (generated.next()) {
                    keys.add(generated.getString("id"));
                    assertThat(number("SELECT n FROM made WHERE id = '" + generated.getString("id") + "'"))
                            .isEqualTo(generated.getInt("n"));
                }
            }
            assertThat(keys).hasSize(ROWS);
            statement.executeUpdate("INSERT INTO made (n) SELECT n FROM jobs WHERE n < 3");
            try (ResultSet generated = statement.getGeneratedKeys()) {
                assertThat(generated.next()).isFalse();
            }
        }
    }
}
