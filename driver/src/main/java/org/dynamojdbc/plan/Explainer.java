package org.dynamojdbc.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathText;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.Statistics;
import org.dynamojdbc.execute.read.VectorSearch;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.relational.RelationalQuery;
import org.dynamojdbc.relational.run.Measurements;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.TransactionKind;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Renders plans as the rows of EXPLAIN, one row per step. Sends nothing. */
public final class Explainer {
    /** Columns of EXPLAIN. */
    public static final List<OutputColumn> COLUMNS = List.of(
            column("step", ColumnType.Kind.INTEGER),
            column("operation", ColumnType.Kind.VARCHAR),
            column("table_name", ColumnType.Kind.VARCHAR),
            column("index_name", ColumnType.Kind.VARCHAR),
            column("key_condition", ColumnType.Kind.VARCHAR),
            column("filter", ColumnType.Kind.VARCHAR),
            column("residual", ColumnType.Kind.VARCHAR),
            column("projection", ColumnType.Kind.VARCHAR),
            column("ordering", ColumnType.Kind.VARCHAR),
            column("estimated_items", ColumnType.Kind.NUMERIC),
            column("estimated_units", ColumnType.Kind.NUMERIC),
            column("request", ColumnType.Kind.VARCHAR),
            column("notes", ColumnType.Kind.VARCHAR));

    /** Columns of EXPLAIN ANALYZE. */
    public static final List<OutputColumn> ANALYZE_COLUMNS = java.util.stream.Stream.concat(
                    COLUMNS.stream(),
                    java.util.stream.Stream.of(
                            column("calls", ColumnType.Kind.BIGINT),
                            column("items_read", ColumnType.Kind.BIGINT),
                            column("items_returned", ColumnType.Kind.BIGINT),
                            column("consumed_units", ColumnType.Kind.NUMERIC),
                            column("retries", ColumnType.Kind.BIGINT),
                            column("first_row_ms", ColumnType.Kind.NUMERIC),
                            column("total_ms", ColumnType.Kind.NUMERIC)))
            .toList();

    private final Executor executor;
    private final ReadOptions session;

    /**
     * @param executor renders requests
     * @param session how reads without hints are run
     */
    public Explainer(Executor executor, ReadOptions session) {
        this.executor = executor;
        this.session = session;
    }

    private ReadOptions options(long offset, long limit, Hints hints) {
        return session.withRows(offset, limit)
                .withScanSegments(hints.segments() > 0 ? hints.segments() : session.scanSegments());
    }

    /** The rows of EXPLAIN. */
    public Plan.Constant explain(Plan plan) {
        return new Plan.Constant(COLUMNS, plan.accept(new Rows(null)));
    }

    /**
     * The rows of EXPLAIN ANALYZE: the whole statement's cost stands on its first step, that of a read or an operator within
     * a relational query on its own.
     */
    public Plan.Constant explain(Plan plan, Statistics statistics, Analysis analysis) {
        List<Map<String, AttributeValue>> rows = plan.accept(new Rows(analysis));
        if (!rows.isEmpty()) {
            Map<String, AttributeValue> first = rows.get(0);
            reads(first, statistics);
            rows(first, statistics.itemsReturned(), statistics.firstRowNanos(), statistics.totalNanos());
        }
        return new Plan.Constant(ANALYZE_COLUMNS, rows);
    }

    private static void reads(Map<String, AttributeValue> step, Statistics statistics) {
        step.put("calls", number(statistics.calls()));
        step.put("items_read", number(statistics.itemsRead()));
        step.put("consumed_units", number(statistics.readUnits() + statistics.writeUnits()));
        step.put("retries", number(statistics.retries()));
    }

    private static void rows(Map<String, AttributeValue> step, long rows, long firstRowNanos, long nanos) {
        step.put("items_returned", number(rows));
        if (firstRowNanos >= 0) {
            step.put("first_row_ms", number(firstRowNanos / 1e6));
        }
        step.put("total_ms", number(nanos / 1e6));
    }

    private static OutputColumn column(String name, ColumnType.Kind kind) {
        return new OutputColumn(name, name, AttributePath.of(name), null, ColumnType.of(kind), "", true);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue number(double value) {
        return AttributeValue.fromN(BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString());
    }

    private static void text(Map<String, AttributeValue> row, String column, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            row.put(column, AttributeValue.fromS(text));
        }
    }

