package org.dynamojdbc.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.PartiQl;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.call.Statistics;
import org.dynamojdbc.execute.table.TableChange;
import org.dynamojdbc.execute.table.TableReport;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.WrittenRows;
import org.dynamojdbc.plan.Analysis;
import org.dynamojdbc.plan.Explainer;
import org.dynamojdbc.plan.Hints;
import org.dynamojdbc.plan.Plan;
import org.dynamojdbc.plan.PlanVisitor;
import org.dynamojdbc.plan.PlannerOptions.ScanPolicy;
import org.dynamojdbc.plan.TableStatusRow;
import org.dynamojdbc.plan.TableText;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Carries a plan out for one statement. */
final class PlanRunner implements PlanVisitor<Outcome> {
    private final Session session;
    private final StatementContext context;
    private final long maxRows;
    private final int fetchSize;
    private final GeneratedKeys wantedKeys;
    private final @Nullable Analysis analysis;

    /**
     * @param maxRows rows wanted at the most, 0 for all
     * @param fetchSize items per page, 0 for the service's pages
     */
    PlanRunner(Session session, StatementContext context, long maxRows, int fetchSize, GeneratedKeys wantedKeys) {
        this(session, context, maxRows, fetchSize, wantedKeys, null);
    }

    /** @param analysis where relational queries note what they do, null when nobody wants to know */
    private PlanRunner(
            Session session,
            StatementContext context,
            long maxRows,
            int fetchSize,
            GeneratedKeys wantedKeys,
            @Nullable Analysis analysis) {
        this.wantedKeys = wantedKeys;
        this.analysis = analysis;
        this.session = session;
        this.context = context;
        this.maxRows = maxRows;
        this.fetchSize = fetchSize;
    }

    @Override
    public Outcome visitRead(Plan.Read plan) {
        ReadOptions options = options(plan.offset(), limited(plan.limit()), plan.hints(), plan.resumeToken());
        RowStream stream = session.executor().read(plan.choice().path(), options, context);
        return new Outcome.Rows(plan.columns(), stream, plan.warnings());
    }

    private long limited(long limit) {
        if (maxRows == 0) {
            return limit;
        }
        return limit < 0 ? maxRows : Math.min(limit, maxRows);
    }

    private ReadOptions options(long offset, long limit, Hints hints, @Nullable String resumeToken) {
        SessionSettings settings = session.settings();
        return new ReadOptions(
                offset,
                limit,
                fetchSize,
                settings.prefetchPages(),
                hints.segments() > 0 ? hints.segments() : settings.scanParallelism(),
                hints.maxReadUnits() > 0 ? hints.maxReadUnits() : settings.maxReadUnits(),
                resumeToken);
    }

    @Override
    public Outcome visitCount(Plan.Count plan) {
        if (plan.offset() > 0 || plan.limit() == 0) {
            return new Outcome.Rows(plan.columns(), new KnownRows(List.of()), plan.warnings());
        }
        ReadOptions options = options(0, -1, plan.hints(), null);
        long counted = session.executor().count(plan.choice().path(), options, context);
        AttributeValue value = AttributeValue.fromN(Long.toString(counted));
        List<OutputColumn> columns = new ArrayList<>();
        for (OutputColumn column : plan.columns()) {
            columns.add(new OutputColumn(
                    column.label(), column.name(), null, value, column.type(), column.table(), column.nullable()));
        }
        return new Outcome.Rows(columns, new KnownRows(List.of(Map.of())), plan.warnings());
    }

    @Override
    public Outcome visitNearest(Plan.Nearest plan) {
        ReadOptions options = options(plan.offset(), limited(plan.limit()), plan.hints(), null);
        return new Outcome.Rows(plan.columns(), session.executor().search(plan.search(), options, context), List.of());
    }

