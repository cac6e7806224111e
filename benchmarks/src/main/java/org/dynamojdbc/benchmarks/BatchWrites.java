package org.dynamojdbc.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dynamojdbc.jdbc.DynamoStatement;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Batches of inserts and upserts through the driver and through code on the plain SDK, with the same requests and as many of
 * them at a time: one thread makes the rows, and full calls go to a pool. The driver does it twice: as JDBC says, which sends
 * nothing before {@code executeBatch}, and with {@code batchFlushRows}. All take turns in one JVM, so that a slow minute of
 * the machine does not count for one only.
 */
public final class BatchWrites {
    private static final int ITEMS_A_CALL = 25;
    /** Calls that the driver has under way at a time. */
    private static final int PARALLEL = 4;

    private static final int WARM_UP = 30;
    /** Rows that are sent while more are added. */
    private static final int FLUSHED = 250;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String endpoint;
    private final String table;
    private final int rows;
    /** Rows that are written already; the first ones may be there from other measurements. */
    private int written = 100;

    private BatchWrites(String endpoint, String table, int rows) {
        this.endpoint = endpoint;
        this.table = table;
        this.rows = rows;
    }

    /** One side of a comparison: writes the rows from a number on. */
    private interface Side {
        void write(int from) throws SQLException, ExecutionException, InterruptedException;
    }

    /**
     * Compares.
     *
     * @param arguments the server ({@code stub}, {@code dynalite}, {@code local} or an endpoint; stub if absent), the rounds
     *     (15 if absent), and the rows of a batch (10,000 if absent)
     */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        String kind = arguments.length > 0 ? arguments[0] : "stub";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        int rows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
        try (Server server = Server.start(kind)) {
            String table = Orders.table(1);
            if (!server.replays()) {
                Tables.make(server.endpoint(), 1);
            }
            System.out.println("server: " + server.name() + ", Java " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors");
            System.out.println(
                    "| batch | calls | SDK median | driver median | SDK / driver | lowest | highest | processor time |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            new BatchWrites(server.endpoint(), table, rows).compare(rounds);
        }
    }

    private void compare(int rounds) throws SQLException, ExecutionException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(PARALLEL);
        try (DynamoDbClient sdk = Sides.sdk(endpoint);
                Connection driver = Sides.driver(endpoint, "");
                Connection flushing = Sides.driver(endpoint, "&batchFlushRows=" + FLUSHED)) {
            measure("upsert", "UPSERT", driver, flushing, rounds, from -> upsert(sdk, workers, from));
            measure("insert", "INSERT", driver, flushing, rounds, from -> insert(sdk, workers, from));
        } finally {
            workers.shutdownNow();
        }
    }

    private void measure(String what, String verb, Connection driver, Connection flushing, int rounds, Side sdk)
            throws SQLException, ExecutionException, InterruptedException {
        try (PreparedStatement batch = driver.prepareStatement(sql(verb));
                PreparedStatement flushed = flushing.prepareStatement(sql(verb))) {
            List<Side> sides = List.of(sdk, from -> batch(batch, from), from -> batch(flushed, from));
            double[][] millis = new double[sides.size()][rounds];
            double[][] processor = new double[sides.size()][rounds];
            for (int i = -WARM_UP; i < rounds; i++) {
                for (int turn = 0; turn < sides.size(); turn++) {
                    int side = Math.floorMod(i + turn, sides.size());
                    long busy = PROCESS.getProcessCpuTime();
                    double taken = millis(sides.get(side));
                    if (i >= 0) {
                        millis[side][i] = taken;
                        processor[side][i] = PROCESS.getProcessCpuTime() - busy;
                    }
                }
            }
            print(what, "", batch, millis[0], millis[1], ratio(processor[0], processor[1]));
            String how = ", batchFlushRows=" + FLUSHED;
            print(what, how, flushed, millis[0], millis[2], ratio(processor[0], processor[2]));
        }
    }

