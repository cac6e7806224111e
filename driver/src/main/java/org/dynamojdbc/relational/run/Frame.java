package org.dynamojdbc.relational.run;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.access.ScanWarning;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.Meter;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One execution of a relational plan: its parameters, correlated rows, memory and open reads. One thread runs it; close may
 * come from another.
 */
public final class Frame {
    /** Rows kept aside only save reads; those of sorts and joins are needed, and have a budget of their own. */
    private static final long ASIDE_PART = 10;

    private final List<AttributeValue> parameters;
    private final ReadSettings settings;
    private final @Nullable Executor executor;
    private final ReadOptions options;
    private final StatementContext context;
    private final OffsetDateTime now;
    private final Map<Integer, Object[]> correlated = new HashMap<>();
    private final Map<String, List<Object[]>> transientTables = new HashMap<>();
    private final Map<Object, Object> kept = new HashMap<>();
    private final IdentityHashMap<LeafRead, Rows> restricted = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Meter> meters = new IdentityHashMap<>();
    private final Set<RowStream> open = ConcurrentHashMap.newKeySet();
    private final SharedReads sharing;
    private final IdentityHashMap<SharedReads.Group, SharedRows> shared = new IdentityHashMap<>();
    private final @Nullable Measurements measurements;
    private final @Nullable Consumer<String> scans;
    private final Set<String> scansTold = new HashSet<>();
    private final OuterValues outerValues = new OuterValues();
    private long held;
    private long aside;
    private long steps;
    private volatile boolean closed;

    /**
     * @param executor null when the frame only computes constants and nothing can be read
     * @param sharing which reads are the same one
     * @param measurements where the operators note what they did, null when nobody wants to know
     * @param scans is told a sentence of each Scan when it begins, null when nobody wants to know
     */
    public Frame(
            List<AttributeValue> parameters,
            ReadSettings settings,
            @Nullable Executor executor,
            ReadOptions options,
            StatementContext context,
            SharedReads sharing,
            @Nullable Measurements measurements,
            @Nullable Consumer<String> scans) {
        this(
                parameters,
                settings,
                executor,
                options,
                context,
                sharing,
                measurements,
                scans,
                OffsetDateTime.now(ZoneOffset.UTC));
    }

    private Frame(
            List<AttributeValue> parameters,
            ReadSettings settings,
            @Nullable Executor executor,
            ReadOptions options,
            StatementContext context,
            SharedReads sharing,
            @Nullable Measurements measurements,
            @Nullable Consumer<String> scans,
            OffsetDateTime now) {
        this.now = now;
        this.scans = scans;
        this.sharing = sharing;
        this.measurements = measurements;
        this.parameters = List.copyOf(parameters);
        this.settings = settings;
        this.executor = executor;
        this.options = options;
        this.context = context;
    }

    /** A frame for constants alone. */
    public static Frame ofConstants(List<AttributeValue> parameters, ReadSettings settings, SharedReads sharing) {
        return new Frame(
                parameters, settings, null, ReadOptions.DEFAULT, new StatementContext(null), sharing, null, null);
    }

    /** A frame for what is computed from items at hand in a statement that began then. */
    public static Frame ofItem(List<AttributeValue> parameters, OffsetDateTime now) {
        return new Frame(
                parameters,
                ReadSettings.NOTHING,
                null,
                ReadOptions.DEFAULT,
                new StatementContext(null),
                SharedReads.NONE,
                null,
                null,
                now);
    }