    @Override
    public Outcome visitRelational(Plan.Relational plan) {
        RowStream stream = plan.query()
                .open(
                        plan.parameters(),
                        session.executor(),
                        options(0, -1, plan.hints(), null),
                        context,
                        analysis == null ? null : analysis.of(plan),
                        session.settings().planning().scan() == ScanPolicy.WARN
                                ? sentence -> warnOfScan(sentence, plan.warnings())
                                : null);
        return new Outcome.Rows(plan.columns(), stream, plan.warnings());
    }

    private void warnOfScan(String sentence, List<String> told) {
        if (!told.contains(sentence)) {
            context.warn(sentence);
        }
    }

    @Override
    public Outcome visitConstant(Plan.Constant plan) {
        return new Outcome.Rows(plan.columns(), new KnownRows(plan.rows()), List.of());
    }

    @Override
    public Outcome visitWrite(Plan.Write plan) {
        refuseReturningInTransaction(plan);
        List<ItemWrite.Outcome> outcomes = plan.writes().size() == 1
                ? List.of(session.executor().write(plan.writes().get(0), context))
                : session.executor().writeAll(plan.writes(), context);
        if (plan.columns().isEmpty()) {
            GeneratedKeys.Gathering keys = new GeneratedKeys.Gathering(wantedKeys);
            keys.add(plan.writes(), outcomes);
            return new Outcome.Count(
                    outcomes.stream().mapToLong(ItemWrite.Outcome::count).sum(), List.of(), keys.inserted());
        }
        List<Map<String, AttributeValue>> images = new ArrayList<>();
        for (ItemWrite.Outcome outcome : outcomes) {
            Map<String, AttributeValue> image = outcome.image();
            if (outcome.count() > 0 && image != null) {
                images.add(image);
            }
        }
        return new Outcome.Rows(plan.columns(), ComputedRows.of(new KnownRows(images), plan.columns()), List.of());
    }

