package org.dynamojdbc.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache Spark in this JVM, its class path in front of the all-in-one jar; what it pushes is read in the requests. */
class SparkIT {
    private static final int ORDERS = 200;

    @TempDir
    private static Path directory;

    private static RecordingServer server;
    private static Connection keeper;
    private static SparkSession spark;

    @BeforeAll
    static void start() throws Exception {
        server = new RecordingServer(directory);
        keeper = DriverManager.getConnection(server.url());
        try (Statement statement = keeper.createStatement()) {
            statement.execute("CREATE TABLE orders (customer VARCHAR, placed VARCHAR, total NUMERIC, lines BIGINT,"
                    + " paid BOOLEAN, token VARBINARY, tags STRING_SET, PRIMARY KEY (customer, placed))");
            statement.execute("CREATE TABLE copies (customer VARCHAR, placed VARCHAR, total NUMERIC, paid BOOLEAN,"
                    + " PRIMARY KEY (customer, placed))");
        }
        try (PreparedStatement insert =
                keeper.prepareStatement("INSERT INTO orders (customer, placed, total, lines, paid, token, tags)"
                        + " VALUES (?, ?, ?, ?, ?, ?, <<'a', 'b'>>)")) {
            for (int i = 0; i < ORDERS; i++) {
                insert.setString(1, "c" + i % 20);
                insert.setString(2, "2024-%03d".formatted(i));
                insert.setBigDecimal(3, new BigDecimal(i + ".5"));
                insert.setLong(4, i);
                insert.setBoolean(5, i % 2 == 0);
                insert.setBytes(6, new byte[] {(byte) i});
                insert.addBatch();
            }
            insert.executeBatch();
        }
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("dynamo-jdbc")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config(
                        "spark.sql.warehouse.dir",
                        directory.resolve("warehouse").toString())
                .config(
                        "spark.sql.catalog.dynamo",
                        "org.apache.spark.sql.execution.datasources.v2.jdbc.JDBCTableCatalog")
                .config("spark.sql.catalog.dynamo.url", server.url())
                .config("spark.sql.catalog.dynamo.driver", "org.dynamojdbc.DynamoDriver")
                .config("spark.sql.catalog.dynamo.pushDownLimit", true)
                .getOrCreate();
    }

    @AfterAll
    static void stop() throws Exception {
        spark.stop();
        keeper.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        server.taken();
    }

    private static Dataset<Row> orders() {
        return spark.read()
                .format("jdbc")
                .option("url", server.url())
                .option("driver", "org.dynamojdbc.DynamoDriver")
                .option("dbtable", "orders")
                .load();
    }

    /** What was sent for statements: not the descriptions, nor the sample that a table is given its columns by once. */
    private static List<RecordingServer.Request> reads() {
        return server.taken().stream()
                .filter(r -> !r.operation().equals("DescribeTable")
                        && !r.body().matches("\\{\"TableName\":\"\\w+\",\"Limit\":100,.*"))
                .toList();
    }

