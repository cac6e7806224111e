package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of every type, and what they refuse. */
class BoundTypesTest extends TypedTables {
    @Test
    void parametersHaveTheTypesOfTheirColumns() throws SQLException {
        try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO declared (id, n, dec) VALUES (?, ?, ?)");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE declared SET ts = ?, doc.a = ? WHERE id = ?");
                PreparedStatement select = connection.prepareStatement(
                        "SELECT * FROM declared d WHERE d.id = ? AND n BETWEEN ? AND ? AND u IN (?) AND d LIKE ? LIMIT ?")) {
            ParameterMetaData inserted = insert.getParameterMetaData();
            assertThat(inserted.getParameterType(1)).isEqualTo(Types.VARCHAR);
            assertThat(inserted.isNullable(1)).isEqualTo(ParameterMetaData.parameterNoNulls);
            assertThat(inserted.getParameterType(2)).isEqualTo(Types.INTEGER);
            assertThat(inserted.getParameterType(3)).isEqualTo(Types.DECIMAL);
            assertThat(inserted.getPrecision(3)).isEqualTo(10);
            assertThat(inserted.getScale(3)).isEqualTo(2);
            ParameterMetaData updated = update.getParameterMetaData();
            assertThat(updated.getParameterType(1)).isEqualTo(Types.TIMESTAMP);
            assertThat(updated.getParameterClassName(2)).isEqualTo("java.lang.Object");
            assertThat(updated.getParameterTypeName(3)).isEqualTo("VARCHAR");
            ParameterMetaData selected = select.getParameterMetaData();
            List<Integer> types = new ArrayList<>();
            for (int i = 1; i <= selected.getParameterCount(); i++) {
                types.add(selected.getParameterType(i));
            }
            assertThat(types)
                    .containsExactly(
                            Types.VARCHAR, Types.INTEGER, Types.INTEGER, Types.VARCHAR, Types.VARCHAR, Types.BIGINT);
            assertThat(selected.getParameterClassName(4)).isEqualTo("java.util.UUID");
        }
    }

    @Test
    void parametersOfAStatementThatWillFailAreCountedAllTheSame() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM nowhere WHERE id = ?")) {
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(1);
            assertThat(statement.getParameterMetaData().getParameterType(1)).isEqualTo(Types.VARCHAR);
        }
    }

    @Test
    void everySqlTypeTakesAnObject() throws SQLException {
        Instant instant = Instant.parse("2024-01-31T13:05:00Z");
        Object[][] given = {
            {"text", Types.CHAR, "text"},
            {12, Types.VARCHAR, "12"},
            {new BigDecimal("1.50"), Types.LONGVARCHAR, "1.50"},
            {true, Types.NVARCHAR, "true"},
            {"12.5", Types.NUMERIC, new BigDecimal("12.5")},
            {12.5, Types.DECIMAL, new BigDecimal("12.5")},
            {"7", Types.TINYINT, new BigDecimal("7")},
            {7L, Types.SMALLINT, new BigDecimal("7")},
            {"7", Types.INTEGER, new BigDecimal("7")},
            {true, Types.BIGINT, new BigDecimal("1")},
            {"1.25", Types.DOUBLE, new BigDecimal("1.25")},
            {0, Types.BOOLEAN, false},
            {"true", Types.BIT, true},
            {"2024-01-31", Types.DATE, "2024-01-31"},
            {LocalDateTime.of(2024, 1, 31, 1, 2), Types.DATE, "2024-01-31"},
            {"13:05:00", Types.TIME, "13:05:00.000000000"},
            {LocalTime.NOON, Types.TIME, "12:00:00.000000000"},
            {"2024-01-31 13:05:00", Types.TIMESTAMP, "2024-01-31T13:05:00.000000000"},
            {LocalDate.of(2024, 1, 31), Types.TIMESTAMP, "2024-01-31T00:00:00.000000000"},
            {instant.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE, "2024-01-31T13:05:00.000000000Z"},
            {instant, Types.TIMESTAMP_WITH_TIMEZONE, "2024-01-31T13:05:00.000000000Z"},
            {Timestamp.from(instant), Types.TIMESTAMP_WITH_TIMEZONE, "2024-01-31T13:05:00.000000000Z"},
            {Map.of("a", 1), Types.JAVA_OBJECT, Map.of("a", BigDecimal.ONE)},
            {List.of(1), Types.ARRAY, List.of(BigDecimal.ONE)},
            {Set.of("x"), Types.OTHER, Set.of("x")},
            {
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                Types.OTHER,
                "123e4567-e89b-12d3-a456-426614174000"
            }
        };
        for (Object[] one : given) {
            try (PreparedStatement statement = connection.prepareStatement("SELECT ? AS v")) {
                statement.setObject(1, one[0], (Integer) one[1]);
                ResultSet rows = statement.executeQuery();
                rows.next();
                assertThat(rows.getObject(1, Object.class))
                        .as(one[0] + " as " + JDBCType.valueOf((Integer) one[1]))
                        .isEqualTo(one[2]);
            }
        }
    }

    /** Nothing is stored as another type than the one asked for. */
    @Test
    void setObjectRefusesWhatTheNamedTypeCannotHold() throws SQLException {
        Object[][] given = {
            {5, Types.VARBINARY},
            {List.of(1), Types.BLOB},
            {5, Types.DATE},
            {LocalTime.NOON, Types.DATE},
            {LocalDate.EPOCH, Types.TIME},
            {true, Types.TIME_WITH_TIMEZONE},
            {List.of(), Types.TIMESTAMP},
            {LocalTime.NOON, Types.TIMESTAMP},
            {5, Types.TIMESTAMP_WITH_TIMEZONE}
        };
        try (PreparedStatement statement = connection.prepareStatement("SELECT ? AS v")) {
            for (Object[] one : given) {
                assertThatThrownBy(() -> statement.setObject(1, one[0], (Integer) one[1]))
                        .as(one[0] + " as " + JDBCType.valueOf((Integer) one[1]))
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("22018"));
            }
            statement.setObject(1, java.time.OffsetDateTime.parse("2024-01-31T13:05+02:00"), Types.TIME_WITH_TIMEZONE);
            ResultSet rows = statement.executeQuery();
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("11:05:00.000000000Z");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "300, TINYINT, 22003",
        "1.5, INTEGER, 22003",
        "x, NUMERIC, 22018",
        "x, DATE, 22018",
        "maybe, BOOLEAN, 22018",
        "x, ROWID, 07006",
        "x, REF, 07006",
        "x, SQLXML, 07006"
    })
    void whatDoesNotFitItsSqlTypeIsRefused(String value, String type, String state) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ? AS v")) {
            assertThatThrownBy(() -> statement.setObject(1, value, JDBCType.valueOf(type)))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {Types.NULL, Types.VARCHAR, Types.OTHER, Types.BLOB, Types.CLOB, Types.NUMERIC, Types.BIT, 12345})
    void everyNullIsTheSameNull(int type) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPSERT INTO undeclared (id, nothing) VALUES ('null', ?)")) {
            statement.setNull(1, type);
            statement.executeUpdate();
        }
        assertThat(stored("undeclared", "null", "nothing").nul()).isTrue();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT nothing FROM undeclared WHERE id = 'null' AND nothing = ?")) {
            statement.setNull(1, type);
            assertThat(statement.executeQuery().next()).isFalse();
        }
    }

    @Test
    void streamsAndLobsWriteAndRead() throws Exception {
        byte[] bytes = {1, 2, 3, 4};
        try (PreparedStatement statement = connection.prepareStatement(
                "UPSERT INTO undeclared (id, b1, b2, b3, c1, c2, c3) VALUES ('stream', ?, ?, ?, ?, ?, ?)")) {
            statement.setBinaryStream(1, new ByteArrayInputStream(bytes));
            statement.setBinaryStream(2, new ByteArrayInputStream(bytes), 2);
            java.sql.Blob blob = connection.createBlob();
            blob.setBytes(1, bytes);
            statement.setBlob(3, blob);
            statement.setCharacterStream(4, new StringReader("héllo"), 5);
            statement.setAsciiStream(5, new ByteArrayInputStream("ascii".getBytes(StandardCharsets.US_ASCII)));
            java.sql.Clob clob = connection.createClob();
            clob.setString(1, "clob");
            statement.setClob(6, clob);
            statement.executeUpdate();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT b1, b2, b3, c1, c2, c3 FROM undeclared WHERE id = 'stream'")) {
            rows.next();
            assertThat(rows.getBytes(1)).isEqualTo(bytes);
            assertThat(rows.getBinaryStream(2).readAllBytes()).containsExactly(1, 2);
            assertThat(rows.getBlob(3).getBytes(2, 2)).containsExactly(2, 3);
            assertThat(rows.getCharacterStream(4).read()).isEqualTo('h');
            assertThat(rows.getClob(4).getSubString(2, 4)).isEqualTo("éllo");
            assertThat(rows.getAsciiStream(5).readAllBytes()).hasSize(5);
            assertThat(rows.getNClob(6).length()).isEqualTo(4);
            assertThat(rows.getObject(1, java.sql.Blob.class).length()).isEqualTo(4);
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT ? AS v")) {
            assertThatThrownBy(() -> statement.setBinaryStream(1, new ByteArrayInputStream(bytes), 9))
                    .isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775808, long", "2147483648, int", "32768, short", "128, byte"})
    void numbersOutOfRangeAreRefusedByName(String number, String getter) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + number + " AS v")) {
            rows.next();
            assertThatThrownBy(() -> {
                        switch (getter) {
                            case "long" -> rows.getLong(1);
                            case "int" -> rows.getInt(1);
                            case "short" -> rows.getShort(1);
                            default -> rows.getByte(1);
                        }
                    })
                    .isInstanceOf(SQLDataException.class)
                    .hasMessageContaining("column v")
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("22003"));
        }
    }
}
