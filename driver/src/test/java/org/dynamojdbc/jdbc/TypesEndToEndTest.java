package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values through setters, the server and getters. */
class TypesEndToEndTest {
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:types?metadataCacheSeconds=0");
        run("CREATE TABLE undeclared (id VARCHAR PRIMARY KEY)");
        run("CREATE TABLE declared (id VARCHAR PRIMARY KEY, d DATE, t TIME, ts TIMESTAMP, tz TIMESTAMP WITH TIME ZONE,"
                + " es EPOCH_SECONDS, em EPOCH_MILLIS, n INTEGER NOT NULL, dec DECIMAL(10, 2), u UUID, flag BOOLEAN,"
                + " b VARBINARY, doc MAP, tags STRING_SET)");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static int run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
            return statement.getUpdateCount();
        }
    }

    private static AttributeValue stored(String table, String id, String attribute) throws SQLException {
        return connection
                .unwrap(DynamoDbClient.class)
                .getItem(r -> r.tableName(table).consistentRead(true).key(Map.of("id", AttributeValue.fromS(id))))
                .item()
                .get(attribute);
    }

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
    void objectsHaveTheClassThatMetadataTells() throws SQLException {
        run(
                "UPSERT INTO undeclared (id, s, n, b, flag, l, m, ss, mixed) VALUES ('a', 'x', 1.5, ?, true, [1], {'a': 1},"
                        + " <<'x'>>, 1)",
                (Object) new byte[] {1});
        run("UPSERT INTO undeclared (id, s, mixed) VALUES ('b', 'y', 'text')");
        List<String> statements = List.of(
                "SELECT * FROM undeclared",
                "SELECT id, s, n, b, flag, l, m, ss, mixed FROM undeclared",
                "SELECT s, n AS number, m.a, l[0], nowhere FROM undeclared WHERE id = 'a'",
                "SELECT COUNT(*), 1, 'x', TRUE, NULL FROM undeclared".replace("COUNT(*), ", ""));
        for (String sql : statements) {
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData before = statement.getMetaData();
                ResultSetMetaData columns = rows.getMetaData();
                while (rows.next()) {
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        Object value = rows.getObject(i);
                        assertThat(columns.getColumnClassName(i)).isEqualTo(before.getColumnClassName(i));
                        assertThat(columns.getColumnType(i)).isEqualTo(before.getColumnType(i));
                        assertThat(value == null
                                        || value.getClass().getName().equals(columns.getColumnClassName(i))
                                        || (value instanceof byte[]
                                                && columns.getColumnClassName(i).equals("[B")))
                                .as(sql + " column " + i + " gave " + value)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void columnsNamedOneByOneAreAsGetColumnsSays() throws SQLException {
        run("UPSERT INTO undeclared (id, s, n, ss) VALUES ('a', 'x', 1.5, <<'x'>>)");
        for (String table : List.of("undeclared", "declared")) {
            List<String> fromCatalog = new ArrayList<>();
            List<String> names = new ArrayList<>();
            try (ResultSet columns = connection.getMetaData().getColumns(null, null, table, "%")) {
                while (columns.next()) {
                    names.add('"' + columns.getString("COLUMN_NAME") + '"');
                    fromCatalog.add(columns.getString("COLUMN_NAME") + " " + columns.getInt("DATA_TYPE") + " "
                            + columns.getString("TYPE_NAME") + " " + columns.getInt("NULLABLE") + " "
                            + columns.getInt("COLUMN_SIZE") + " " + columns.getInt("DECIMAL_DIGITS"));
                }
            }
            for (String list : List.of("*", String.join(", ", names))) {
                List<String> fromResult = new ArrayList<>();
                try (PreparedStatement statement =
                        connection.prepareStatement("SELECT " + list + " FROM " + table + " WHERE 1 = 0")) {
                    ResultSetMetaData columns = statement.getMetaData();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        fromResult.add(columns.getColumnName(i) + " " + columns.getColumnType(i) + " "
                                + columns.getColumnTypeName(i) + " " + columns.isNullable(i) + " "
                                + columns.getPrecision(i) + " " + columns.getScale(i));
                    }
                }
                assertThat(fromResult).isEqualTo(fromCatalog);
            }
        }
    }

    @Test
    void selectAllWarnsOfAttributesItDoesNotShow() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS fresh (id VARCHAR PRIMARY KEY)");
        try (Connection keeping = DriverManager.getConnection("jdbc:dynamodb:embedded:types?metadataCacheSeconds=600");
                Statement statement = keeping.createStatement()) {
            statement.executeQuery("SELECT * FROM fresh").close();
            write("fresh", Map.of("id", "a", "late", "1"));
            try (ResultSet rows = statement.executeQuery("SELECT * FROM fresh WHERE id = 'a'")) {
                assertThat(rows.next()).isTrue();
                SQLWarning warning = rows.getWarnings();
                assertThat(warning.getMessage()).contains("'late'");
                assertThat(statement.getWarnings().getMessage()).contains("'late'");
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(1);
            }
            try (ResultSet rows = statement.executeQuery("SELECT id FROM fresh WHERE id = 'a'")) {
                rows.next();
                assertThat((Object) rows.getWarnings()).isNull();
                assertThat((Object) statement.getWarnings()).isNull();
            }
        }
    }

    @Test
    void documentsAndSetsSurviveBeingWrittenBackAsTheirText() throws SQLException {
        String insert = "UPSERT INTO undeclared VALUE {'id': 'doc', 'tags': <<'b', 'a'>>, 'nums': <<2, 1>>, 'bins':"
                + " <<X'01', X'02'>>, 'l': [1, 'x', <<'p'>>, X'0102'], 'm': {'s': <<1>>, 'b': X'FF', 'deep': {'$set': 1}}}";
        run(insert);
        run(insert.replace("'doc'", "'doc2'"));
        List<String> names = List.of("tags", "nums", "bins", "l", "m");
        for (String name : names) {
            AttributeValue before = stored("undeclared", "doc", name);
            String text;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + name + " FROM undeclared WHERE id = 'doc'")) {
                rows.next();
                text = rows.getString(1);
            }
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE undeclared SET " + name + " = ? WHERE id = ?")) {
                update.setString(1, text);
                update.setString(2, "doc");
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            assertSame(name, stored("undeclared", "doc", name), before);
            run("UPSERT INTO undeclared (id, " + name + ") VALUES ('copy', ?)", text);
            assertSame(name, stored("undeclared", "copy", name), before);
        }
    }

    @Test
    void whatAConnectionWritesItsSelectAllShows() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS growing (id VARCHAR PRIMARY KEY)");
        try (Connection keeping = DriverManager.getConnection("jdbc:dynamodb:embedded:types?metadataCacheSeconds=600");
                Statement statement = keeping.createStatement()) {
            statement.executeQuery("SELECT * FROM growing").close();
            statement.executeUpdate("INSERT INTO growing (id, x) VALUES ('a', 1)");
            statement.executeUpdate("UPDATE growing SET y = 2 WHERE id = 'a'");
            try (ResultSet rows = statement.executeQuery("SELECT * FROM growing")) {
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(3);
            }
        }
    }

    /** Somebody else writes, past the driver. */
    private static void write(String table, Map<String, String> item) throws SQLException {
        Map<String, AttributeValue> values = new java.util.HashMap<>();
        item.forEach((name, value) -> values.put(name, AttributeValue.fromS(value)));
        connection.unwrap(DynamoDbClient.class).putItem(r -> r.tableName(table).item(values));
    }

    private static void assertSame(String name, AttributeValue now, AttributeValue before) {
        assertThat(now.type()).as(name).isEqualTo(before.type());
        if (before.hasSs()) {
            assertThat(Set.copyOf(now.ss())).isEqualTo(Set.copyOf(before.ss()));
        } else if (before.hasNs()) {
            assertThat(Set.copyOf(now.ns())).isEqualTo(Set.copyOf(before.ns()));
        } else if (before.hasBs()) {
            assertThat(Set.copyOf(now.bs())).isEqualTo(Set.copyOf(before.bs()));
        } else {
            assertThat(now).as(name).isEqualTo(before);
        }
    }

    @Test
    void textThatOnlyLooksLikeADocumentIsRefusedWhereDocumentsStand() throws SQLException {
        run("UPSERT INTO undeclared VALUE {'id': 'doc3', 'lst': [1]}");
        assertThatThrownBy(() -> run("UPDATE undeclared SET lst = ? WHERE id = 'doc3'", "[1, 2"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22018"));
        run("UPDATE undeclared SET lst = ?, brandnew = ? WHERE id = 'doc3'", "plain", "[1, 2");
        assertThat(stored("undeclared", "doc3", "lst").s()).isEqualTo("plain");
        assertThat(stored("undeclared", "doc3", "brandnew").s()).isEqualTo("[1, 2");
        run("DELETE FROM undeclared WHERE id = 'doc3'");
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

    @Test
    void arraysAreListsAndReadAsArrays() throws SQLException {
        run(
                "UPSERT INTO undeclared (id, arr) VALUES ('array', ?)",
                connection.createArrayOf("NUMERIC", new Object[] {1, new BigDecimal("2.5"), null}));
        assertThat(stored("undeclared", "array", "arr").l()).hasSize(3);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT arr FROM undeclared WHERE id = 'array'")) {
            rows.next();
            assertThat((Object[]) rows.getArray(1).getArray())
                    .containsExactly(BigDecimal.ONE, new BigDecimal("2.5"), null);
            ResultSet elements = rows.getArray(1).getResultSet(2, 1);
            elements.next();
            assertThat(elements.getInt(1)).isEqualTo(2);
            assertThat(elements.getBigDecimal(2)).isEqualTo("2.5");
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

    @Test
    void aPatternThatEndsInItsEscapeIsNoPattern() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM declared WHERE id LIKE 'a\\' ESCAPE '\\'"))
                    .isInstanceOf(SQLDataException.class)
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("22025"));
        }
    }
}
