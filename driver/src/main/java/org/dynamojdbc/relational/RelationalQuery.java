package org.dynamojdbc.relational;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.ScanWarning;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.relational.run.Frame;
import org.dynamojdbc.relational.run.Measurements;
import org.dynamojdbc.relational.run.Node;
import org.dynamojdbc.relational.run.ReadSettings;
import org.dynamojdbc.relational.run.Rows;
import org.dynamojdbc.relational.run.SharedReads;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A query planned by the relational engine. Immutable: it can be run many times, by many threads, with other parameters. */
public final class RelationalQuery {
    private final List<OutputColumn> columns;
    private final Map<Integer, ColumnType> times;
    private final Node root;
    private final SharedReads sharing;
    private final ReadSettings settings;
    private final Map<Table, Set<String>> attributes;

    /** @param times numbers of the columns, from 0, in which times stand among other values, and what times they are shown as */
    RelationalQuery(
            List<OutputColumn> columns,
            Map<Integer, ColumnType> times,
            Node root,
            ReadSettings settings,
            Map<Table, Set<String>> attributes) {
        this.attributes = Map.copyOf(attributes);
        this.columns = List.copyOf(columns);
        this.times = Map.copyOf(times);
        this.root = root;
        this.sharing = SharedReads.of(root);
        this.settings = settings;
    }

    /** The same with times of some columns, numbered from 0, in the form in which items keep them. */
    public RelationalQuery keeping(Set<Integer> kept) {
        Map<Integer, ColumnType> shown = new LinkedHashMap<>(times);
        shown.keySet().removeAll(kept);
        return new RelationalQuery(columns, shown, root, settings, attributes);
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
     * @param narrowed whether a join may read few items of the path by their keys instead
     * @param measured what it did, null when it was not run
     * @param named shows a text made of the path, where names stand for the values of outer rows
     */
    public record Step(
            int depth,
            String operation,
            Map<String, Object> details,
            @Nullable AccessPath path,
            long limit,
            boolean narrowed,
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
        Frame frame = Frame.ofConstants(parameters, settings, sharing);
        collect(root, 0, frame, measurements, new HashMap<>(), steps);
        return steps;
    }

    /** The attributes that the query names, by their tables. */
    public Map<Table, Set<String>> attributes() {
        return attributes;
    }

    /** Refuses what would be refused when the query runs, before anything is sent. */
    public void check(List<AttributeValue> parameters) {
        if (!settings.scanAllowed()) {
            steps(parameters);
        }
    }

    /**
     * A sentence for each Scan that the query needs whatever its rows are. Tables that a join looks up by key while it has few
     * keys are told of when they are scanned.
     */
    public List<String> warnings(List<AttributeValue> parameters) {
        Set<String> warnings = new LinkedHashSet<>();
        for (Step step : steps(parameters)) {
            if (step.path() != null
                    && !step.narrowed()
                    && step.details().get("estimated_units") instanceof Double units) {
                ScanWarning.of(step.path(), units).ifPresent(warnings::add);
            }
        }
        return List.copyOf(warnings);
    }

    private static void collect(
            Node node,
            int depth,
            Frame frame,
            @Nullable Measurements measurements,
            Map<Node, Node> narrowed,
            List<Step> steps) {
        Node by = narrowed.get(node);
        Map<String, Object> byKey = by == null ? null : by.detailsOfLookup(frame);
        Map<String, Object> details = new LinkedHashMap<>(byKey == null ? node.details(frame) : byKey);
        Object operation = details.remove("operation");
        Object path = details.remove("path");
        Object limit = details.remove("limit");
        steps.add(new Step(
                depth,
                operation instanceof String text ? text : node.operation(),
                details,
                path instanceof AccessPath access ? access : null,
                limit instanceof Long rows ? rows : -1,
                by != null,
                measurements == null ? null : measurements.of(node),
                frame::named));
        Node narrows = node.narrows();
        if (narrows != null) {
            narrowed.put(narrows, node);
        }
        node.inputs().forEach(input -> collect(input, depth + 1, frame, measurements, narrowed, steps));
    }

    /**
     * Runs the query. Rows hold column i as attribute {@code ci}.
     *
     * @param options page sizes, budget and parallel scans of the reads; offset, limit and token are not used
     * @param measurements where the operators note what they did, null when nobody wants to know
     * @param scans is told a sentence of each Scan when it begins, null when nobody wants to know
     */
    public RowStream open(
            List<AttributeValue> parameters,
            Executor executor,
            ReadOptions options,
            StatementContext context,
            @Nullable Measurements measurements,
            @Nullable Consumer<String> scans) {
        return new ResultRows(
                new Frame(parameters, settings, executor, options, context, sharing, measurements, scans), context);
    }

    /** The rows of the root as items. */
    private final class ResultRows implements RowStream {
        private final Frame frame;
        private final Rows rows;
        private final StatementContext context;
        private Map<String, AttributeValue> current = Map.of();
        private volatile boolean closed;

        ResultRows(Frame frame, StatementContext context) {
            this.frame = frame;
            this.context = context;
            this.rows = root.open(frame);
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
                AttributeValue value =
                        ItemExpression.attribute(row[i], columns.get(i).type(), times.get(i));
                if (value != null) {
                    item.put("c" + i, value);
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
