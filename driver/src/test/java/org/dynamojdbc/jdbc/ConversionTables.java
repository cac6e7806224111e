package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Time;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Columns of every type, and the files that hold what is read of them and written to them. */
abstract class ConversionTables {
    static final Path TABLES = Path.of("src/test/resources/org/dynamojdbc/jdbc");
    static final Set<String> REFUSALS = Set.of("22001", "22003", "22018", "07006", "0A000");

    static Connection connection;
    static TimeZone zone;

    /** Columns of the table below, each with a value; {@code kind} is the name of its type in JDBC's tables. */
    record Sample(String column, String declared, String literal, String kind) {}

    static final List<Sample> SAMPLES = List.of(
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

    @BeforeAll
    static void open() throws SQLException {
        zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:conversions");
        StringBuilder declared = new StringBuilder("CREATE TABLE samples (id VARCHAR PRIMARY KEY");
        StringBuilder names = new StringBuilder("INSERT INTO samples (id");
        StringBuilder values = new StringBuilder(") VALUES ('a'");
        for (Sample sample : SAMPLES) {
            declared.append(", \"").append(sample.column()).append("\" ").append(sample.declared());
            names.append(", \"").append(sample.column()).append('"');
            values.append(", ").append(sample.literal());
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

    /** The value as text, with the class of what getObject gives without being told one. */
    static String shown(Object value) throws Exception {
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

    static void compare(String name, Map<String, Map<String, String>> sections) throws Exception {
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

    static String shown(AttributeValue value) {
        if (value.b() != null) {
            return "B " + HexFormat.of().formatHex(value.b().asByteArray());
        }
        if (value.hasL()) {
            return "L " + value.l().stream().map(ConversionTables::shown).toList();
        }
        if (value.hasM()) {
            return "M " + value.m().keySet() + " "
                    + value.m().values().stream().map(ConversionTables::shown).toList();
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
}
