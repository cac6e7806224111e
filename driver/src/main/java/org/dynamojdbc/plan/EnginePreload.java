package org.dynamojdbc.plan;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.relational.RelationalOptions;
import org.dynamojdbc.relational.RelationalPlanner;
import org.dynamojdbc.relational.run.Consistency;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.tree.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the relational engine in the background, by a query of no table: its classes are what the first relational query of a
 * JVM takes longest for. Done once; the thread ends by itself.
 */
public final class EnginePreload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EnginePreload.class);
    private static final String QUERY =
            "SELECT a.k, COUNT(*) AS n, SUM(b.v) AS s FROM (SELECT 1 AS k UNION ALL SELECT 2) a"
                    + " JOIN (SELECT 1 AS k, 2 AS v) b ON a.k = b.k WHERE b.v > 1 GROUP BY a.k ORDER BY n DESC, a.k";
    private static final int MOST_MEMORY_ROWS = 100;

    /** Classes are loaded for all connections. */
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final Thread thread;
    private volatile boolean closed;

    private EnginePreload(Catalog catalog, Executor executor) {
        thread = new Thread(() -> load(catalog, executor), "dynamo-jdbc-engine-preload");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins, the first time it is asked for.
     *
     * @param catalog asked nothing, as the query names no table
     * @param executor sent nothing
     * @return null when it was begun before
     */
    public static @Nullable EnginePreload begin(Catalog catalog, Executor executor) {
        return BEGUN.compareAndSet(false, true) ? new EnginePreload(catalog, executor) : null;
    }

    private void load(Catalog catalog, Executor executor) {
        try {
            if (!(new SqlParser().parse(QUERY).statement() instanceof Statement.QueryStatement statement) || closed) {
                return;
            }
            RelationalOptions options =
                    new RelationalOptions(Consistency.EVENTUAL, false, true, MOST_MEMORY_ROWS, false, 0);
            var planned = new RelationalPlanner().plan(statement.query(), options, catalog);
            if (closed) {
                return;
            }
            try (RowStream rows =
                    planned.open(List.of(), executor, ReadOptions.DEFAULT, new StatementContext(null), null, null)) {
                while (rows.next()) {
                    rows.item();
                }
            }
        } catch (RuntimeException | LinkageError failed) {
            LOG.debug("the relational engine was not loaded ahead", failed);
        }
    }

    /** Stops at the next step, and waits until the thread is gone. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
