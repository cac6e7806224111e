package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as grids and report tools read and write them. */
class GridValuesTest extends ToolSession {
    /** An absent attribute and an explicit NULL are both NULL; IS MISSING tells them apart. */
    @Test
    void absentAndNullAreNull() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT note, open FROM orders WHERE customer = 'a' ORDER BY placed")) {
            while (rows.next()) {
                assertThat(rows.getString("note")).isNull();
                assertThat(rows.wasNull()).isTrue();
            }
        }
        assertThat(first("SELECT placed FROM orders WHERE customer = 'a' AND note IS NULL"))
                .containsExactly("1", "2");
        assertThat(first("SELECT placed FROM orders WHERE customer = 'a' AND note IS MISSING"))
                .containsExactly("2");
        assertThat(first("SELECT placed FROM orders WHERE customer = 'a' AND note = NULL"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890123456789012345678",
                "0.1234567890123456789012345678901234567",
                "1E-130",
                "-1E-130",
                "9.9E+125",
                "-9.9999999999999999999999999999999999999E+125",
                "0",
                "-0",
                "0.10",
                "100"
            })
    void numbersComeBackAsTheyWere(String text) throws SQLException {
        BigDecimal number = new BigDecimal(text);
        try (PreparedStatement write = connection.prepareStatement("UPSERT INTO numbers (id, n) VALUES (?, ?)");
                PreparedStatement read = connection.prepareStatement("SELECT n FROM numbers WHERE id = ? AND n = ?")) {
            write.setString(1, text);
            write.setBigDecimal(2, number);
            write.executeUpdate();
            read.setString(1, text);
            read.setBigDecimal(2, number);
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBigDecimal(1)).isEqualByComparingTo(number);
                assertThat((BigDecimal) rows.getObject(1)).isEqualByComparingTo(number);
                assertThat(new BigDecimal(rows.getString(1))).isEqualByComparingTo(number);
                assertThat(rows.getObject(1, BigDecimal.class)).isEqualByComparingTo(number);
            }
        }
    }

    @Test
    void whatDoesNotFitIsAnErrorAndNotACut() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT total FROM orders WHERE customer = 'a' ORDER BY placed")) {
            rows.next();
            assertThat(rows.getDouble(1)).isEqualTo(1.5);
            // As java.sql's tables have it, digits behind the point are cut where a whole number is asked for.
            assertThat(rows.getInt(1)).isEqualTo(1);
            rows.next();
            assertThat(state(() -> rows.getLong(1))).isEqualTo("22003");
            assertThat(state(() -> rows.getInt(1))).isEqualTo("22003");
            assertThat(state(() -> rows.getShort(1))).isEqualTo("22003");
            assertThat(state(() -> rows.getByte(1))).isEqualTo("22003");
            assertThat(state(() -> rows.getDate(1))).startsWith("22");
            assertThat(state(() -> rows.getObject(1, java.util.UUID.class))).isIn("22018", "07006");
            assertThat(state(() -> rows.getObject(1, Thread.class))).isIn("22018", "07006");
            assertThat(state(() -> rows.getObject(1, (Class<?>) null))).isNotEqualTo("none");
        }
        execute("UPSERT INTO numbers (id, n) VALUES ('tiny', 1E-130)");
        execute("UPSERT INTO numbers (id, n) VALUES ('huge', 1E+100)");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT n FROM numbers WHERE id IN ('tiny', 'huge')")) {
            while (rows.next()) {
                assertThat(state(() -> rows.getFloat(1))).isEqualTo("22003");
                assertThat(rows.getDouble(1)).isNotZero().isFinite();
            }
        }
    }

    @Test
    void binaryIsWrittenAndReadInEveryForm() throws Exception {
        byte[] bytes = {0, 1, 2, (byte) 255};
        try (PreparedStatement write =
                connection.prepareStatement("UPSERT INTO orders (customer, placed, bytes) VALUES ('b', '1', ?)")) {
            write.setBytes(1, bytes);
            assertThat(write.executeUpdate()).isOne();
            write.setBinaryStream(1, new java.io.ByteArrayInputStream(bytes), 4);
            assertThat(write.executeUpdate()).isOne();
            write.setObject(1, bytes, java.sql.Types.VARBINARY);
            assertThat(write.executeUpdate()).isOne();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT bytes FROM orders WHERE customer = 'b' AND placed = '1' AND bytes = 0x000102FF")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBytes(1)).isEqualTo(bytes);
            assertThat((byte[]) rows.getObject(1)).isEqualTo(bytes);
            assertThat(rows.getBinaryStream(1).readAllBytes()).isEqualTo(bytes);
            assertThat(rows.getBlob(1).getBytes(1, 4)).isEqualTo(bytes);
        }
    }

    @Test
    void momentsBeyondTheYearsKeptAreRefusedByName() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPSERT INTO numbers (id, at) VALUES ('moment', ?)")) {
            for (Object moment : List.of(
                    java.time.Instant.MAX,
                    java.time.Instant.MIN,
                    java.time.OffsetDateTime.MIN,
                    java.time.LocalDate.MAX)) {
                assertThat(state(() -> {
                            statement.setObject(1, moment);
                            statement.executeUpdate();
                        }))
                        .as(moment.getClass().getName())
                        .isEqualTo("22003");
            }
            statement.setObject(1, java.time.Instant.parse("9999-12-31T23:59:59.999999999Z"));
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    /** The local time stays as it is where java.time reads it, also one that a zone skips. */
    @Test
    void aLocalTimeThatTheZoneSkipsIsKept() throws SQLException {
        java.util.TimeZone before = java.util.TimeZone.getDefault();
        try {
            java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Europe/Berlin"));
            java.time.LocalDateTime skipped = java.time.LocalDateTime.parse("2024-03-31T02:30:00");
            execute("CREATE TABLE gaps (id VARCHAR PRIMARY KEY, at TIMESTAMP)");
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO gaps (id, at) VALUES ('a', ?)")) {
                statement.setObject(1, skipped);
                statement.executeUpdate();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT at FROM gaps WHERE id = 'a'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(1, java.time.LocalDateTime.class)).isEqualTo(skipped);
                assertThat(rows.getString(1)).isEqualTo("2024-03-31 02:30:00");
            }
        } finally {
            java.util.TimeZone.setDefault(before);
        }
    }
}