    @Test
    void theSchemaComesFromMetadataAlone() {
        Map<String, String> types = new TreeMap<>();
        for (StructField field : orders().schema().fields()) {
            types.put(field.name(), field.dataType().simpleString());
        }
        assertThat(types)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "customer", "string",
                        "placed", "string",
                        "total", "decimal(38,18)",
                        "lines", "bigint",
                        "paid", "boolean",
                        "token", "binary",
                        "tags", "string"));
        assertThat(reads()).isEmpty();
    }

    @Test
    void aConditionOnTheKeyIsOneQueryWithFilterAndProjection() {
        List<Row> rows = orders().where("customer = 'c3' AND placed >= '2024-100' AND total > 150")
                .select("placed", "total")
                .collectAsList();
        assertThat(rows.stream().map(r -> r.getString(0))).containsExactlyInAnyOrder("2024-163", "2024-183");
        assertThat(rows.stream().map(r -> r.getDecimal(1).stripTrailingZeros().toPlainString()))
                .containsExactlyInAnyOrder("163.5", "183.5");
        List<RecordingServer.Request> reads = reads();
        assertThat(reads).hasSize(1);
        assertThat(reads.get(0).operation()).isEqualTo("Query");
        assertThat(reads.get(0).body())
                .contains("KeyConditionExpression")
                .contains("FilterExpression")
                .contains("ProjectionExpression");
    }

    @Test
    void bytesAndListsArePushed() {
        assertThat(orders().where(functions.col("token").equalTo(new byte[] {7}))
                        .collectAsList())
                .hasSize(1);
        assertThat(reads()).allMatch(r -> r.body().contains("FilterExpression"));
        assertThat(orders().where("customer IN ('c1', 'c2') AND placed = '2024-001'")
                        .collectAsList())
                .hasSize(1);
        assertThat(reads()).extracting(RecordingServer.Request::operation).containsOnly("BatchGetItem");
    }

    @Test
    void segmentsAreReadByTasksOfTheirOwnAndEveryRowOnce() {
        Properties properties = new Properties();
        properties.setProperty("driver", "org.dynamojdbc.DynamoDriver");
        Dataset<Row> orders = spark.read().jdbc(server.url(), "orders", Segments.predicates(4), properties);
        assertThat(orders.javaRDD().getNumPartitions()).isEqualTo(4);
        List<Row> rows = orders.where("paid").select("placed").collectAsList();
        assertThat(rows).hasSize(ORDERS / 2);
        assertThat(rows.stream().map(r -> r.getString(0)).distinct()).hasSize(ORDERS / 2);
        List<RecordingServer.Request> reads = reads();
        assertThat(reads).hasSize(4).allMatch(r -> r.operation().equals("Scan"));
        for (int i = 0; i < 4; i++) {
            String segment = "\"Segment\":" + i;
            assertThat(reads.stream().filter(r -> r.body().contains(segment))).hasSize(1);
        }
        assertThat(reads).allMatch(r -> r.body().contains("\"TotalSegments\":4"));
        assertThat(reads).allMatch(r -> r.body().contains("FilterExpression"));
    }

    @Test
    void sparkGroupsWhatTheDriverReads() {
        List<Row> rows = orders().groupBy("paid").count().collectAsList();
        assertThat(rows.stream().collect(Collectors.toMap(r -> r.getBoolean(0), r -> r.getLong(1))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(true, 100L, false, 100L));
    }

    @Test
    void rowsAreAppendedInFullBatches() {
        StructType schema = new StructType()
                .add("customer", DataTypes.StringType)
                .add("placed", DataTypes.StringType)
                .add("total", DataTypes.createDecimalType(10, 2))
                .add("paid", DataTypes.BooleanType);
        List<Row> rows = java.util.stream.IntStream.range(0, 110)
                .mapToObj(i -> RowFactory.create("c" + i, "now", new BigDecimal(i), i == 5 ? null : true))
                .toList();
        spark.createDataFrame(rows, schema)
                .coalesce(1)
                .write()
                .format("jdbc")
                .option("url", server.url())
                .option("driver", "org.dynamojdbc.DynamoDriver")
                .option("dbtable", "copies")
                .option("isolationLevel", "NONE")
                .mode(SaveMode.Append)
                .save();
        List<RecordingServer.Request> writes =
                reads().stream().filter(r -> !r.operation().equals("Scan")).toList();
        assertThat(writes).hasSize(5).allMatch(r -> r.operation().equals("BatchExecuteStatement"));
        Dataset<Row> copies = spark.table("dynamo.copies");
        assertThat(copies.count()).isEqualTo(110);
        assertThat(copies.where("paid IS NULL").count()).isEqualTo(1);
    }

    @Test
    void theCatalogListsTablesAndPushesLimits() {
        assertThat(spark.sql("SHOW TABLES IN dynamo").collectAsList().stream().map(r -> r.getString(1)))
                .contains("orders", "copies");
        server.taken();
        assertThat(spark.sql("SELECT placed FROM dynamo.orders WHERE customer = 'c4' LIMIT 3")
                        .collectAsList())
                .hasSize(3);
        assertThat(reads()).hasSize(1).allMatch(r -> r.body().contains("\"Limit\":3"));
    }
}
