package org.dynamojdbc.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the first relational query of a JVM takes, beside the first point read of another one; and what planning takes once
 * the JVM is warm. Each figure of a start is the median of several fresh JVMs.
 */
public final class RelationalStart {
    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 5_000;
    private static final int TABLE = 1_000;
    private static final String POINT = "SELECT * FROM " + Orders.table(TABLE) + " WHERE customer = '" + Orders.CUSTOMER
            + "' AND placed = '" + Orders.sortKey(0) + "'";
    private static final String JOIN = "SELECT a.customer, COUNT(*) AS n FROM " + Orders.table(TABLE) + " a JOIN "
            + Orders.table(TABLE)
            + " b ON a.customer = b.customer AND a.placed = b.placed WHERE a.placed > '0' GROUP BY a.customer"
            + " ORDER BY n DESC, a.customer";

    /** Stands for a statement: GetItem by the SDK itself. */
    private static final String SDK = "SDK";
    /** Before a statement: it is sent two seconds after connecting. */
    private static final String LATER = "later ";
    /** Before a statement: so it is, and the engine is loaded meanwhile. */
    private static final String PRELOADED = "preloaded ";

    private static final long LATER_MILLIS = 2_000;

    private RelationalStart() {}

    /** The argument is the number of JVMs of each kind, 5 if absent. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        if (arguments.length > 1) {
            first(arguments[0], arguments[1]);
            return;
        }
        int starts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        try (Server server = Server.stub()) {
            System.out.println();
            System.out.println("| first statement of a JVM | connect ms | first row ms | again ms | classes | RSS MB"
                    + " | metaspace MB |");
            System.out.println("|---|---|---|---|---|---|---|");
            print("plain SDK, GetItem", server.endpoint(), SDK, starts);
            print("point read", server.endpoint(), POINT, starts);
            print("join, group, sort", server.endpoint(), JOIN, starts);
            print("join two seconds after connecting", server.endpoint(), LATER + JOIN, starts);
            print("so with preloadEngine", server.endpoint(), PRELOADED + JOIN, starts);
            System.out.println();
            plan(server.endpoint());
        }
    }

    private static void print(String name, String endpoint, String sql, int starts)
            throws IOException, InterruptedException {
        List<double[]> figures = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            Process process = new ProcessBuilder(
                            Server.java(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            RelationalStart.class.getName(),
                            endpoint,
                            sql)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                String line = output.readLine();
                if (process.waitFor() != 0 || line == null) {
                    throw new IOException("a measured JVM failed");
                }
                String[] words = line.split(" ", -1);
                double[] figure = new double[words.length];
                for (int w = 0; w < words.length; w++) {
                    figure[w] = Double.parseDouble(words[w]);
                }
                figures.add(figure);
            }
        }
        StringBuilder row = new StringBuilder("| ").append(name);
        for (int column = 0; column < figures.get(0).length; column++) {
            int c = column;
            double[] sorted = figures.stream().mapToDouble(f -> f[c]).sorted().toArray();
            row.append(String.format(Locale.ROOT, " | %.0f", sorted[sorted.length / 2]));
        }
        System.out.println(row.append(" |"));
    }

    /** In the measured JVM: prints milliseconds and memory on one line. */
    private static void first(String endpoint, String sql) throws SQLException, IOException, InterruptedException {
        long start = System.nanoTime();
        if (sql.equals(SDK)) {
            try (DynamoDbClient client = Sides.sdk(endpoint)) {
                long made = System.nanoTime();
                long answered = firstItem(client);
                long again = System.nanoTime();
                print(start, made, made, answered, again, firstItem(client));
            }
            return;
        }
        boolean preloaded = sql.startsWith(PRELOADED);
        try (Connection connection = Sides.driver(endpoint, preloaded ? "&preloadEngine=true" : "")) {
            long connected = System.nanoTime();
            if (preloaded || sql.startsWith(LATER)) {
                Thread.sleep(LATER_MILLIS);
            }
            String statement =
                    sql.substring(preloaded ? PRELOADED.length() : sql.startsWith(LATER) ? LATER.length() : 0);
            long asked = System.nanoTime();
            long row = firstRow(connection, statement);
            long again = System.nanoTime();
            print(start, connected, asked, row, again, firstRow(connection, statement));
        }
    }

    private static void print(long start, long connected, long asked, long row, long again, long second)
            throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%.1f %.1f %.1f %d %.1f %.1f%n",
                (double) (connected - start) / 1e6,
                (double) (row - asked) / 1e6,
                (double) (second - again) / 1e6,
                ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount(),
                resident(),
                metaspace());
    }

    private static long firstItem(DynamoDbClient client) {
        boolean found = client.getItem(get -> get.tableName(Orders.table(TABLE))
                        .key(Map.of(
                                "customer",
                                AttributeValue.fromS(Orders.CUSTOMER),
                                "placed",
                                AttributeValue.fromS(Orders.sortKey(0)))))
                .hasItem();
        if (!found) {
            throw new IllegalStateException("no item");
        }
        return System.nanoTime();
    }

    private static long firstRow(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            if (!result.next()) {
                throw new IllegalStateException("no row for " + sql);
            }
            return System.nanoTime();
        }
    }

    /** Resident memory as Linux tells it, 0 elsewhere. */
    private static double resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static double metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .mapToLong(pool -> pool.getUsage().getUsed())
                        .sum()
                / 1e6;
    }

    private static void plan(String endpoint) throws SQLException {
        try (Connection connection = Sides.driver(endpoint)) {
            firstRow(connection, JOIN);
            for (int i = 0; i < WARM_UP; i++) {
                planned(connection, JOIN);
            }
            double known = planned(connection, JOIN, MEASURED, false);
            for (int i = 0; i < WARM_UP / 10; i++) {
                planned(connection, JOIN + " LIMIT " + (i + 1));
            }
            double unknown = planned(connection, JOIN, MEASURED / 50, true);
            System.out.printf(
                    Locale.ROOT,
                    "planning the join in a warm JVM: %.1f us when it was planned before, %.0f us when it was not%n",
                    known,
                    unknown);
        }
    }

    /** Microseconds to plan it once, the median. */
    private static double planned(Connection connection, String sql, int times, boolean changed) throws SQLException {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            String text = changed ? sql + " LIMIT " + (1_000_000 + i) : sql;
            long start = System.nanoTime();
            planned(connection, text);
            nanos[i] = System.nanoTime() - start;
        }
        java.util.Arrays.sort(nanos);
        return nanos[times / 2] / 1e3;
    }

    /** Prepares it and asks for its columns, for which it must be planned. */
    private static void planned(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (statement.getMetaData().getColumnCount() != 2) {
                throw new IllegalStateException("planned wrongly");
            }
        }
    }
}
