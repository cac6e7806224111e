package org.dynamojdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Progress;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.call.Statistics;
import org.dynamojdbc.plan.Plan;
import org.dynamojdbc.row.OutputColumn;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Runs one statement after another and holds the last one's result. One thread uses a statement at a time; cancel,
 * close and statistics may come from others.
 */
abstract sealed class RunningStatement extends StatementSettings permits PlainStatement, ParameterSetters {
    private static final long NO_COUNT = -1;

    /** What the called method lets a statement be. */
    enum Wanted {
        ROWS,
        COUNT,
        EITHER
    }

    private final OpenConnection connection;
    private final Session session;
    private volatile @Nullable StatementContext context;
    /** What asks for the statement's columns or parameters just now, beside its execution. */
    private volatile @Nullable StatementContext describing;

    private volatile @Nullable StreamingResultSet result;
    private @Nullable StreamingResultSet generatedKeys;
    /** Text of what runs, null when it is done and told. */
    private volatile @Nullable String untold;

    private GeneratedKeys wantedKeys = GeneratedKeys.NONE;
    private GeneratedKeys.Inserted inserted = GeneratedKeys.Inserted.NOTHING;
    private long updateCount = NO_COUNT;
    private volatile Progress progress = Progress.UNTOLD;

    RunningStatement(OpenConnection connection) {
        this.connection = connection;
        this.session = connection.session();
        setDefaults(session.settings().fetchSize(), session.defaults().queryTimeoutSeconds());
        session.opened(this);
    }

    @Override
    final OpenConnection connection() {
        return connection;
    }

    @Override
    final void collectWarnings() {
        StatementContext running = context;
        if (running != null) {
            running.takeWarnings().forEach(warnings::add);
        }
    }

    final Session session() {
        return session;
    }

    /** Parses and runs; ends what the statement did before. */
    final void run(String sql, Wanted wanted) throws SQLException {
        begin(sql);
        try {
            carryOut(session.parse(sql), List.of(), wanted, currentContext());
        } catch (RuntimeException refused) {
            throw failed(Refusal.from(refused));
        } catch (SQLException refused) {
            throw failed(refused);
        }
    }

    /** Runs what is parsed already. */
    final void run(String sql, KnownStatement statement, List<AttributeValue> parameters, Wanted wanted)
            throws SQLException {
        begin(sql);
        try {
            carryOut(statement, parameters, wanted, currentContext());
        } catch (RuntimeException refused) {
            throw failed(Refusal.from(refused));
        } catch (SQLException refused) {
            throw failed(refused);
        }
    }

    /** Begins a batch, of which is told as one; {@link #endBatch} ends it. */
    final Batch beginBatch(String sql) throws SQLException {
        begin("batch: " + sql);
        return new Batch(session, currentContext(), wantedKeys);
    }

    /** The counts of a batch's rows. */
    final long[] endBatch(Batch batch) throws SQLException {
        inserted = batch.inserted();
        try {
            long[] counts = batch.end();
            tell(null);
            return counts;
        } catch (SQLException refused) {
            throw failed(refused);
        }
    }

    private void begin(String sql) throws SQLException {
        start();
        untold = sql;
    }

    private SQLException failed(SQLException failure) {
        tell(failure);
        return failure;
    }

    /** The statement is done: once an execution. */
    private void tell(@Nullable Throwable failure) {
        String sql = untold;
        if (sql != null) {
            untold = null;
            session.defaults().log().done(sql, statistics(), failure);
        }
    }

    private void carryOut(
            KnownStatement statement, List<AttributeValue> parameters, Wanted wanted, StatementContext running)
            throws SQLException {
        PlanRunner runner = new PlanRunner(session, running, maxRowsOrZero(), fetchSizeOrZero(), wantedKeys);
        running.check();
        if (statement.usesEscapes() && !processesEscapes()) {
            throw Refusal.of(
                    SqlState.SYNTAX_ERROR,
                    "the statement has a JDBC escape such as {d '...'} or {fn ...} and escape processing is off; write"
                            + " DATE '...' or the function itself, or call setEscapeProcessing(true)");
        }
        Plan plan = session.plan(statement, parameters, maxRowsOrZero(), running);
        requireKind(wanted, !plan.columns().isEmpty());
        Outcome outcome;
        try {
            outcome = plan.accept(runner);
        } finally {
            running.takeWarnings().forEach(warnings::add);
        }
        if (outcome instanceof Outcome.Count count) {
            updateCount = count.items();
            count.warnings().forEach(warnings::add);
            inserted = count.inserted();
            tell(null);
        } else if (outcome instanceof Outcome.Rows rows) {
            for (String sentence : rows.warnings()) {
                warnings.add(sentence);
            }
            StreamingResultSet opened =
                    new StreamingResultSet(this, rows.columns(), rows.stream(), maxRowsOrZero(), fetchSizeOrZero());
            if (!rows.warnings().isEmpty()) {
                opened.warnOfUnits();
            }
            opened.lookFor(UnseenAttributes.of(statement.statement(), plan));
            SampledShape shape = SampledShape.of(statement.statement(), rows.columns(), session.catalog());
            shape.tell(session::isNews, warnings::add);
            opened.restOn(shape);
            result = opened;
            if (isClosed()) {
                opened.close();
                throw Refusal.of(SqlState.QUERY_CANCELED, "the statement was closed while it was executed");
            }
        }
    }

