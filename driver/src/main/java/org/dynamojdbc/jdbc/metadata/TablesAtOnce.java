package org.dynamojdbc.jdbc.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;

/** Asks for several tables at the same time, a bounded number, and gives what was found in the order of the tables. */
final class TablesAtOnce {
    /** Few enough for the service's limits on describing tables, many enough to hide the way to it. */
    private static final int THREADS = 8;

    private TablesAtOnce() {}

    static <R> List<R> of(List<String> tables, Function<String, List<R>> ask) {
        if (tables.size() <= 1) {
            return tables.isEmpty() ? List.of() : ask.apply(tables.get(0));
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, tables.size()), task -> {
            Thread thread = new Thread(task, "dynamo-jdbc-metadata");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<List<R>>> answers = new ArrayList<>();
            for (String table : tables) {
                answers.add(threads.submit(() -> ask.apply(table)));
            }
            List<R> all = new ArrayList<>();
            for (Future<List<R>> answer : answers) {
                all.addAll(answer.get());
            }
            return all;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SqlFailure(SqlState.QUERY_CANCELED, "reading the metadata was interrupted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new SqlFailure(SqlState.GENERAL, "reading the metadata failed: " + failed.getMessage(), failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