    private void print(
            String what, String how, PreparedStatement statement, double[] sdk, double[] driver, double processor)
            throws SQLException {
        double[] ratios = ratios(sdk, driver);
        System.out.printf(
                Locale.ROOT,
                "| %s of %,d rows%s | %d | %.1f ms | %.1f ms | %.2f | %.2f | %.2f | %.2f |%n",
                what,
                rows,
                how,
                statement.unwrap(DynamoStatement.class).statistics().calls(),
                median(sdk),
                median(driver),
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                processor);
    }

    /** The rounds' ratios, the lowest first. */
    private static double[] ratios(double[] sdk, double[] driver) {
        double[] ratios = new double[sdk.length];
        Arrays.setAll(ratios, i -> sdk[i] / driver[i]);
        Arrays.sort(ratios);
        return ratios;
    }

    /** Of all rounds together: processor time is counted in ticks too long for one. */
    private static double ratio(double[] sdk, double[] driver) {
        return Arrays.stream(sdk).sum() / Arrays.stream(driver).sum();
    }

    private double millis(Side side) throws SQLException, ExecutionException, InterruptedException {
        int from = written;
        written += rows;
        long begun = System.nanoTime();
        side.write(from);
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private String sql(String verb) {
        return verb + " INTO " + table + " (" + Orders.columns() + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    }

    private void batch(PreparedStatement statement, int from) throws SQLException {
        for (int row = from; row < from + rows; row++) {
            Orders.bind(row, statement);
            statement.addBatch();
        }
        for (long count : statement.executeLargeBatch()) {
            if (count != 1) {
                throw new IllegalStateException("a row was not written: " + count);
            }
        }
    }

    private void upsert(DynamoDbClient sdk, ExecutorService workers, int from)
            throws ExecutionException, InterruptedException {
        List<Future<?>> calls = new ArrayList<>();
        List<WriteRequest> writes = new ArrayList<>();
        for (int row = from; row < from + rows; row++) {
            Map<String, AttributeValue> item = Orders.item(row);
            writes.add(WriteRequest.builder().putRequest(p -> p.item(item)).build());
            if (writes.size() == ITEMS_A_CALL || row == from + rows - 1) {
                List<WriteRequest> call = writes;
                calls.add(workers.submit(() -> write(sdk, call)));
                writes = new ArrayList<>();
            }
        }
        await(calls);
    }

    private void write(DynamoDbClient sdk, List<WriteRequest> writes) {
        Map<String, List<WriteRequest>> left = Map.of(table, writes);
        while (!left.isEmpty()) {
            Map<String, List<WriteRequest>> next = left;
            left = sdk.batchWriteItem(b -> b.requestItems(next).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                    .unprocessedItems();
        }
    }

    private void insert(DynamoDbClient sdk, ExecutorService workers, int from)
            throws ExecutionException, InterruptedException {
        List<Future<?>> calls = new ArrayList<>();
        List<BatchStatementRequest> statements = new ArrayList<>();
        for (int row = from; row < from + rows; row++) {
            statements.add(statement(Orders.item(row)));
            if (statements.size() == ITEMS_A_CALL || row == from + rows - 1) {
                List<BatchStatementRequest> call = statements;
                calls.add(workers.submit(() -> execute(sdk, call)));
                statements = new ArrayList<>();
            }
        }
        await(calls);
    }

    private BatchStatementRequest statement(Map<String, AttributeValue> item) {
        StringBuilder text = new StringBuilder("INSERT INTO \"").append(table).append("\" VALUE {");
        List<AttributeValue> parameters = new ArrayList<>();
        item.forEach((name, value) -> {
            text.append(parameters.isEmpty() ? "'" : ", '").append(name).append("': ?");
            parameters.add(value);
        });
        return BatchStatementRequest.builder()
                .statement(text.append('}').toString())
                .parameters(parameters)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private static void execute(DynamoDbClient sdk, List<BatchStatementRequest> statements) {
        for (BatchStatementResponse response : sdk.batchExecuteStatement(
                        b -> b.statements(statements).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .responses()) {
            if (response.error() != null) {
                throw new IllegalStateException(response.error().message());
            }
        }
    }

    private static void await(List<Future<?>> calls) throws ExecutionException, InterruptedException {
        for (Future<?> call : calls) {
            call.get();
        }
    }
}
