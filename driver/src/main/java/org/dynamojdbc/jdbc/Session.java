package org.dynamojdbc.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.catalog.Sample;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementCatalogCalls;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.grammar.SqlParser;
import org.dynamojdbc.plan.KnownPlan;
import org.dynamojdbc.plan.Plan;
import org.dynamojdbc.plan.Planner;
import org.dynamojdbc.plan.PlannerOptions;
import org.dynamojdbc.plan.UnknownAttributes;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the statements of one connection share. Safe to use from several threads. */
final class Session {
    private static final int PARSED_STATEMENTS = 256;
    /** Longer texts are parsed anew each time, so that a few huge INSERTs do not fill the memory. */
    private static final int LONGEST_KEPT_TEXT = 16_384;

    private final Executor executor;
    private final Transaction transaction;
    private final Catalog catalog;
    private final Planner planner = new Planner();
    private final SqlParser parser;
    private final StatementDefaults defaults;
    private volatile SessionSettings settings;
    private final Map<String, KnownStatement> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownStatement> eldest) {
            return size() > PARSED_STATEMENTS;
        }
    };
    /** Of which incomplete samples statements have told already, by table: one telling is enough for a tool's output. */
    private final Map<String, Sample> toldSamples = new ConcurrentHashMap<>();
    /** Weak, because clients forget statements; what they forget is collected and needs no closing. */
    private final Set<RunningStatement> open =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Commits and rollbacks that no statement carries out. */
    private final Set<StatementContext> transacting = ConcurrentHashMap.newKeySet();

    /** @param userName who reads and writes, as USER() tells it */
    Session(Executor executor, Catalog catalog, SessionSettings settings, StatementDefaults defaults, String userName) {
        this.parser = new SqlParser(userName);
        this.transaction = new Transaction(executor);
        this.executor = new GatheringExecutor(executor, transaction);
        this.catalog = catalog;
        this.settings = settings;
        this.defaults = defaults;
    }

    StatementDefaults defaults() {
        return defaults;
    }

    /** Gathers writes while a transaction is open. */
    Executor executor() {
        return executor;
    }

    Transaction transaction() {
        return transaction;
    }

    Catalog catalog() {
        return catalog;
    }

    SessionSettings settings() {
        return settings;
    }

    synchronized void set(String property, @Nullable String value) {
        settings = settings.with(property, value);
    }

    synchronized void setReadOnly(boolean readOnly) {
        settings = settings.withReadOnly(readOnly);
    }

    KnownStatement parse(String sql) {
        synchronized (parsed) {
            KnownStatement known = parsed.get(sql);
            if (known != null) {
                return known;
            }
        }
        KnownStatement fresh = new KnownStatement(parser.parse(sql));
        if (sql.length() <= LONGEST_KEPT_TEXT) {
            synchronized (parsed) {
                parsed.put(sql, fresh);
            }
        }
        return fresh;
    }

    /** The catalog as a statement asks it: its cancellation and time limits reach the calls. */
    Catalog catalog(StatementContext context) {
        return catalog.within(new StatementCatalogCalls(context));
    }

    /** @param maxRows rows of a result that will be read at the most, 0 for all */
    Plan plan(KnownStatement statement, List<AttributeValue> parameters, long maxRows, StatementContext context) {
        if (parameters.size() < statement.parameterCount()) {
            throw new SqlFailure(
                    SqlState.PARAMETER_NOT_SET,
                    "the statement has " + statement.parameterCount() + " parameters and " + parameters.size()
                            + " values were given; use prepareStatement and set every ?");
        }
        PlannerOptions options = planning().withMaxRows(maxRows);
        Catalog asked = catalog(context);
        KnownPlan known = statement.known();
        Plan again = known == null ? null : known.plan(asked, options, parameters);
        Plan plan = again == null ? planner.plan(statement.statement(), parameters, options, asked) : again;
        if (again == null) {
            UnknownAttributes.warnings(plan, asked).forEach(context::warn);
            statement.keep(planner.known(statement.statement(), statement.parameterCount(), plan, options, asked));
        }
        if (plan instanceof Plan.Write write) {
            write.writes().forEach(this::noteAttributes);
        }
        return plan;
    }

    /** The plan of a statement that is not run: made without a look at any item. */
    Plan unread(KnownStatement statement, List<AttributeValue> parameters, StatementContext context) {
        return planner.unread(statement.statement(), parameters, planning(), catalog(context));
    }

    /** What this connection writes, its SELECT * is to show. */
    void noteAttributes(ItemWrite write) {
        catalog.written(write.table(), write.attributes());
    }

    /** Reads of single items are serializable when they are strongly consistent. */
    private PlannerOptions planning() {
        PlannerOptions options = settings.planning();
        return transaction.isolation() == ReadOptions.Isolation.SERIALIZABLE
                ? options.withConsistentRead(true)
                : options;
    }

    /** Columns before execution, empty for a statement without rows. */
    List<OutputColumn> columns(KnownStatement statement, StatementContext context) {
        return sampled(
                planner.columns(
                        statement.statement(), statement.parameterCount(), settings.planning(), catalog(context)),
                context);
    }

    /** The columns with the types that sampling their tables finds, where no data was read to know them before. */
    List<OutputColumn> sampled(List<OutputColumn> columns, StatementContext context) {
        if (columns.stream().noneMatch(Session::isUnsampled)) {
            return columns;
        }
        List<OutputColumn> known = new ArrayList<>();
        for (OutputColumn column : columns) {
            known.add(isUnsampled(column) ? sampled(column, catalog(context), context) : column);
        }
        return known;
    }

    private static boolean isUnsampled(OutputColumn column) {
        return column.type().kind() == ColumnType.Kind.UNSAMPLED;
    }

    /** An attribute that the sample does not show may hold anything. */
    private static OutputColumn sampled(OutputColumn column, Catalog from, StatementContext context) {
        OutputColumn.Source source = column.source();
        String attribute = source == null ? column.name() : source.attribute();
        Table table = from.table(source == null ? column.table() : source.table());
        Optional<ColumnType> seen = from.columns(table).stream()
                .filter(candidate -> candidate.name().equals(attribute))
                .map(Column::type)
                .findFirst();
        if (seen.isEmpty()) {
            UnknownAttributes.warning(attribute, table, from).ifPresent(context::warn);
        }
        ColumnType type = seen.orElse(ColumnType.of(ColumnType.Kind.ANY));
        return new OutputColumn(
                column.label(), column.name(), column.path(), null, type, column.table(), column.nullable());
    }

    /** The columns that parameters are written to or compared with, null where that is not known. Reads no data. */
    List<@Nullable Column> knownParameterColumns(KnownStatement statement, StatementContext context) {
        return planner.knownParameterColumns(statement.statement(), statement.parameterCount(), catalog(context));
    }

    /** Likewise, with sampled columns. */
    List<@Nullable Column> parameterColumns(KnownStatement statement, StatementContext context) {
        return planner.parameterColumns(statement.statement(), statement.parameterCount(), catalog(context));
    }

    /** Whether no statement of this connection has told of the table's sample yet; from now on one has. */
    boolean isNews(String table, Sample sample) {
        return !sample.equals(toldSamples.put(table, sample));
    }

    void opened(RunningStatement statement) {
        open.add(statement);
    }

    void closed(RunningStatement statement) {
        open.remove(statement);
    }

    /** A commit or rollback begins that no statement carries out. */
    void transacting(StatementContext context) {
        transacting.add(context);
    }

    void transacted(StatementContext context) {
        transacting.remove(context);
    }

    /** Stops the commits under way that no statement carries out. */
    void cancelCommits() {
        transacting.forEach(StatementContext::cancel);
    }

    List<RunningStatement> openStatements() {
        synchronized (open) {
            return new ArrayList<>(open);
        }
    }
}
