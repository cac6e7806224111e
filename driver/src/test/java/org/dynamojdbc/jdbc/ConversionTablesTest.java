package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every getter of every type and every setter for every type, as tables of text (getters.txt, setobject.txt and setters.txt
 * beside this class in the test resources) that show the value or the SQLSTATE; and that each conversion which JDBC 4.3's
 * tables B-5 and B-6 have is a value there. {@code -Ddynamojdbc.accept=true} writes the tables anew.
 */
class ConversionTablesTest {
    private static final Path TABLES = Path.of("src/test/resources/org/dynamojdbc/jdbc");
    private static final Set<String> REFUSALS = Set.of("22001", "22003", "22018", "07006", "0A000");

    private static Connection connection;
    private static TimeZone zone;

    private interface Getter {
        Object get(ResultSet rows, int column) throws Exception;
    }

    private interface Setter {
        void set(PreparedStatement statement, int parameter) throws Exception;
    }

    /** Columns of the table below, each with a value; {@code kind} is the name of its type in JDBC's tables. */
    private record Sample(String column, String declared, String literal, String kind) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample("small", "SMALLINT", "5", "SMALLINT"),
            new Sample("int", "INTEGER", "70000", "INTEGER"),
            new Sample("big", "BIGINT", "1", "BIGINT"),
            new Sample("real", "REAL", "1.5", "REAL"),
            new Sample("double", "DOUBLE", "2.5", "DOUBLE"),
            new Sample("numeric", "NUMERIC", "12345678901234567890.5", "NUMERIC"),
            new Sample("one", "NUMERIC", "1", "NUMERIC"),
            new Sample("decimal", "DECIMAL(10, 2)", "7.5", "DECIMAL"),
            new Sample("yes", "BOOLEAN", "true", "BOOLEAN"),
            new Sample("char", "CHAR(5)", "'1'", "CHAR"),
            new Sample("text", "VARCHAR", "'h\u00e9'", "VARCHAR"),
            new Sample("text_number", "VARCHAR", "'1'", "VARCHAR"),
            new Sample("text_date", "VARCHAR", "'2024-01-31'", "VARCHAR"),
            new Sample("text_time", "VARCHAR", "'13:05:00'", "VARCHAR"),
            new Sample("text_timestamp", "VARCHAR", "'2024-01-31 13:05:00'", "VARCHAR"),
            new Sample("bytes", "VARBINARY", "X'4142'", "VARBINARY"),
            new Sample("date", "DATE", "DATE '2024-01-31'", "DATE"),
            new Sample("time", "TIME", "TIME '13:05:00.5'", "TIME"),
            new Sample("timestamp", "TIMESTAMP", "TIMESTAMP '2024-01-31 13:05:00.5'", "TIMESTAMP"),
            new Sample(
                    "instant",
                    "TIMESTAMP WITH TIME ZONE",
                    "TIMESTAMP '2024-01-31 13:05:00Z'",
                    "TIMESTAMP_WITH_TIMEZONE"),
            new Sample("epoch", "EPOCH_SECONDS", "TIMESTAMP '2024-01-31 13:05:00Z'", "TIMESTAMP"),
            new Sample("uuid", "UUID", "'123e4567-e89b-12d3-a456-426614174000'", "OTHER"),
            new Sample("map", "MAP", "{'a': 1}", "STRUCT"),
            new Sample("list", "LIST", "[1, 'x']", "ARRAY"),
            new Sample("tags", "STRING_SET", "<<'a', 'b'>>", "ARRAY"),
            new Sample("nothing", "VARCHAR", "NULL", "NULL"));

    private static final List<Class<?>> CLASSES = List.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            Number.class,
            byte[].class,
            Date.class,
            Time.class,
            Timestamp.class,
            java.util.Date.class,
            Calendar.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Instant.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            Month.class,
            DayOfWeek.class,
            Duration.class,
            Period.class,
            ZoneId.class,
            UUID.class,
            Map.class,
            List.class,
            Set.class,
            Collection.class,
            InputStream.class,
            Reader.class,
            Blob.class,
            Clob.class,
            NClob.class,
            Array.class,
            Struct.class,
            SQLXML.class,
            Ref.class,
            RowId.class,
            java.net.URL.class,
            Object.class,
            Thread.class);

    @BeforeAll
    static void open() throws SQLException {
        zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:conversions");
        StringBuilder declared = new StringBuilder("CREATE TABLE samples (id VARCHAR PRIMARY KEY");
        StringBuilder names = new StringBuilder("INSERT INTO samples (id");
        StringBuilder values = new StringBuilder(") VALUES ('a'");
        for (Sample sample : SAMPLES) {
            declared.append(", \"").append(sample.column).append("\" ").append(sample.declared);
            names.append(", \"").append(sample.column).append('"');
            values.append(", ").append(sample.literal);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(declared + ")");
            statement.execute(names.toString() + values + ")");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        TimeZone.setDefault(zone);
    }

    private static Map<String, Getter> getters() {
        Map<String, Getter> getters = new LinkedHashMap<>();
        getters.put("getString", ResultSet::getString);
        getters.put("getNString", ResultSet::getNString);
        getters.put("getBoolean", ResultSet::getBoolean);
        getters.put("getByte", ResultSet::getByte);
        getters.put("getShort", ResultSet::getShort);
        getters.put("getInt", ResultSet::getInt);
        getters.put("getLong", ResultSet::getLong);
        getters.put("getFloat", ResultSet::getFloat);
        getters.put("getDouble", ResultSet::getDouble);
        getters.put("getBigDecimal", ResultSet::getBigDecimal);
        getters.put("getBytes", ResultSet::getBytes);
        getters.put("getDate", ResultSet::getDate);
        getters.put("getTime", ResultSet::getTime);
        getters.put("getTimestamp", ResultSet::getTimestamp);
        getters.put("getAsciiStream", ResultSet::getAsciiStream);
        getters.put("getBinaryStream", ResultSet::getBinaryStream);
        getters.put("getCharacterStream", ResultSet::getCharacterStream);
        getters.put("getNCharacterStream", ResultSet::getNCharacterStream);
        getters.put("getBlob", ResultSet::getBlob);
        getters.put("getClob", ResultSet::getClob);
        getters.put("getNClob", ResultSet::getNClob);
        getters.put("getArray", ResultSet::getArray);
        getters.put("getSQLXML", ResultSet::getSQLXML);
        getters.put("getRef", ResultSet::getRef);
        getters.put("getRowId", ResultSet::getRowId);
        getters.put("getURL", ResultSet::getURL);
        getters.put("getObject", ResultSet::getObject);
        getters.put("getObject with a map", (rows, column) -> rows.getObject(column, Map.of()));
        for (Class<?> wanted : CLASSES) {
            getters.put("getObject " + wanted.getSimpleName(), (rows, column) -> rows.getObject(column, wanted));
        }
        return getters;
    }

    /** The value as text, with the class of what getObject gives without being told one. */
    private static String shown(Object value) throws Exception {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof InputStream stream) {
            return "stream " + HexFormat.of().formatHex(stream.readAllBytes());
        }
        if (value instanceof Reader reader) {
            java.io.StringWriter text = new java.io.StringWriter();
            reader.transferTo(text);
            return "reader " + text;
        }
        if (value instanceof Blob blob) {
            return "blob " + HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof Clob clob) {
            return "clob " + clob.getSubString(1, (int) clob.length());
        }
        if (value instanceof Array array) {
            return "array " + Arrays.deepToString((Object[]) array.getArray());
        }
        if (value instanceof Struct struct) {
            return "struct " + struct.getSQLTypeName() + Arrays.deepToString(struct.getAttributes());
        }
        if (value instanceof Time time) {
            return time + " and " + Math.floorMod(time.getTime(), 1000L) + " ms";
        }
        if (value instanceof java.util.Date date && value.getClass() == java.util.Date.class) {
            return date.toInstant().toString();
        }
        return String.valueOf(value);
    }

    private static String outcome(Getter getter, ResultSet rows, int column) throws Exception {
        try {
            return shown(getter.get(rows, column));
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).as(refused.getMessage()).isIn(REFUSALS);
            return refused.getSQLState();
        }
    }

    private static void compare(String name, Map<String, Map<String, String>> sections) throws Exception {
        StringBuilder text = new StringBuilder();
        sections.forEach((title, lines) -> {
            text.append(text.isEmpty() ? "" : "\n").append(title).append('\n');
            lines.forEach((line, cell) -> text.append("    ")
                    .append("%-28s ".formatted(line))
                    .append(cell)
                    .append('\n'));
        });
        Path file = TABLES.resolve(name);
        if (!Files.exists(file)) {
            file = Path.of("driver").resolve(file);
        }
        if (Boolean.getBoolean("dynamojdbc.accept")) {
            Files.writeString(file, text);
        }
        assertThat(text.toString()).isEqualTo(Files.readString(file));
    }

    private static Map<String, Map<String, String>> got() throws Exception {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM samples WHERE id = 'a'")) {
            rows.next();
            rows.getMetaData();
            for (Sample sample : SAMPLES) {
                Map<String, String> lines = new LinkedHashMap<>();
                int column = rows.findColumn(sample.column);
                for (Map.Entry<String, Getter> getter : getters().entrySet()) {
                    lines.put(getter.getKey(), outcome(getter.getValue(), rows, column));
                }
                sections.put(sample.declared + " " + sample.literal, lines);
            }
        }
        return sections;
    }

    @Test
    void gettersGiveTheValuesOfTheTable() throws Exception {
        compare("getters.txt", got());
    }

    /** Table B-6: which getters read which types. Of several samples of a type, one must have the value asked for. */
    @Test
    void everyGetterReadsTheTypesThatJdbcSays() throws Exception {
        String texts = "CHAR VARCHAR";
        String numbers = "SMALLINT INTEGER BIGINT REAL DOUBLE NUMERIC DECIMAL BOOLEAN " + texts;
        Map<String, String> table = new LinkedHashMap<>();
        for (String getter : List.of(
                "getByte", "getShort", "getInt", "getLong", "getFloat", "getDouble", "getBigDecimal", "getBoolean")) {
            table.put(getter, numbers);
        }
        String everything = numbers + " VARBINARY DATE TIME TIMESTAMP TIMESTAMP_WITH_TIMEZONE ARRAY STRUCT";
        table.put("getString", everything);
        table.put("getNString", everything);
        table.put("getObject", everything);
        table.put("getBytes", "VARBINARY");
        table.put("getDate", texts + " DATE TIMESTAMP");
        table.put("getTime", texts + " TIME TIMESTAMP");
        table.put("getTimestamp", texts + " DATE TIME TIMESTAMP TIMESTAMP_WITH_TIMEZONE");
        table.put("getAsciiStream", texts + " VARBINARY");
        table.put("getCharacterStream", texts + " VARBINARY");
        table.put("getNCharacterStream", texts + " VARBINARY");
        table.put("getBinaryStream", "VARBINARY");
        table.put("getBlob", "VARBINARY");
        table.put("getClob", texts);
        table.put("getNClob", texts);
        table.put("getArray", "ARRAY");
        table.put("getObject LocalDate", "DATE");
        table.put("getObject LocalTime", "TIME");
        table.put("getObject LocalDateTime", "TIMESTAMP");
        table.put("getObject OffsetDateTime", "TIMESTAMP_WITH_TIMEZONE");
        Map<String, Map<String, String>> got = got();
        List<String> missing = new ArrayList<>();
        table.forEach((getter, kinds) -> {
            for (String kind : kinds.split(" ", -1)) {
                boolean tooLarge =
                        kind.equals("INTEGER") && Set.of("getByte", "getShort").contains(getter);
                boolean char1 = kind.equals("CHAR")
                        && Set.of("getDate", "getTime", "getTimestamp").contains(getter);
                boolean read = SAMPLES.stream()
                        .filter(sample -> sample.kind.equals(kind))
                        .map(sample ->
                                got.get(sample.declared + " " + sample.literal).get(getter))
                        .anyMatch(cell -> !REFUSALS.contains(cell));
                if (!read && !tooLarge && !char1) {
                    missing.add(getter + " of " + kind);
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @SuppressWarnings("JavaUtilDate") // applications bind it
    private static Map<String, Object> objects() throws Exception {
        Map<String, Object> objects = new LinkedHashMap<>();
        objects.put("String '1'", "1");
        objects.put("String 'text'", "text");
        objects.put("String date", "2024-01-31");
        objects.put("String time", "13:05:00");
        objects.put("String timestamp", "2024-01-31 13:05:00");
        objects.put("BigDecimal 1.5", new BigDecimal("1.5"));
        objects.put("BigInteger 1", BigInteger.ONE);
        objects.put("Boolean", true);
        objects.put("Byte", (byte) 1);
        objects.put("Short", (short) 1);
        objects.put("Integer", 1);
        objects.put("Integer 300", 300);
        objects.put("Long", 1L);
        objects.put("Float", 1f);
        objects.put("Double", 1d);
        objects.put("Double 1.5", 1.5);
        objects.put("byte[]", new byte[] {65, 66});
        objects.put("java.sql.Date", Date.valueOf("2024-01-31"));
        objects.put("java.sql.Time", Time.valueOf("13:05:00"));
        objects.put("java.sql.Timestamp", Timestamp.valueOf("2024-01-31 13:05:00.5"));
        objects.put("java.util.Date", java.util.Date.from(Instant.ofEpochMilli(1_706_706_300_000L)));
        objects.put("Calendar", new GregorianCalendar(2024, Calendar.JANUARY, 31, 13, 5, 0));
        objects.put("LocalDate", LocalDate.of(2024, 1, 31));
        objects.put("LocalTime", LocalTime.of(13, 5));
        objects.put("LocalDateTime", LocalDateTime.of(2024, 1, 31, 13, 5));
        objects.put("OffsetTime", OffsetTime.of(13, 5, 0, 0, ZoneOffset.ofHours(2)));
        objects.put("OffsetDateTime", OffsetDateTime.of(2024, 1, 31, 13, 5, 0, 0, ZoneOffset.ofHours(2)));
        objects.put("ZonedDateTime", ZonedDateTime.of(2024, 1, 31, 13, 5, 0, 0, ZoneId.of("Europe/Berlin")));
        objects.put("Instant", Instant.parse("2024-01-31T13:05:00Z"));
        objects.put("UUID", new UUID(0, 1));
        objects.put("List", List.of(1, "x"));
        objects.put("Set", Set.of("x"));
        objects.put("Map", Map.of("a", 1));
        objects.put("Array", connection.createArrayOf("NUMERIC", new Object[] {1}));
        objects.put("Struct", connection.createStruct("MAP(a)", new Object[] {1}));
        Blob blob = connection.createBlob();
        blob.setBytes(1, new byte[] {65});
        objects.put("Blob", blob);
        Clob clob = connection.createClob();
        clob.setString(1, "clob");
        objects.put("Clob", clob);
        objects.put("URL", URI.create("https://example.org/").toURL());
        objects.put("Thread", new Thread());
        return objects;
    }

    private static String stored(Map<String, AttributeValue> item, String column) {
        AttributeValue value = item.get(column);
        return value == null ? "nothing" : shown(value);
    }

    private static String shown(AttributeValue value) {
        if (value.b() != null) {
            return "B " + HexFormat.of().formatHex(value.b().asByteArray());
        }
        if (value.hasL()) {
            return "L " + value.l().stream().map(ConversionTablesTest::shown).toList();
        }
        if (value.hasM()) {
            return "M " + value.m().keySet() + " "
                    + value.m().values().stream()
                            .map(ConversionTablesTest::shown)
                            .toList();
        }
        return value.s() != null
                ? "S " + value.s()
                : value.n() != null
                        ? "N " + value.n()
                        : value.bool() != null
                                ? "BOOL " + value.bool()
                                : value.hasSs()
                                        ? "SS " + value.ss()
                                        : value.type().toString();
    }

    /** What stands in an attribute that nobody declared, after a parameter was set. */
    private static String written(String column, Setter setter) throws Exception {
        try (PreparedStatement statement =
                connection.prepareStatement("UPSERT INTO samples (id, \"" + column + "\") VALUES ('w', ?)")) {
            setter.set(statement, 1);
            statement.executeUpdate();
            return stored(
                    connection
                            .unwrap(DynamoDbClient.class)
                            .getItem(r -> r.tableName("samples")
                                    .consistentRead(true)
                                    .key(Map.of("id", AttributeValue.fromS("w"))))
                            .item(),
                    column);
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).as(refused.getMessage()).isIn(REFUSALS);
            return refused.getSQLState();
        }
    }

    private static Map<String, Map<String, String>> setObjects() throws Exception {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        for (Map.Entry<String, Object> object : objects().entrySet()) {
            Map<String, String> lines = new LinkedHashMap<>();
            lines.put("no type", written("anything", (s, i) -> s.setObject(i, object.getValue())));
            for (JDBCType type : JDBCType.values()) {
                String bySqlType = written("anything", (s, i) -> s.setObject(i, object.getValue(), type));
                String byNumber =
                        written("anything", (s, i) -> s.setObject(i, object.getValue(), type.getVendorTypeNumber()));
                assertThat(byNumber).isEqualTo(bySqlType);
                lines.put(type.getName(), bySqlType);
            }
            sections.put(object.getKey(), lines);
        }
        return sections;
    }

    @Test
    void setObjectWritesTheValuesOfTheTable() throws Exception {
        compare("setobject.txt", setObjects());
    }

    /** Table B-5: which Java objects may be given for which types. */
    @Test
    void setObjectTakesTheTypesThatJdbcSays() throws Exception {
        List<String> texts = List.of("CHAR", "VARCHAR", "LONGVARCHAR", "NCHAR", "NVARCHAR", "LONGNVARCHAR");
        List<String> numbers = List.of(
                "TINYINT",
                "SMALLINT",
                "INTEGER",
                "BIGINT",
                "REAL",
                "FLOAT",
                "DOUBLE",
                "DECIMAL",
                "NUMERIC",
                "BIT",
                "BOOLEAN");
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String number : List.of(
                "String '1'", "BigInteger 1", "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double")) {
            table.put(number, numbers);
        }
        table.put("BigDecimal 1.5", List.of("REAL", "FLOAT", "DOUBLE", "DECIMAL", "NUMERIC", "BIT", "BOOLEAN"));
        table.put("String date", List.of("DATE"));
        table.put("String time", List.of("TIME"));
        table.put("String timestamp", List.of("TIMESTAMP"));
        table.put("String 'text'", List.of("BINARY", "VARBINARY", "LONGVARBINARY", "CLOB", "NCLOB"));
        table.put("byte[]", List.of("BINARY", "VARBINARY", "LONGVARBINARY", "BLOB"));
        table.put("java.sql.Date", List.of("DATE", "TIMESTAMP"));
        table.put("java.sql.Time", List.of("TIME"));
        List<String> moments = List.of("DATE", "TIME", "TIMESTAMP");
        table.put("java.sql.Timestamp", moments);
        table.put("java.util.Date", moments);
        table.put("Calendar", moments);
        table.put("LocalDate", List.of("DATE"));
        table.put("LocalTime", List.of("TIME"));
        table.put("LocalDateTime", moments);
        table.put("OffsetTime", List.of("TIME_WITH_TIMEZONE"));
        table.put(
                "OffsetDateTime",
                List.of("DATE", "TIME", "TIMESTAMP", "TIME_WITH_TIMEZONE", "TIMESTAMP_WITH_TIMEZONE"));
        table.put("Array", List.of("ARRAY"));
        table.put("Struct", List.of("STRUCT"));
        table.put("Blob", List.of("BLOB"));
        table.put("Clob", List.of("CLOB"));
        Map<String, Map<String, String>> set = setObjects();
        List<String> missing = new ArrayList<>();
        table.forEach((object, types) -> {
            List<String> all = new ArrayList<>(types);
            if (!Set.of("byte[]", "Array", "Struct", "Blob", "Clob").contains(object)) {
                all.addAll(texts);
            }
            for (String type : all) {
                if (REFUSALS.contains(set.get(object).get(type))) {
                    missing.add(object + " as " + type);
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    private static Map<String, Setter> setters() {
        Map<String, Setter> setters = new LinkedHashMap<>();
        setters.put("setString '1'", (s, i) -> s.setString(i, "1"));
        setters.put("setString 'x'", (s, i) -> s.setString(i, "x"));
        setters.put("setString '[\"p\"]'", (s, i) -> s.setString(i, "[\"p\"]"));
        setters.put("setNString '1'", (s, i) -> s.setNString(i, "1"));
        setters.put("setBoolean", (s, i) -> s.setBoolean(i, true));
        setters.put("setByte", (s, i) -> s.setByte(i, (byte) 1));
        setters.put("setShort", (s, i) -> s.setShort(i, (short) 1));
        setters.put("setInt", (s, i) -> s.setInt(i, 1));
        setters.put("setInt 70000", (s, i) -> s.setInt(i, 70_000));
        setters.put("setLong", (s, i) -> s.setLong(i, 1));
        setters.put("setFloat", (s, i) -> s.setFloat(i, 1.5f));
        setters.put("setDouble", (s, i) -> s.setDouble(i, 1.5));
        setters.put("setBigDecimal", (s, i) -> s.setBigDecimal(i, new BigDecimal("1.25")));
        setters.put("setBytes", (s, i) -> s.setBytes(i, new byte[] {65}));
        setters.put("setDate", (s, i) -> s.setDate(i, Date.valueOf("2024-01-31")));
        setters.put("setTime", (s, i) -> s.setTime(i, Time.valueOf("13:05:00")));
        setters.put("setTimestamp", (s, i) -> s.setTimestamp(i, Timestamp.valueOf("2024-01-31 13:05:00.5")));
        setters.put(
                "setAsciiStream",
                (s, i) -> s.setAsciiStream(i, new ByteArrayInputStream("1".getBytes(StandardCharsets.US_ASCII))));
        setters.put("setBinaryStream", (s, i) -> s.setBinaryStream(i, new ByteArrayInputStream(new byte[] {65})));
        setters.put("setCharacterStream", (s, i) -> s.setCharacterStream(i, new StringReader("1")));
        setters.put("setNCharacterStream", (s, i) -> s.setNCharacterStream(i, new StringReader("1")));
        setters.put("setClob", (s, i) -> s.setClob(i, new StringReader("1")));
        setters.put("setNClob", (s, i) -> s.setNClob(i, new StringReader("1")));
        setters.put("setBlob", (s, i) -> s.setBlob(i, new ByteArrayInputStream(new byte[] {65})));
        setters.put("setArray", (s, i) -> s.setArray(i, connection.createArrayOf("VARCHAR", new Object[] {"p"})));
        setters.put("setNull", (s, i) -> s.setNull(i, java.sql.Types.OTHER));
        setters.put(
                "setURL",
                (s, i) -> s.setURL(i, URI.create("https://example.org/").toURL()));
        setters.put("setRef", (s, i) -> s.setRef(i, null));
        setters.put("setRowId", (s, i) -> s.setRowId(i, null));
        setters.put("setSQLXML", (s, i) -> s.setSQLXML(i, null));
        return setters;
    }

    /** A value that is not of a declared column's type is turned into it where nothing is lost, else refused. */
    @Test
    void settersWriteTheValuesOfTheTable() throws Exception {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("nobody's", "anything");
        for (Sample sample : SAMPLES) {
            columns.putIfAbsent(sample.declared, sample.column);
        }
        for (Map.Entry<String, String> column : columns.entrySet()) {
            Map<String, String> lines = new LinkedHashMap<>();
            for (Map.Entry<String, Setter> setter : setters().entrySet()) {
                lines.put(setter.getKey(), written(column.getValue(), setter.getValue()));
            }
            sections.put(column.getKey() + " column", lines);
        }
        compare("setters.txt", sections);
    }
}
