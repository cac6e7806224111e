package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A date or time has one text, whatever makes text of it and whatever the zone of the JVM is. */
class TimeTextsTest {
    private static final TimeZone BEFORE = TimeZone.getDefault();
    private static final List<String> COLUMNS = List.of("d", "t", "ts", "tz", "es", "em", "gone");
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:timetexts");
        execute("CREATE TABLE texts (id VARCHAR PRIMARY KEY, d DATE, t TIME, ts TIMESTAMP, tz TIMESTAMP WITH TIME ZONE,"
                + " es EPOCH_SECONDS, em EPOCH_MILLIS, gone TIMESTAMP TTL)");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @AfterEach
    void resetZone() {
        TimeZone.setDefault(BEFORE);
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return String.valueOf(rows.getString(1));
        }
    }

    private static void fill(String zone) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        execute("UPSERT INTO texts (id, d, t, ts, tz, es, em, gone) VALUES ('a', DATE '2024-01-31', TIME '13:05:00.5',"
                + " TIMESTAMP '2024-01-31 13:05:00.25', TIMESTAMP '2024-01-31 13:05:00.125',"
                + " TIMESTAMP '2024-07-31 13:05:00', TIMESTAMP '2024-01-31 23:05:00.75',"
                + " TIMESTAMP '2040-01-31 01:05:00')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/New_York"})
    void queriesMakeTheTextThatGetStringShows(String zone) throws SQLException {
        fill(zone);
        for (String column : COLUMNS) {
            String text = one("SELECT " + column + " FROM texts");
            for (String expression : List.of(
                    "CAST(%s AS VARCHAR)",
                    "%s || ''",
                    "upper(%s)",
                    "concat(%s, NULL)",
                    "LISTAGG(%s, ',')",
                    "substring(%s, 1)",
                    "replace(%s, '#', '')",
                    "COALESCE(%s, 'never')",
                    "MAX(%s)",
                    "CASE WHEN id = 'a' THEN %s END")) {
                assertThat(one("SELECT " + expression.formatted(column) + " FROM texts"))
                        .as(expression.formatted(column))
                        .isEqualTo(text);
            }
            assertThat(one("SELECT length(" + column + ") FROM texts")).isEqualTo(String.valueOf(text.length()));
            for (String condition : List.of(
                    "%s LIKE '" + text + "'",
                    "%s LIKE '" + text.substring(0, 5) + "%%'",
                    "char_length(%s) = " + text.length(),
                    "upper(%s) = '" + text + "'")) {
                String where = condition.formatted(column);
                assertThat(one("SELECT id FROM texts WHERE " + where)).as(where).isEqualTo("a");
                assertThat(one("SELECT COUNT(*) FROM texts WHERE lower(id) = 'a' AND " + where))
                        .as(where)
                        .isEqualTo("1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/New_York"})
    void updatesMakeTheSameText(String zone) throws SQLException {
        fill(zone);
        for (String column : COLUMNS) {
            String text = one("SELECT " + column + " FROM texts");
            for (String expression :
                    List.of("CAST(%s AS VARCHAR)", "%s || ''", "upper(%s)", "replace(%s, '#', '')", "concat(%s, '')")) {
                execute("UPDATE texts SET made = " + expression.formatted(column) + " WHERE id = 'a' AND " + column
                        + " LIKE '" + text + "'");
                assertThat(one("SELECT made FROM texts"))
                        .as(expression.formatted(column))
                        .isEqualTo(text);
                execute("UPDATE texts REMOVE made WHERE id = 'a'");
            }
            execute("UPDATE texts SET made = length(" + column + ") WHERE id = 'a'");
            assertThat(one("SELECT made FROM texts")).isEqualTo(String.valueOf(text.length()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/New_York"})
    void differencesAreTheSameInEveryZone(String zone) throws SQLException {
        fill(zone);
        for (String[] difference : new String[][] {
            {"ts - tz", "0.125"},
            {"em - ts", "36000.5"},
            {"d - DATE '2024-01-01'", "30"},
            {"t - TIME '13:00:00'", "300.5"}
        }) {
            assertThat(one("SELECT " + difference[0] + " FROM texts")).isEqualTo(difference[1]);
            execute("UPDATE texts SET made = " + difference[0] + " WHERE id = 'a'");
            assertThat(one("SELECT made FROM texts")).isEqualTo(difference[1]);
        }
        assertThat(one("SELECT gone - CURRENT_TIMESTAMP FROM texts")).isNotEqualTo("null");
    }
}
