package org.dynamojdbc.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.dynamojdbc.execute.call.Statistics;
import org.dynamojdbc.jdbc.DynamoStatement;
import org.dynamojdbc.tpch.TpchQueries;
import org.dynamojdbc.tpch.TpchTables;

/** Runs the queries of TPC-H and prints what each costs. */
public final class Tpch {
    private Tpch() {}

    /** Arguments: the server (dynalite, local or an endpoint), the scale, and how often each query runs. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        String kind = arguments.length > 0 ? arguments[0] : "dynalite";
        double scale = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.01;
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        try (Server server = Server.start(kind);
                Connection connection = Sides.driver(server.endpoint())) {
            long start = System.nanoTime();
            TpchTables.create(connection, TpchQueries.tables());
            long rows = TpchTables.load(connection, "UPSERT INTO", scale);
            System.out.printf(
                    Locale.ROOT,
                    "%n%s, scale %s: %d rows written in %.1f s%n%n",
                    server.name(),
                    scale,
                    rows,
                    (System.nanoTime() - start) / 1e9);
            System.out.println("| query | rows | calls | items read | read units | first run ms | best ms |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (int number = 1; number <= TpchQueries.COUNT; number++) {
                print(connection, number, runs);
            }
        }
    }

    private static void print(Connection connection, int number, int runs) throws SQLException {
        double first = 0;
        double best = Double.MAX_VALUE;
        long rows = 0;
        Statistics cost = Statistics.NONE;
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            rows = 0;
            try (Statement statement = connection.createStatement()) {
                try (ResultSet result = statement.executeQuery(TpchQueries.query(number))) {
                    while (result.next()) {
                        rows++;
                    }
                }
                cost = statement.unwrap(DynamoStatement.class).statistics();
            }
            double took = (System.nanoTime() - start) / 1e6;
            first = run == 0 ? took : first;
            best = Math.min(best, took);
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %d | %.1f | %.0f | %.0f |%n",
                number,
                rows,
                cost.calls(),
                cost.itemsRead(),
                cost.readUnits(),
                first,
                best);
    }
}
