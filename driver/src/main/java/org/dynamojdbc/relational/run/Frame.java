package org.dynamojdbc.relational.run;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.ReadOptions;
import org.dynamojdbc.execute.StatementContext;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One execution of a relational plan: its parameters, correlated rows, memory and open reads. One thread runs it; close may
 * come from another.
 */
public final class Frame {
    private final List<AttributeValue> parameters;
    private final ReadSettings settings;
    private final @Nullable Executor executor;
    private final ReadOptions options;
    private final StatementContext context;
    private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    private final Map<Integer, Object[]> correlated = new HashMap<>();
    private final Map<String, List<Object[]>> transientTables = new HashMap<>();
    private final Map<Object, Object> kept = new HashMap<>();
    private final Set<RowStream> open = ConcurrentHashMap.newKeySet();
    private long held;
    private volatile boolean closed;

    /** @param executor null when the frame only computes constants and nothing can be read */
    public Frame(
            List<AttributeValue> parameters,
            ReadSettings settings,
            @Nullable Executor executor,
            ReadOptions options,
            StatementContext context) {
        this.parameters = List.copyOf(parameters);
        this.settings = settings;
        this.executor = executor;
        this.options = options;
        this.context = context;
    }

    /** A frame for constants alone. */
    public static Frame ofConstants(List<AttributeValue> parameters, ReadSettings settings) {
        return new Frame(parameters, settings, null, ReadOptions.DEFAULT, new StatementContext(null));
    }

    /** The value of a parameter. */
    @Nullable
    Object parameter(int index) {
        return Datum.of(parameters.get(index));
    }

    ReadSettings settings() {
        return settings;
    }

    Executor executor() {
        if (executor == null) {
            throw new IllegalStateException("this frame reads nothing");
        }
        return executor;
    }

    /** Options of a read that delivers at most {@code limit} rows, -1 for all. */
    ReadOptions options(long limit) {
        return new ReadOptions(
                0,
                limit,
                options.pageSize(),
                options.prefetchPages(),
                options.scanSegments(),
                options.maxReadUnits(),
                null);
    }

    StatementContext context() {
        return context;
    }

    /** When the statement began: the same all through it. */
    OffsetDateTime now() {
        return now;
    }

    void correlate(int variable, Object[] row) {
        correlated.put(variable, row);
    }

    Object[] correlated(int variable) {
        Object[] row = correlated.get(variable);
        if (row == null) {
            throw new IllegalStateException("no row for correlation variable " + variable);
        }
        return row;
    }

    void setTransient(String table, List<Object[]> rows) {
        transientTables.put(table, rows);
    }

    List<Object[]> transientRows(String table) {
        return transientTables.getOrDefault(table, List.of());
    }

    /** What an operator computed once for this execution. */
    @Nullable
    Object kept(Object key) {
        return kept.get(key);
    }

    void keep(Object key, Object value) {
        kept.put(key, value);
    }

    /** Counts a row that stays in memory; refuses when there are too many. */
    void hold() {
        held++;
        if (held > settings.maxMemoryRows()) {
            throw new SqlFailure(
                    SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                    "the statement would keep more than " + settings.maxMemoryRows()
                            + " rows in memory to sort, group or join them; narrow it by a condition, or raise the"
                            + " connection property maxMemoryRows");
        }
        if ((held & 1023) == 0) {
            context.check();
        }
    }

    /** Rows counted now. */
    long held() {
        return held;
    }

    void release(long rows) {
        held -= rows;
    }

    /** Registers a read, so that close ends it. */
    RowStream opened(RowStream stream) {
        open.add(stream);
        if (closed) {
            stream.close();
        }
        return stream;
    }

    void ended(RowStream stream) {
        open.remove(stream);
        stream.close();
    }

    /** Ends every read. */
    public void close() {
        closed = true;
        new ArrayList<>(open).forEach(RowStream::close);
        open.clear();
    }
}
