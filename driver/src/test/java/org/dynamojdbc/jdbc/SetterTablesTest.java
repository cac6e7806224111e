package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What each setter stores in each type. */
class SetterTablesTest extends ConversionTables {
    private interface Setter {
        void set(PreparedStatement statement, int parameter) throws Exception;
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
            columns.putIfAbsent(sample.declared(), sample.column());
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
