package org.dynamojdbc.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures both sides of every read in turns and prints the ratios. Each measurement is a JVM of its own; the rounds change
 * the order, so that a slow minute of the machine does not count for one side only.
 */
public final class Compare {
    private static final List<String> READS = List.of("pointRead", "partitionQuery", "fullScan");

    /** Two seconds each. */
    private static final int WARM_UP = 5;
    /** A read of microseconds calls the compiler's code rarely enough that it takes long to be ready. */
    private static final int SMALL_WARM_UP = 20;

    private Compare() {}

    /** Median in microseconds, and bytes allocated per read: these hardly change with what else the machine does. */
    private record Measured(double median, double bytes) {}

    private record Round(Measured sdk, Measured driver) {
        double ratio() {
            return driver.median() / sdk.median();
        }

        double allocated() {
            return driver.bytes() / sdk.bytes();
        }
    }

    /**
     * Compares.
     *
     * @param arguments the server ({@code stub}, {@code dynalite}, {@code local} or an endpoint; stub if absent), the number of
     *     rounds (3 if absent), the items of the full scan (100,000 on the stub, else 10,000), and the reads to compare
     *     separated by commas (all if absent)
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        String kind = arguments.length > 0 ? arguments[0] : "stub";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        int scanned = arguments.length > 2 ? Integer.parseInt(arguments[2]) : kind.equals("stub") ? 100_000 : 10_000;
        List<String> reads = arguments.length > 3 ? Arrays.asList(arguments[3].split(",", -1)) : READS;
        try (Server server = Server.start(kind)) {
            if (!server.replays()) {
                Tables.make(server.endpoint(), Reads.PARTITION);
                Tables.make(server.endpoint(), scanned);
            }
            System.out.println("server: " + server.name() + ", Java " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors");
            System.out.println(
                    "| read | SDK p50 | driver p50 | driver / SDK | lowest | highest | allocated, driver / SDK |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (String read : reads) {
                print(read, measure(read, rounds, server.endpoint(), scanned), scanned);
            }
        }
    }

    private static List<Round> measure(String read, int rounds, String endpoint, int scanned) throws RunnerException {
        List<Round> measured = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            boolean driverFirst = i % 2 == 1;
            Measured first = measure(read, driverFirst ? "Driver" : "Sdk", endpoint, scanned);
            Measured second = measure(read, driverFirst ? "Sdk" : "Driver", endpoint, scanned);
            measured.add(driverFirst ? new Round(second, first) : new Round(first, second));
        }
        return measured;
    }

    private static Measured measure(String read, String side, String endpoint, int scanned) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(Reads.class.getSimpleName() + "\\." + read + side + "$")
                .forks(1)
                .warmupIterations(read.equals(READS.get(0)) ? SMALL_WARM_UP : WARM_UP)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .jvmArgsAppend("-D" + Reads.ENDPOINT + "=" + endpoint, "-D" + Reads.SCANNED + "=" + scanned, "-Xmx512m")
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        RunResult result = new Runner(options).runSingle();
        return new Measured(
                result.getPrimaryResult().getStatistics().getPercentile(50),
                Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                        .getScore());
    }

    private static void print(String read, List<Round> rounds, int scanned) {
        double[] ratios = sorted(rounds, Round::ratio);
        String name =
                switch (read) {
                    case "pointRead" -> "point read by full key";
                    case "partitionQuery" -> "query of " + Reads.PARTITION + " items of a partition";
                    default -> "scan of " + scanned + " items";
                };
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %.2f | %.2f |%n",
                name,
                time(middle(sorted(rounds, round -> round.sdk().median()))),
                time(middle(sorted(rounds, round -> round.driver().median()))),
                middle(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                middle(sorted(rounds, Round::allocated)));
    }

    private static double[] sorted(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray();
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String time(double micros) {
        return micros < 1_000
                ? String.format(Locale.ROOT, "%.0f us", micros)
                : String.format(Locale.ROOT, "%.1f ms", micros / 1_000);
    }
}
