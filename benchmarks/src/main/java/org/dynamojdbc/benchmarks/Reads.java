package org.dynamojdbc.benchmarks;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The same reads through the plain SDK and through the driver; both read every attribute of every item. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Reads {
    /** System property that holds the endpoint of the server. */
    static final String ENDPOINT = "dynamojdbc.benchmarks.endpoint";

    /** System property that holds the number of items that a full scan reads. */
    static final String SCANNED = "dynamojdbc.benchmarks.scanned";

    static final int PARTITION = 10_000;

    private final String endpoint = System.getProperty(ENDPOINT, "");
    private final int scanned = Integer.getInteger(SCANNED, PARTITION);
    private final DynamoDbClient sdk = Sides.sdk(endpoint);
    private final Connection driver;
    private final PreparedStatement point;
    private final PreparedStatement partition;
    private final PreparedStatement scan;
    private int row;

    /** Opens both sides. */
    public Reads() {
        try {
            driver = Sides.driver(endpoint);
            String from = "SELECT " + Orders.columns() + " FROM ";
            point = driver.prepareStatement(from + Orders.table(PARTITION) + " WHERE customer = ? AND placed = ?");
            partition = driver.prepareStatement(from + Orders.table(PARTITION) + " WHERE customer = ?");
            scan = driver.prepareStatement(from + Orders.table(scanned));
        } catch (SQLException failed) {
            throw new IllegalStateException("no connection to " + endpoint, failed);
        }
    }

    /** Reads everything once, so that table descriptions are known, and checks that both sides read the same. */
    @Setup
    public void check(Blackhole hole) throws SQLException {
        expect(1, pointReadSdk(hole), pointReadDriver(hole));
        expect(PARTITION, partitionQuerySdk(hole), partitionQueryDriver(hole));
        expect(scanned, fullScanSdk(hole), fullScanDriver(hole));
    }

    private static void expect(int rows, int sdk, int driver) {
        if (sdk != rows || driver != rows) {
            throw new IllegalStateException(
                    "the SDK read " + sdk + " rows and the driver " + driver + " instead of " + rows);
        }
    }

    @TearDown
    public void close() throws SQLException {
        driver.close();
        sdk.close();
    }

    private int nextRow() {
        row = (row + 7919) % PARTITION;
        return row;
    }

    @Benchmark
    public int pointReadSdk(Blackhole hole) {
        Map<String, AttributeValue> item = sdk.getItem(r -> r.tableName(Orders.table(PARTITION))
                        .key(Orders.key(nextRow()))
                        .projectionExpression(PROJECTION)
                        .expressionAttributeNames(NAMES))
                .item();
        return read(List.of(item), hole);
    }

    @Benchmark
    public int pointReadDriver(Blackhole hole) throws SQLException {
        point.setString(1, Orders.CUSTOMER);
        point.setString(2, Orders.sortKey(nextRow()));
        return read(point, hole);
    }

    @Benchmark
    public int partitionQuerySdk(Blackhole hole) {
        return read(
                sdk.queryPaginator(r -> r.tableName(Orders.table(PARTITION))
                                .keyConditionExpression("customer = :c")
                                .expressionAttributeValues(Map.of(":c", AttributeValue.fromS(Orders.CUSTOMER)))
                                .projectionExpression(PROJECTION)
                                .expressionAttributeNames(NAMES))
                        .items(),
                hole);
    }

    @Benchmark
    public int partitionQueryDriver(Blackhole hole) throws SQLException {
        partition.setString(1, Orders.CUSTOMER);
        return read(partition, hole);
    }

    @Benchmark
    public int fullScanSdk(Blackhole hole) {
        return read(
                sdk.scanPaginator(r -> r.tableName(Orders.table(scanned))
                                .projectionExpression(PROJECTION)
                                .expressionAttributeNames(NAMES))
                        .items(),
                hole);
    }

    @Benchmark
    public int fullScanDriver(Blackhole hole) throws SQLException {
        return read(scan, hole);
    }

    /** {@code status} is a reserved word. */
    private static final Map<String, String> NAMES = Map.of("#status", "status");

    private static final String PROJECTION = Orders.columns().replace("status", "#status");

    private static int read(Iterable<Map<String, AttributeValue>> items, Blackhole hole) {
        int rows = 0;
        for (Map<String, AttributeValue> item : items) {
            hole.consume(text(item, "customer"));
            hole.consume(text(item, "placed"));
            hole.consume(decimal(item, "total"));
            hole.consume(Integer.parseInt(number(item, "quantity")));
            hole.consume(text(item, "status"));
            hole.consume(truth(item, "paid"));
            hole.consume(text(item, "note"));
            hole.consume(text(item, "city"));
            rows++;
        }
        return rows;
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return value(item, name).s();
    }

    private static String number(Map<String, AttributeValue> item, String name) {
        return value(item, name).n();
    }

    private static BigDecimal decimal(Map<String, AttributeValue> item, String name) {
        return new BigDecimal(number(item, name));
    }

    private static boolean truth(Map<String, AttributeValue> item, String name) {
        return value(item, name).bool();
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is missing");
        }
        return value;
    }

    private static int read(PreparedStatement statement, Blackhole hole) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                hole.consume(rows.getString(1));
                hole.consume(rows.getString(2));
                hole.consume(rows.getBigDecimal(3));
                hole.consume(rows.getInt(4));
                hole.consume(rows.getString(5));
                hole.consume(rows.getBoolean(6));
                hole.consume(rows.getString(7));
                hole.consume(rows.getString(8));
                count++;
            }
        }
        return count;
    }
}
