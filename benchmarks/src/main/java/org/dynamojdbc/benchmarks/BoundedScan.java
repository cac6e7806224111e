package org.dynamojdbc.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * Scans a table far larger than the heap: the server replays it from another process, the reader has 96 MB. Prints the
 * largest heap after a collection and the largest at all.
 */
public final class BoundedScan {
    private static final String HEAP = "-Xmx96m";

    private BoundedScan() {}

    /** Runs itself in a JVM with a small heap; the argument is the number of items, 500,000 if absent. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        int items = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
        if (arguments.length > 1) {
            scan(arguments[1], items);
            return;
        }
        try (Server server = Server.stub()) {
            Process reader = new ProcessBuilder(
                            Server.java(),
                            HEAP,
                            "-cp",
                            System.getProperty("java.class.path"),
                            BoundedScan.class.getName(),
                            Integer.toString(items),
                            server.endpoint())
                    .inheritIO()
                    .start();
            System.exit(reader.waitFor());
        }
    }

    private static void scan(String endpoint, int items) throws SQLException {
        long start = System.nanoTime();
        long rows = 0;
        String last = "";
        double peak = 0;
        double live = 0;
        try (Connection connection = Sides.driver(endpoint);
                Statement statement = connection.createStatement();
                ResultSet read = statement.executeQuery("SELECT * FROM " + Orders.table(items))) {
            while (read.next()) {
                String placed = read.getString("placed");
                if (placed.compareTo(last) <= 0) {
                    throw new IllegalStateException("row " + placed + " came after " + last);
                }
                last = placed;
                for (int column = 1; column <= Orders.ATTRIBUTES.size(); column++) {
                    read.getObject(column);
                }
                if (++rows % 1_000 == 0) {
                    peak = Math.max(peak, heap());
                    live = Math.max(live, live());
                }
            }
        }
        if (rows != items) {
            throw new IllegalStateException("read " + rows + " rows instead of " + items);
        }
        System.out.printf(
                Locale.ROOT,
                "%d rows in %.1f s with %s; peak heap %.0f MB, after collections at most %.0f MB%n",
                rows,
                (System.nanoTime() - start) / 1e9,
                HEAP,
                peak,
                live);
    }

    private static double heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    /** What the last collection of each pool left. */
    private static double live() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            bytes += left == null ? 0 : left.getUsed();
        }
        return bytes / 1e6;
    }
}