    private final class Rows implements PlanVisitor<List<Map<String, AttributeValue>>> {
        private final @Nullable Analysis analysis;

        Rows(@Nullable Analysis analysis) {
            this.analysis = analysis;
        }

        @Override
        public List<Map<String, AttributeValue>> visitRead(Plan.Read plan) {
            ReadOptions options = options(plan.offset(), plan.limit(), plan.hints());
            return List.of(read(plan.choice(), options.withResumeToken(plan.resumeToken())));
        }

        @Override
        public List<Map<String, AttributeValue>> visitCount(Plan.Count plan) {
            boolean counts = plan.offset() == 0 && plan.limit() != 0;
            return List.of(read(plan.choice(), options(0, counts ? -1 : 0, plan.hints())));
        }

        private Map<String, AttributeValue> read(Choice choice, ReadOptions options) {
            AccessPath path = choice.path();
            Map<String, AttributeValue> row =
                    step(1, operation(path), path.table().name());
            text(row, "index_name", AccessPathText.indexName(path));
            text(row, "key_condition", AccessPathText.keyCondition(path));
            text(row, "filter", AccessPathText.filter(path));
            text(row, "residual", AccessPathText.residual(path));
            text(row, "projection", AccessPathText.projection(path));
            text(row, "ordering", AccessPathText.ordering(path));
            row.put("estimated_items", number(choice.cost().items()));
            row.put("estimated_units", number(units(path, choice.cost().readUnits())));
            text(row, "request", executor.request(path, options));
            String notes = String.join("; ", choice.rejected());
            text(row, "notes", path instanceof AccessPath.Nothing nothing ? nothing.reason() : notes);
            return row;
        }

        private String operation(AccessPath path) {
            return isTransactional(path) ? "TransactGetItems" : AccessPathText.operation(path);
        }

        /** Items of one moment cost twice what they cost one by one. */
        private double units(AccessPath path, double each) {
            return isTransactional(path) ? 2 * each : each;
        }

        private boolean isTransactional(AccessPath path) {
            return path instanceof AccessPath.BatchGetItem && session.isolation() == ReadOptions.Isolation.SERIALIZABLE;
        }

        @Override
        public List<Map<String, AttributeValue>> visitNearest(Plan.Nearest plan) {
            VectorSearch search = plan.search();
            Map<String, AttributeValue> row =
                    step(1, "SearchVectors", search.table().name());
            text(row, "index_name", search.index().name());
            text(row, "filter", search.filter().equals(Predicate.TRUE) ? "" : Predicates.text(search.filter()));
            text(
                    row,
                    "projection",
                    search.readsTable()
                            ? "*"
                            : search.projection().stream()
                                    .map(AttributePath::toString)
                                    .collect(Collectors.joining(", ")));
            text(row, "ordering", "nearest first");
            row.put("estimated_items", number(search.most()));
            text(row, "request", executor.request(search));
            text(
                    row,
                    "notes",
                    "an approximate search" + (search.readsTable() ? ", then BatchGetItem of the whole items" : ""));
            return List.of(row);
        }

        @Override
        public List<Map<String, AttributeValue>> visitRelational(Plan.Relational plan) {
            List<Map<String, AttributeValue>> rows = new java.util.ArrayList<>();
            for (RelationalQuery.Step step :
                    plan.query().steps(plan.parameters(), analysis == null ? null : analysis.of(plan))) {
                AccessPath path = step.path();
                Map<String, AttributeValue> row =
                        step(rows.size() + 1, "  ".repeat(step.depth()) + operation(step), null);
                step.details().forEach((column, value) -> {
                    if (value instanceof Double estimate) {
                        boolean units = column.equals("estimated_units");
                        row.put(column, number(path != null && units ? units(path, estimate) : estimate));
                    } else {
                        text(row, column, value.toString());
                    }
                });
                if (path != null) {
                    String request = executor.request(path, options(0, step.limit(), plan.hints()));
                    text(row, "request", step.named().apply(request));
                }
                if (step.measured() != null) {
                    measured(row, step.measured());
                }
                rows.add(row);
            }
            return rows;
        }

        private String operation(RelationalQuery.Step step) {
            AccessPath path = step.path();
            return path == null ? step.operation() : operation(path);
        }