    private static void requireKind(Wanted wanted, boolean givesRows) throws SQLException {
        if (wanted == Wanted.ROWS && !givesRows) {
            throw Refusal.of(
                    SqlState.NO_DATA,
                    "executeQuery takes a statement that gives rows; nothing was sent, call executeUpdate or execute");
        }
        if (wanted == Wanted.COUNT && givesRows) {
            throw Refusal.of(
                    SqlState.UNEXPECTED_ROWS,
                    "executeUpdate takes a statement that gives no rows; nothing was sent, call executeQuery or execute");
        }
    }

    /** Ends the last execution and begins a new one. */
    final void start() throws SQLException {
        requireOpen();
        closeResults();
        warnings.clear();
        context = newContext();
    }

    final StatementContext currentContext() {
        StatementContext running = context;
        return running == null ? newContext() : running;
    }

    /** Asks what the statement gives or takes; its cancellation and its query timeout reach the calls that this needs. */
    final <T> T describe(Function<StatementContext, T> question) {
        StatementContext asking = newContext();
        describing = asking;
        try {
            if (isClosed()) {
                asking.cancel();
            }
            return question.apply(asking);
        } finally {
            describing = null;
        }
    }

    private StatementContext newContext() {
        StatementContext begun = session.executor().begin(timeout(), connection.networkTimeout());
        begun.obey(connection.limits());
        begun.meter().report(progress);
        return begun;
    }

    /** What {@link #getGeneratedKeys()} gives after the next execution. */
    final void wantKeys(GeneratedKeys wanted) {
        wantedKeys = wanted;
    }

    private void closeResults() throws SQLException {
        updateCount = NO_COUNT;
        inserted = GeneratedKeys.Inserted.NOTHING;
        closeCurrent();
        StreamingResultSet keys = generatedKeys;
        generatedKeys = null;
        if (keys != null) {
            keys.close();
        }
    }

    private void closeCurrent() throws SQLException {
        StreamingResultSet open = result;
        result = null;
        if (open != null) {
            open.close();
        }
    }

    final ResultSet rows() throws SQLException {
        StreamingResultSet open = result;
        if (open == null) {
            throw Refusal.of(SqlState.NO_DATA, "the statement gave no rows");
        }
        return open;
    }

    final boolean hasRows() {
        return result != null;
    }

    final long count() {
        return updateCount;
    }

    /** A page could not be read; what was read before stands. */
    final void resultFailed(SQLException failure) {
        tell(failure);
    }

    /** The statement's result set was closed. */
    final void resultClosed(StreamingResultSet closedResult) throws SQLException {
        tell(null);
        if (closesOnCompletion() && closedResult == result) {
            close();
        }
    }

    @Override
    public final @Nullable ResultSet getResultSet() throws SQLException {
        requireOpen();
        return result;
    }

    @Override
    public final int getUpdateCount() throws SQLException {
        return (int) Math.min(getLargeUpdateCount(), Integer.MAX_VALUE);
    }

    @Override
    public final long getLargeUpdateCount() throws SQLException {
        requireOpen();
        return updateCount;
    }

    @Override
    public final boolean getMoreResults() throws SQLException {
        return getMoreResults(CLOSE_CURRENT_RESULT);
    }

    /** Statements have one result, so there never is another. */
    @Override
    public final boolean getMoreResults(int current) throws SQLException {
        requireOpen();
        if (current != CLOSE_CURRENT_RESULT && current != KEEP_CURRENT_RESULT && current != CLOSE_ALL_RESULTS) {
            throw Refusal.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "getMoreResults takes one of the Statement._RESULT constants, not " + current);
        }
        updateCount = NO_COUNT;
        if (current == KEEP_CURRENT_RESULT) {
            result = null;
        } else {
            closeCurrent();
        }
        return false;
    }

    /** Of each inserted item the key, or the columns that were asked for; empty when nobody asked. */
    @Override
    public final ResultSet getGeneratedKeys() throws SQLException {
        requireOpen();
        StreamingResultSet keys = generatedKeys;
        if (keys == null) {
            Table table = inserted.table();
            List<OutputColumn> columns = table == null ? List.of() : wantedKeys.columns(table, session.catalog());
            keys = new StreamingResultSet(
                    null, columns, columns.isEmpty() ? new KnownRows(List.of()) : inserted.rows(), 0, 0);
            generatedKeys = keys;
        }
        return keys;
    }

    @Override
    public final Statistics statistics() {
        StatementContext last = context;
        return last == null ? Statistics.NONE : last.meter().statistics();
    }

    @Override
    public final void onProgress(@Nullable Consumer<Statistics> listener) throws SQLException {
        requireOpen();
        progress = Progress.to(listener);
    }

    @Override
    public final void cancel() throws SQLException {
        requireOpen();
        cancelCalls();
    }

    private void cancelCalls() {
        StatementContext running = context;
        if (running != null) {
            running.cancel();
        }
        StatementContext asking = describing;
        if (asking != null) {
            asking.cancel();
        }
    }

    @Override
    public final void close() throws SQLException {
        if (markClosed()) {
            cancelCalls();
            session.closed(this);
            closeResults();
        }
    }
}
