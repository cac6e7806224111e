package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Calendar;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A point in time stays the one it is, also in the hour that comes twice in autumn and before there were zones. */
class RepeatedHourTest {
    private final TimeZone before = TimeZone.getDefault();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:repeatedhour");
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS hours");
            statement.execute(
                    "CREATE TABLE hours (id VARCHAR PRIMARY KEY, tz TIMESTAMP WITH TIME ZONE, em EPOCH_MILLIS)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        TimeZone.setDefault(before);
        connection.close();
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2024-11-03T05:30:00Z",
        "America/New_York, 2024-11-03T06:30:00Z",
        "America/New_York, 2024-03-10T07:30:00Z",
        "America/New_York, 1883-01-01T00:00:00Z",
        "Europe/Berlin, 2024-10-27T00:30:00Z",
        "Europe/Berlin, 2024-10-27T01:30:00Z",
        "Asia/Tokyo, 1883-01-01T00:00:00Z",
        "UTC, 2024-11-03T06:30:00Z"
    })
    void aPointInTimeComesBackAsItWasGiven(String zone, Instant given) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Timestamp timestamp = Timestamp.from(given);
        try (PreparedStatement write =
                connection.prepareStatement("UPSERT INTO hours (id, tz, em) VALUES ('a', ?, ?)")) {
            write.setTimestamp(1, timestamp);
            write.setTimestamp(2, timestamp);
            write.executeUpdate();
        }
        try (PreparedStatement read =
                connection.prepareStatement("SELECT tz, em FROM hours WHERE tz = ? AND em = ? AND id = 'a'")) {
            read.setTimestamp(1, timestamp);
            read.setTimestamp(2, timestamp);
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                for (int column = 1; column <= 2; column++) {
                    assertThat(rows.getObject(column, Instant.class)).isEqualTo(given);
                    assertThat(rows.getTimestamp(column)).isEqualTo(timestamp);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Asia/Tokyo", "UTC"})
    void aCalendarOfTheZoneDoesNotChangeIt(String zone) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Timestamp timestamp = Timestamp.from(Instant.parse("2024-11-03T06:30:00Z"));
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("America/New_York"));
        try (PreparedStatement write =
                connection.prepareStatement("UPSERT INTO hours (id, tz, em) VALUES ('a', ?, ?)")) {
            write.setTimestamp(1, timestamp, calendar);
            write.setTimestamp(2, timestamp, calendar);
            write.executeUpdate();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT tz, em FROM hours WHERE id = 'a'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getTimestamp(1, calendar)).isEqualTo(timestamp);
            assertThat(rows.getTimestamp(2, calendar)).isEqualTo(timestamp);
            assertThat(rows.getTimestamp(2)).isEqualTo(timestamp);
        }
    }
}