        private static void measured(Map<String, AttributeValue> row, Measurements.Operator operator) {
            Statistics reads = operator.reads();
            if (reads != null) {
                reads(row, reads);
            }
            rows(row, operator.rows(), operator.firstRowNanos(), operator.nanos());
        }

        @Override
        public List<Map<String, AttributeValue>> visitConstant(Plan.Constant plan) {
            return List.of(step(1, "Values", null));
        }

        @Override
        public List<Map<String, AttributeValue>> visitWrite(Plan.Write plan) {
            List<Map<String, AttributeValue>> rows = new java.util.ArrayList<>();
            for (ItemWrite write : plan.writes()) {
                Map<String, AttributeValue> row =
                        step(rows.size() + 1, operation(write), write.table().name());
                row.put("estimated_items", number(1));
                text(row, "request", executor.request(write));
                rows.add(row);
            }
            return rows;
        }

        @Override
        public List<Map<String, AttributeValue>> visitWriteEach(Plan.WriteEach plan) {
            List<Map<String, AttributeValue>> rows =
                    new java.util.ArrayList<>(plan.source().accept(this));
            RowWriter writer = plan.writer();
            String operation = "PutItem";
            if (writer instanceof RowWriter.UpdateEach each) {
                operation = each.change() instanceof ItemWrite.Move ? "TransactWriteItems" : "UpdateItem";
            } else if (writer instanceof RowWriter.DeleteEach) {
                operation = "DeleteItem";
            } else if (writer instanceof FoundItems.Each found) {
                operation = found.operation();
            }
            Map<String, AttributeValue> row =
                    step(rows.size() + 1, operation, writer.table().name());
            text(row, "notes", "one for each row of the step before, under its WHERE as condition");
            rows.add(row);
            return rows;
        }

        private static String operation(ItemWrite write) {
            if (write instanceof ItemWrite.Update) {
                return "UpdateItem";
            }
            if (write instanceof ItemWrite.Move) {
                return "TransactWriteItems";
            }
            return write instanceof ItemWrite.Delete ? "DeleteItem" : "PutItem";
        }

        @Override
        public List<Map<String, AttributeValue>> visitChange(Plan.Change plan) {
            return List.of(step(
                    1, plan.change().getClass().getSimpleName(), plan.change().table()));
        }

        @Override
        public List<Map<String, AttributeValue>> visitExplain(Plan.Explain plan) {
            return plan.plan().accept(this);
        }

        @Override
        public List<Map<String, AttributeValue>> visitAssertion(Plan.Assertion plan) {
            Map<String, AttributeValue> row =
                    step(1, "ConditionCheck", plan.table().name());
            text(row, "filter", Predicates.text(plan.condition()));
            return List.of(row);
        }

        @Override
        public List<Map<String, AttributeValue>> visitTransactionControl(Plan.TransactionControl plan) {
            return List.of(
                    step(1, plan.kind() == TransactionKind.COMMIT ? "TransactWriteItems" : "TransactionControl", null));
        }

        @Override
        public List<Map<String, AttributeValue>> visitPassThrough(Plan.PassThrough plan) {
            Map<String, AttributeValue> row = step(1, "ExecuteStatement", null);
            text(row, "request", plan.statement().text());
            return List.of(row);
        }

        @Override
        public List<Map<String, AttributeValue>> visitSetProperty(Plan.SetProperty plan) {
            return List.of(step(1, "SetProperty", null));
        }

        @Override
        public List<Map<String, AttributeValue>> visitTableStatus(Plan.TableStatus plan) {
            return List.of(step(
                    1,
                    "DescribeTable",
                    plan.tables().size() == 1 ? plan.tables().get(0) : null));
        }

        @Override
        public List<Map<String, AttributeValue>> visitTableDefinition(Plan.TableDefinition plan) {
            return List.of(step(1, "DescribeTable", plan.table()));
        }

        @Override
        public List<Map<String, AttributeValue>> visitProperties(Plan.Properties plan) {
            return List.of(step(1, "Values", null));
        }

        private Map<String, AttributeValue> step(int number, String operation, @Nullable String table) {
            Map<String, AttributeValue> row = new LinkedHashMap<>();
            row.put("step", number(number));
            text(row, "operation", operation);
            text(row, "table_name", table);
            return row;
        }
    }
}
