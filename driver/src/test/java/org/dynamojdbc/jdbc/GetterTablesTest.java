package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
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
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What each getter gives for each type. */
class GetterTablesTest extends ConversionTables {
    private interface Getter {
        Object get(ResultSet rows, int column) throws Exception;
    }

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

    private static String outcome(Getter getter, ResultSet rows, int column) throws Exception {
        try {
            return shown(getter.get(rows, column));
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).as(refused.getMessage()).isIn(REFUSALS);
            return refused.getSQLState();
        }
    }

    private static Map<String, Map<String, String>> got() throws Exception {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM samples WHERE id = 'a'")) {
            rows.next();
            rows.getMetaData();
            for (Sample sample : SAMPLES) {
                Map<String, String> lines = new LinkedHashMap<>();
                int column = rows.findColumn(sample.column());
                for (Map.Entry<String, Getter> getter : getters().entrySet()) {
                    lines.put(getter.getKey(), outcome(getter.getValue(), rows, column));
                }
                sections.put(sample.declared() + " " + sample.literal(), lines);
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
                        .filter(sample -> sample.kind().equals(kind))
                        .map(sample -> got.get(sample.declared() + " " + sample.literal())
                                .get(getter))
                        .anyMatch(cell -> !REFUSALS.contains(cell));
                if (!read && !tooLarge && !char1) {
                    missing.add(getter + " of " + kind);
                }
            }
        });
        assertThat(missing).isEmpty();
    }
}
