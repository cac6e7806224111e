package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that queries compute: their types, their times, and how much is read for them. */
class ComputedColumnsTest {
    private static final String URL = "jdbc:dynamodb:embedded:computed";
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection(URL);
        execute("CREATE TABLE plain (id VARCHAR PRIMARY KEY)");
        execute("INSERT INTO plain VALUE {'id': 'a', 's': 'x', 'n': 1.5, 'b': 0x01, 'f': true, 'l': [1], 'mixed': 1}");
        execute("INSERT INTO plain VALUE {'id': 'b', 's': 'y', 'n': 2, 'mixed': 'text'}");
        execute("CREATE TABLE times (id VARCHAR PRIMARY KEY, t TIME, ts TIMESTAMP, tz TIMESTAMP WITH TIME ZONE,"
                + " d DATE, es EPOCH_SECONDS)");
        execute("INSERT INTO times (id, t, ts, tz, d) VALUES ('a', TIME '13:05:00.5', TIMESTAMP '2024-01-31 13:05:00',"
                + " TIMESTAMP '2024-01-31 13:05:00Z', DATE '2024-01-31')");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The columns' texts in the first row. */
    private static List<String> first(Connection asked, String sql) throws SQLException {
        try (Statement statement = asked.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getString(i));
            }
            return values;
        }
    }

    private static List<String> types(ResultSetMetaData columns) throws SQLException {
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            types.add(columns.getColumnTypeName(i));
        }
        return types;
    }

    /** What is one of a column's values has its type, although nobody declared it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT max(s), min(n), any_value(b), max(f), min(l), max(mixed), max(nowhere) FROM plain",
                "SELECT mode() WITHIN GROUP (ORDER BY s), percentile_disc(0.5) WITHIN GROUP (ORDER BY n), max(b),"
                        + " max(f), max(l), max(mixed), max(nowhere) FROM plain",
                "SELECT first_value(s) OVER (ORDER BY id), lag(n) OVER (ORDER BY id), last_value(b) OVER (ORDER BY id),"
                        + " lead(f) OVER (ORDER BY id), nth_value(l, 1) OVER (ORDER BY id), max(mixed) OVER (),"
                        + " max(nowhere) OVER () FROM plain",
                "SELECT nullif(s, 'x'), nullif(n, 1), nullif(b, 0x02), nullif(f, true), max(l), max(mixed),"
                        + " max(nowhere) FROM plain GROUP BY s, n, b, f",
                "SELECT s, n, b, f, l, mixed, nowhere FROM plain UNION SELECT s, n, b, f, l, mixed, nowhere FROM plain",
                "SELECT x.ms, x.mn, y.b, y.f, y.l, y.mixed, y.nowhere FROM (SELECT max(s) AS ms, min(n) AS mn FROM"
                        + " plain) x JOIN plain y ON y.s >= x.ms ORDER BY x.mn"
            })
    void chosenValuesHaveTheTypeOfTheirColumn(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> expected = List.of("VARCHAR", "NUMERIC", "VARBINARY", "BOOLEAN", "LIST", "ANY", "ANY");
            assertThat(types(statement.getMetaData())).isEqualTo(expected);
            assertThat(types(rows.getMetaData())).isEqualTo(expected);
        }
    }

    /** A value that stands in for others keeps its own type. */
    @Test
    void whatMayBeAnythingElseIsOfAnyType() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT lag(n, 1, 'none') OVER (ORDER BY id), coalesce(n, 'none'), max(upper(s)), sum(n) FROM plain"
                        + " GROUP BY id, n, s")) {
            assertThat(types(statement.getMetaData())).containsExactly("ANY", "ANY", "VARCHAR", "NUMERIC");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "CAST(t AS VARCHAR) ~ 13:05:00.5",
                "CAST(ts AS VARCHAR) ~ 2024-01-31 13:05:00",
                "CAST(tz AS VARCHAR) ~ 2024-01-31 13:05:00Z",
                "CAST(d AS VARCHAR) ~ 2024-01-31",
                "CAST(ts AS CHAR(16)) ~ 2024-01-31 13:05",
                "t || '!' ~ 13:05:00.5!",
                "concat(ts, '!') ~ 2024-01-31 13:05:00!",
                "concat_ws(' ', d, t) ~ 2024-01-31 13:05:00.5",
                "coalesce(t, 'never') ~ 13:05:00.5",
                "CASE WHEN id = 'a' THEN ts ELSE 'never' END ~ 2024-01-31 13:05:00",
                "CASE WHEN id = 'a' THEN ts ELSE t END ~ 2024-01-31 13:05:00",
                "date_trunc('hour', ts) ~ 2024-01-31 13:00:00",
                "timestampadd('MINUTE', 1, ts) ~ 2024-01-31 13:06:00",
                "CAST(CAST(ts AS VARCHAR) AS TIMESTAMP) ~ 2024-01-31 13:05:00"
            })
    void timesBecomeTextAsGetStringShowsThem(String expression, String text) throws SQLException {
        assertThat(first(connection, "SELECT " + expression + " FROM times")).containsExactly(text);
        assertThat(first(connection, "SELECT id FROM times WHERE " + expression + " = " + expression))
                .containsExactly("a");
    }

    @Test
    void theTextOfATimeIsComparedAsItIsShown() throws SQLException {
        assertThat(first(connection, "SELECT id FROM times WHERE CAST(t AS VARCHAR) = '13:05:00.5'"))
                .containsExactly("a");
        assertThat(first(connection, "SELECT t FROM times UNION ALL SELECT ts FROM times"))
                .containsExactly("13:05:00.5");
    }

    /** The same zone everywhere: where values are stored, compared, read, cast and taken apart. */
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "America/New_York", "UTC"})
    void theJvmsZoneStandsBetweenLocalTimesAndPointsInTime(String zone) throws SQLException {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            execute("UPSERT INTO times (id, ts, tz, es, d, t) VALUES ('z', TIMESTAMP '2024-01-31 22:05:00', TIMESTAMP"
                    + " '2024-01-31 22:05:00', TIMESTAMP '2024-01-31 22:05:00', DATE '2024-01-31', TIME"
                    + " '22:05:00')");
            for (String condition : List.of(
                    "tz = ts",
                    "tz = CAST(ts AS TIMESTAMP WITH TIME ZONE)",
                    "CAST(tz AS TIMESTAMP) = ts",
                    "CAST(es AS TIMESTAMP) = ts",
                    "CAST(tz AS DATE) = d",
                    "CAST(tz AS TIME) = t",
                    "extract(HOUR FROM tz) = 22",
                    "day(es) = 31",
                    "date_trunc('day', tz) = TIMESTAMP '2024-01-31 00:00:00'",
                    "to_epoch(tz) = to_epoch(es)",
                    "CAST(CURRENT_TIMESTAMP AS DATE) = CURRENT_DATE",
                    "CAST(CURRENT_TIMESTAMP AS TIME) = CURRENT_TIME")) {
                assertThat(first(connection, "SELECT id, ts FROM times WHERE id = 'z' AND " + condition))
                        .as(condition)
                        .containsExactly("z", "2024-01-31 22:05:00");
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT tz, CAST(tz AS TIMESTAMP) FROM times WHERE id = 'z'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getTimestamp(1)).isEqualTo(rows.getTimestamp(2));
            }
        } finally {
            TimeZone.setDefault(before);
            execute("DELETE FROM times WHERE id = 'z'");
        }
    }

    /** 1000 items on each page, without an end; a group for each. */
    private static DynamoStub endless() {
        DynamoStub stub = new DynamoStub();
        stub.table("orders", "customer");
        stub.on("Scan", call -> {
            int most = call.has("Limit") ? Integer.parseInt(call.field("Limit").asNumber()) : 1000;
            List<String> items = new ArrayList<>();
            for (int i = 1; i <= Math.min(most, 1000); i++) {
                items.add(Answer.item(java.util.Map.of("customer", "c" + i)));
            }
            return Answer.page(items, call.has("Limit") ? items.get(items.size() - 1) : null);
        });
        return stub;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT upper(customer) FROM orders",
                "SELECT upper(customer) FROM orders LIMIT 500",
                "SELECT upper(customer) FROM (SELECT customer FROM orders) o",
                "SELECT customer FROM orders UNION ALL SELECT customer FROM orders"
            })
    void noMoreIsReadForComputedRowsThanWillBeRead(String sql) throws SQLException {
        try (DynamoStub stub = endless();
                Connection own = stub.connect("scanParallelism=4");
                Statement statement = own.createStatement()) {
            statement.setMaxRows(20);
            int read = 0;
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    read++;
                }
            }
            assertThat(read).isEqualTo(20);
            assertThat(stub.calls("Scan")).hasSize(1).allSatisfy(call -> assertThat(
                            call.field("Limit").asNumber())
                    .isEqualTo("20"));
        }
    }

    /** Tools read more of the same rows by reading again: only a result that is read whole may come in any order. */
    @Test
    void segmentsAreReadTogetherOnlyForAllRows() throws SQLException {
        String groups = "SELECT customer, count(*) FROM orders GROUP BY customer";
        assertThat(segmentsOf(groups, 0)).isEqualTo(4);
        assertThat(segmentsOf(groups, 20)).isZero();
        assertThat(segmentsOf(groups + " LIMIT 20", 0)).isZero();
        assertThat(segmentsOf("SELECT count(DISTINCT customer) FROM orders", 20))
                .isEqualTo(4);
    }

    /** Rows that a statement writes are not rows that somebody reads. */
    @Test
    void writesAreNotLimitedByMaxRows() throws SQLException {
        execute("CREATE TABLE copied (id VARCHAR PRIMARY KEY)");
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            assertThat(statement.executeUpdate("INSERT INTO copied SELECT upper(id) AS id FROM plain"))
                    .isEqualTo(2);
            assertThat(statement.executeUpdate("UPDATE copied SET low = lower(id) WHERE lower(id) IN ('a', 'b')"))
                    .isEqualTo(2);
            assertThat(statement.executeUpdate(
                            "DELETE FROM copied WHERE lower(id) IN (SELECT id FROM plain WHERE upper(id) = 'A'"
                                    + " OR n = 2)"))
                    .isEqualTo(2);
        }
    }

    private static long segmentsOf(String sql, int maxRows) throws SQLException {
        try (DynamoStub stub = endless();
                Connection own = stub.connect("scanParallelism=4");
                Statement statement = own.createStatement()) {
            statement.setMaxRows(maxRows);
            try (ResultSet rows = statement.executeQuery(sql)) {
                assertThat(rows.next()).isTrue();
            }
            return stub.calls("Scan").stream()
                    .filter(call -> call.has("TotalSegments"))
                    .count();
        }
    }
}