    private void refuseReturningInTransaction(Plan plan) {
        if (!plan.columns().isEmpty() && session.transaction().isOpen()) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "RETURNING in a transaction: DynamoDB gives no items back from one; read them after the commit, or"
                            + " run the statement in auto-commit mode");
        }
    }

    /** The whole source is read: setMaxRows limits what a client gets, not what a statement writes. */
    @Override
    public Outcome visitWriteEach(Plan.WriteEach plan) {
        refuseReturningInTransaction(plan);
        PlanRunner reader = new PlanRunner(session, context, 0, fetchSize, GeneratedKeys.NONE, analysis);
        if (!(plan.source().accept(reader) instanceof Outcome.Rows source)) {
            throw new IllegalStateException("a source gives rows");
        }
        RowStream rows = plan.passing() == Plan.WriteEach.Passing.ITEM
                ? source.stream()
                : new ColumnRows(source.columns(), source.stream());
        GeneratedKeys.Gathering keys = new GeneratedKeys.Gathering(wantedKeys);
        Consumer<ItemWrite> done = write -> {
            session.noteAttributes(write);
            keys.add(write);
        };
        WrittenRows written = session.executor().writeEach(rows, plan.writer(), done, context);
        return plan.columns().isEmpty()
                ? new Outcome.Count(written.count(), source.warnings(), keys.inserted())
                : new Outcome.Rows(
                        plan.columns(), ComputedRows.of(written.images(), plan.columns()), source.warnings());
    }

    @Override
    public Outcome visitChange(Plan.Change plan) {
        TableChange change = plan.change();
        try {
            session.executor().change(change, context);
        } finally {
            // What failed may have changed the table before it did.
            session.catalog().changed(change.table());
        }
        if (change instanceof TableChange.Drop) {
            session.catalog().dropped(change.table());
        }
        if (!plan.declared().isEmpty()) {
            session.catalog().declare(change.table(), plan.declared());
        }
        return new Outcome.Count(0);
    }

    @Override
    public Outcome visitExplain(Plan.Explain plan) {
        Explainer explainer = new Explainer(
                session.executor(),
                options(0, -1, Hints.NONE, null)
                        .withIsolation(session.transaction().isolation()));
        if (!plan.analyze()) {
            return visitConstant(explainer.explain(plan.plan()));
        }
        Analysis analyzed = new Analysis();
        PlanRunner runner = new PlanRunner(session, context, maxRows, fetchSize, wantedKeys, analyzed);
        return visitConstant(explainer.explain(plan.plan(), runner.runToTheEnd(plan.plan()), analyzed));
    }

    private Statistics runToTheEnd(Plan analyzed) {
        if (analyzed.accept(this) instanceof Outcome.Rows rows) {
            try (RowStream stream = rows.stream()) {
                while (stream.next()) {
                    context.check();
                }
            }
        }
        return context.meter().statistics();
    }

    @Override
    public Outcome visitAssertion(Plan.Assertion plan) {
        if (!session.transaction().isOpen()) {
            throw new SqlFailure(
                    SqlState.INVALID_TRANSACTION_STATE,
                    "ASSERT is a condition of a transaction's commit; call setAutoCommit(false) or BEGIN first, or use a"
                            + " SELECT");
        }
        session.transaction().check(plan.table(), plan.key(), plan.condition(), context);
        return new Outcome.Count(0);
    }

    @Override
    public Outcome visitTransactionControl(Plan.TransactionControl plan) {
        Transaction transaction = session.transaction();
        switch (plan.kind()) {
            case BEGIN -> transaction.begin(context);
            case COMMIT -> transaction.commit(context);
            case ROLLBACK -> transaction.rollback(context);
        }
        return new Outcome.Count(0);
    }

    @Override
    public Outcome visitPassThrough(Plan.PassThrough plan) {
        PartiQl statement = plan.statement();
        if (statement.kind() == PartiQl.Kind.READ) {
            ReadOptions options = options(0, limited(-1), Hints.NONE, null);
            RowStream stream = session.executor().read(statement, options, context);
            List<OutputColumn> known = plan.known();
            if (known != null) {
                return new Outcome.Rows(known, stream, List.of());
            }
            FirstItems items = FirstItems.of(stream);
            return new Outcome.Rows(items.columns(), items, List.of());
        }
        ItemWrite.Outcome written = session.executor().write(statement, context);
        if (plan.columns().isEmpty()) {
            return new Outcome.Count(written.count());
        }
        Map<String, AttributeValue> image = written.image();
        return new Outcome.Rows(plan.columns(), new KnownRows(image == null ? List.of() : List.of(image)), List.of());
    }

    @Override
    public Outcome visitTableStatus(Plan.TableStatus plan) {
        RowStream rows = KnownRows.madeOf(
                plan.tables(),
                table -> TableStatusRow.of(session.executor().inspect(table, TableReport.Detail.STATUS, context)));
        return new Outcome.Rows(plan.columns(), rows, List.of());
    }

    @Override
    public Outcome visitTableDefinition(Plan.TableDefinition plan) {
        TableReport report = session.executor().inspect(plan.table(), TableReport.Detail.ALL, context);
        AttributeValue text = AttributeValue.fromS(TableText.of(report, plan.known()));
        return new Outcome.Rows(
                plan.columns(), new KnownRows(List.of(Map.of("create_table", text))), TableText.warnings(report));
    }

    @Override
    public Outcome visitProperties(Plan.Properties plan) {
        ShownProperties shown = session.defaults().properties();
        String property = plan.property();
        List<Map<String, AttributeValue>> rows =
                property == null ? shown.all(session.settings()) : List.of(shown.one(property, session.settings()));
        return new Outcome.Rows(plan.columns(), new KnownRows(rows), List.of());
    }

    @Override
    public Outcome visitSetProperty(Plan.SetProperty plan) {
        session.set(plan.property(), plan.value());
        return new Outcome.Count(0);
    }
}
