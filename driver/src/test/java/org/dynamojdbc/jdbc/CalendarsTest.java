package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments with calendars and of java.time. */
class CalendarsTest extends TypedTables {
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "America/New_York", "UTC"})
    void aCalendarTellsWhichPointInTimeAndWhichLocalTimeIsMeant(String zone) throws SQLException {
        Instant instant = Instant.parse("2024-06-30T22:15:30.123456789Z");
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone(zone), Locale.ROOT);
        try (PreparedStatement insert = connection.prepareStatement(
                "UPSERT INTO declared (id, ts, tz, es, em, n) VALUES ('calendar', ?, ?, ?, ?, 1)")) {
            for (int i = 1; i <= 4; i++) {
                insert.setTimestamp(i, Timestamp.from(instant), calendar);
            }
            insert.executeUpdate();
        }
        LocalDateTime local =
                instant.atZone(TimeZone.getTimeZone(zone).toZoneId()).toLocalDateTime();
        assertThat(stored("declared", "calendar", "ts").s()).isEqualTo(local.toString());
        assertThat(stored("declared", "calendar", "tz").s()).isEqualTo(instant.toString());
        assertThat(stored("declared", "calendar", "es").n()).isEqualTo(String.valueOf(instant.getEpochSecond()));
        assertThat(stored("declared", "calendar", "em").n()).isEqualTo(String.valueOf(instant.toEpochMilli()));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ts, tz FROM declared WHERE id = 'calendar'")) {
            rows.next();
            assertThat(rows.getTimestamp(1, calendar).toInstant()).isEqualTo(instant);
            assertThat(rows.getTimestamp(2).toInstant()).isEqualTo(instant);
        }
    }

    @Test
    void aTimestampWithCalendarFindsTheRowItWrote() throws SQLException {
        Timestamp moment = Timestamp.from(Instant.parse("2024-01-01T00:00:00Z"));
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"), Locale.ROOT);
        try (PreparedStatement insert =
                connection.prepareStatement("UPSERT INTO declared (id, tz, n) VALUES ('found', ?, 1)")) {
            insert.setTimestamp(1, moment, calendar);
            insert.executeUpdate();
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id FROM declared WHERE tz = ? AND id = 'found'")) {
            select.setTimestamp(1, moment, calendar);
            assertThat(select.executeQuery().next()).isTrue();
        }
    }

    @Test
    void javaTimeComesAndGoes() throws SQLException {
        OffsetDateTime instant = OffsetDateTime.of(2024, 3, 31, 2, 30, 0, 5, ZoneOffset.ofHours(2));
        run(
                "UPSERT INTO declared (id, d, t, ts, tz, n) VALUES ('time', ?, ?, ?, ?, 1)",
                LocalDate.of(2024, 2, 29),
                LocalTime.of(23, 59, 59, 999_999_999),
                LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4),
                instant);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT d, t, ts, tz FROM declared WHERE id = 'time'")) {
            rows.next();
            assertThat(rows.getObject(1, LocalDate.class)).isEqualTo("2024-02-29");
            assertThat(rows.getObject(2, LocalTime.class)).isEqualTo("23:59:59.999999999");
            assertThat(rows.getObject(3, LocalDateTime.class)).isEqualTo("2024-02-29T01:02:03.000000004");
            assertThat((Object) rows.getObject(4, OffsetDateTime.class).toInstant())
                    .isEqualTo(instant.toInstant());
            assertThat(rows.getObject(4, Instant.class)).isEqualTo(instant.toInstant());
        }
    }
}