    List<AttributeValue> parameters() {
        return parameters;
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

    /** Options of a read whose items are only counted. */
    private ReadOptions countOptions() {
        return options(-1, options.scanSegments());
    }

    /** Options of a read that delivers at most {@code limit} rows, -1 for all. */
    ReadOptions options(long limit) {
        return options(limit, settings.limited() ? 1 : options.scanSegments());
    }

    /** Options of a read of which so many rows are likely to be taken, -1 for all. */
    ReadOptions expecting(long rows) {
        return rows < 0 ? options(-1) : options(-1).withExpected(rows);
    }

    private ReadOptions options(long limit, int segments) {
        return new ReadOptions(
                0, limit, options.pageSize(), options.prefetchPages(), segments, options.maxReadUnits(), null);
    }

    StatementContext context() {
        return context;
    }

    @Nullable
    Measurements measurements() {
        return measurements;
    }

    /** What the reads of one operator cost so far. */
    Meter meter(Node node) {
        return meters.computeIfAbsent(node, n -> {
            Meter meter = context.meter().part();
            if (measurements != null) {
                measurements.of(n).reads(meter);
            }
            return meter;
        });
    }

    /** Lets a table read give these rows instead of all, until {@link #restore}. */
    void restrict(LeafRead read, Rows some) {
        restricted.put(read, some);
    }

    void restore(LeafRead read) {
        restricted.remove(read);
    }

    boolean isRestricted(LeafRead read) {
        return restricted.containsKey(read);
    }

    /** The rows a table read is restricted to, null when it is not. */
    @Nullable
    Rows some(LeafRead read) {
        return restricted.get(read);
    }

    /** The group of reads that a read belongs to, null when it stands alone. */
    SharedReads.@Nullable Member member(LeafRead read) {
        return settings.pushdown() ? sharing.member(read) : null;
    }

    /** The rows that a group of reads has in common. */
    SharedRows shared(SharedReads.Group group) {
        return shared.computeIfAbsent(group, g -> new SharedRows(() -> g.first().shared(g, this), this));
    }

    /** Starts a read of an operator. */
    RowStream read(Node node, Choice choice, ReadOptions how) {
        tellOfScan(choice);
        return opened(executor().read(choice.path(), how, context.part(meter(node))));
    }

    /** Counts what a read of an operator would deliver. */
    long count(Node node, Choice choice) {
        tellOfScan(choice);
        return executor().count(choice.path(), countOptions(), context.part(meter(node)));
    }

    private void tellOfScan(Choice choice) {
        if (scans != null) {
            ScanWarning.of(choice.path(), choice.cost().readUnits())
                    .filter(scansTold::add)
                    .ifPresent(scans);
        }
    }

    /** When the statement began: the same all through it. */
    OffsetDateTime now() {
        return now;
    }

    void correlate(int variable, Object[] row) {
        correlated.put(variable, row);
    }

    /** A condition on a row of the outer query was asked for where no such row is. */
    static final class NoOuterRow extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NoOuterRow(int variable) {
            super("no row for correlation variable " + variable);
        }
    }

    /** Whether the plan is only told of: nothing is read, and there are no rows. */
    boolean isToldOf() {
        return executor == null;
    }

    /** Stand-ins for the values of outer rows, where the plan is only told of. */
    OuterValues outerValues() {
        return outerValues;
    }

    Object[] correlated(int variable) {
        Object[] row = correlated.get(variable);
        if (row == null) {
            throw new NoOuterRow(variable);
        }
        return row;
    }

    void setTransient(String table, List<Object[]> rows) {
        transientTables.put(table, rows);
    }

    List<Object[]> transientRows(String table) {
        return transientTables.getOrDefault(table, List.of());
    }

    /** A text of EXPLAIN with names instead of stand-ins for values of outer rows. */
    public String named(String text) {
        return outerValues.named(text);
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
        step();
    }

    /** Counts a step of work in memory, which reads nothing that would notice that the statement was canceled. */
    void step() {
        steps++;
        if ((steps & 1023) == 0) {
            context.check();
        }
    }

    /**
     * Counts a row that is kept only to save a read, beside the rows of {@link #hold}; false from the one on that is one too
     * many.
     */
    boolean holdAside() {
        aside++;
        return aside * ASIDE_PART <= settings.maxMemoryRows();
    }

    void releaseAside(long rows) {
        aside -= rows;
    }

    /** Rows counted now. */
    long held() {
        return held;
    }

    void release(long rows) {
        held -= rows;
    }

    /** Registers a read, so that close ends it. */
    private RowStream opened(RowStream stream) {
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
