package org.dynamojdbc.relational;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.ReadOptions;
import org.dynamojdbc.execute.StatementContext;
import org.dynamojdbc.relational.function.Datum;
import org.dynamojdbc.relational.run.Frame;
import org.dynamojdbc.relational.run.Measurements;
import org.dynamojdbc.relational.run.Node;
import org.dynamojdbc.relational.run.ReadSettings;
import org.dynamojdbc.relational.run.Rows;
import org.dynamojdbc.relational.run.SharedReads;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A query planned by the relational engine. Immutable: it can be run many times, by many threads, with other parameters. */
public final class RelationalQuery {
    private static final ColumnType AS_IT_IS = ColumnType.of(ColumnType.Kind.ANY);

    private final List<OutputColumn> columns;
    private final Node root;
    private final SharedReads sharing;
    private final ReadSettings settings;

    RelationalQuery(List<OutputColumn> columns, Node root, ReadSettings settings) {
        this.columns = List.copyOf(columns);
        this.root = root;
        this.sharing = SharedReads.of(root);
        this.settings = settings;
    }

    /** Columns of the result; the path of each leads to its value in the items of the stream. */
    public List<OutputColumn> columns() {
        return columns;
    }

    /**
     * One step of EXPLAIN: its values by EXPLAIN's column names.
     *
     * @param path how a table is read, null for other operators
     * @param limit rows that are read of it at the most, -1 for all
     * @param measured what it did, null when it was not run
     * @param named shows a text made of the path, where names stand for the values of outer rows
     */
    public record Step(
            int depth,
            String operation,
            Map<String, Object> details,
            @Nullable AccessPath path,
            long limit,
            Measurements.@Nullable Operator measured,
            UnaryOperator<String> named) {}

    /**
     * The operators, each before its inputs. Nothing is read.
     *
     * @throws org.dynamojdbc.error.SqlFailure 53400 when a Scan is needed and none is allowed
     */
    public List<Step> steps(List<AttributeValue> parameters) {
        return steps(parameters, null);
    }

    /** The operators with what they did in an execution, null for none. */
    public List<Step> steps(List<AttributeValue> parameters, @Nullable Measurements measurements) {
        List<Step> steps = new ArrayList<>();
        collect(root, 0, Frame.ofConstants(parameters, settings, sharing), measurements, steps);
        return steps;
    }

    /** Refuses what would be refused when the query runs, before anything is sent. */
    public void check(List<AttributeValue> parameters) {
        if (!settings.scanAllowed()) {
            steps(parameters);
        }
    }

    /** A sentence for each Scan the query needs. */
    public List<String> warnings(List<AttributeValue> parameters) {
        List<String> warnings = new ArrayList<>();
        for (Step step : steps(parameters)) {
            if (step.path() instanceof AccessPath.Scan scan) {
                String name = scan.index() == null
                        ? scan.table().name()
                        : scan.table().name() + "." + scan.index().name();
                warnings.add("full scan of " + name + ", about "
                        + step.details().getOrDefault("estimated_units", 0) + " read units; a condition on "
                        + scan.table().key().partition().get(0).name() + " would make it a Query");
            }
        }
        return warnings;
    }

    private static void collect(
            Node node, int depth, Frame frame, @Nullable Measurements measurements, List<Step> steps) {
        Map<String, Object> details = new LinkedHashMap<>(node.details(frame));
        Object operation = details.remove("operation");
        Object path = details.remove("path");
        Object limit = details.remove("limit");
        steps.add(new Step(
                depth,
                operation instanceof String text ? text : node.operation(),
                details,
                path instanceof AccessPath access ? access : null,
                limit instanceof Long rows ? rows : -1,
                measurements == null ? null : measurements.of(node),
                frame::named));
        node.inputs().forEach(input -> collect(input, depth + 1, frame, measurements, steps));
    }

    /**
     * Runs the query. Rows hold column i as attribute {@code ci}.
     *
     * @param options page sizes, budget and parallel scans of the reads; offset, limit and token are not used
     * @param measurements where the operators note what they did, null when nobody wants to know
     */
    public RowStream open(
            List<AttributeValue> parameters,
            Executor executor,
            ReadOptions options,
            StatementContext context,
            @Nullable Measurements measurements) {
        return new ResultRows(
                new Frame(parameters, settings, executor, options, context, sharing, measurements), context);
    }

    /** Moments kept as numbers are read as text, and given back as the numbers they are. */
    private static boolean isEpoch(ColumnType type) {
        return type.kind() == ColumnType.Kind.EPOCH_SECONDS || type.kind() == ColumnType.Kind.EPOCH_MILLIS;
    }

    /** The rows of the root as items. */
    private final class ResultRows implements RowStream {
        private final Frame frame;
        private final Rows rows;
        private final StatementContext context;
        private final ColumnType[] encodings;
        private Map<String, AttributeValue> current = Map.of();
        private volatile boolean closed;

        ResultRows(Frame frame, StatementContext context) {
            this.frame = frame;
            this.context = context;
            this.rows = root.open(frame);
            this.encodings = columns.stream()
                    .map(column -> isEpoch(column.type()) ? column.type() : AS_IT_IS)
                    .toArray(ColumnType[]::new);
        }

        @Override
        public boolean next() {
            if (closed) {
                return false;
            }
            Object[] row = rows.next();
            if (row == null) {
                return false;
            }
            Map<String, AttributeValue> item = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                if (row[i] != null) {
                    item.put("c" + i, AttributeValues.inEncodingOf(encodings[i], Datum.toAttribute(row[i])));
                }
            }
            current = item;
            context.meter().returned();
            return true;
        }

        @Override
        public Map<String, AttributeValue> item() {
            return current;
        }

        @Override
        public @Nullable String resumeToken() {
            return null;
        }

        @Override
        public void close() {
            closed = true;
            frame.close();
        }
    }
}
