package org.dynamojdbc.relational;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.relational.function.SqlTypes;
import org.dynamojdbc.relational.run.ItemScalar;
import org.dynamojdbc.relational.run.Node;
import org.dynamojdbc.relational.run.NodeBuilder;
import org.dynamojdbc.relational.run.ReadSettings;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.relational.sql.LeafTable;
import org.dynamojdbc.relational.sql.Translation;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.tree.ArithmeticOperator;
import org.dynamojdbc.tree.Expression;
import org.dynamojdbc.tree.Query;
import org.dynamojdbc.tree.TemporalKind;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * Plans queries by Apache Calcite, and keeps the plans as long as the tables stay what they were. Safe to use from several
 * threads.
 */
public final class RelationalPlanner {
    private static final int MOST_PLANS = 200;

    private final SqlTypes types = new SqlTypes();
    private final Map<Key, Planned<RelationalQuery>> plans = new Kept<>();
    private final Map<WriteKey, Planned<RelationalQuery>> writes = new Kept<>();
    private final Map<Query, Planned<List<AttributePath>>> inputs = new Kept<>();
    private final Map<ExpressionKey, Planned<ItemExpression>> expressions = new Kept<>();

    /** What was used longest ago is forgotten when there is too much. */
    private static final class Kept<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        Kept() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_PLANS;
        }
    }

    /** A parsed query itself, not its equals: the same text is parsed once, and comparing trees would take long. */
    @SuppressWarnings("ReferenceEquality")
    private static final class Key {
        private final Query query;
        private final RelationalOptions options;

        Key(Query query, RelationalOptions options) {
            this.query = query;
            this.options = options;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.query == query && key.options.equals(options);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(query) + options.hashCode();
        }
    }

    /** The query that finds what a statement writes: it is made anew for each execution, and equal each time. */
    private record WriteKey(Query query, RelationalOptions options) {}

    /** A parsed expression itself: equal ones of other statements stand at other places, of which failures tell. */
    @SuppressWarnings("ReferenceEquality")
    private static final class ExpressionKey {
        private final Expression expression;
        private final String table;
        private final String qualifier;
        private final boolean excluded;

        ExpressionKey(Expression expression, String table, String qualifier, boolean excluded) {
            this.expression = expression;
            this.table = table;
            this.qualifier = qualifier;
            this.excluded = excluded;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ExpressionKey key
                    && key.expression == expression
                    && key.table.equals(table)
                    && key.qualifier.equals(qualifier)
                    && key.excluded == excluded;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(expression) + table.hashCode();
        }
    }

    /** What was planned and what it rests on. */
    private record Planned<V>(V outcome, ConsultedCatalog catalog) {}

    /**
     * Plans a query; its parameters need no values yet. Table descriptions are read, and items when {@code *} asks for the
     * columns of a table nobody has looked at.
     *
     * @throws SqlFailure when the query is wrong or not supported
     */
    public RelationalQuery plan(Query query, RelationalOptions options, Catalog catalog) {
        return kept(plans, new Key(query, options), catalog, consulted -> plan(query, options, consulted));
    }

    private static <K, V> V kept(
            Map<K, Planned<V>> kept, K key, Catalog catalog, Function<ConsultedCatalog, V> planning) {
        Planned<V> known;
        synchronized (kept) {
            known = kept.get(key);
        }
        if (known != null && known.catalog().isUnchanged(catalog)) {
            return known.outcome();
        }
        ConsultedCatalog consulted = new ConsultedCatalog(catalog);
        V planned = planning.apply(consulted);
        synchronized (kept) {
            kept.put(key, new Planned<>(planned, consulted));
        }
        return planned;
    }

    /** Whether this very query was planned before, with whatever options. */
    @SuppressWarnings("ReferenceEquality")
    public boolean knows(Query query) {
        synchronized (plans) {
            return plans.keySet().stream().anyMatch(k -> k.query == query);
        }
    }

    /** Plans the query that finds the rows a statement writes. */
    public RelationalQuery planToWrite(Query query, RelationalOptions options, Catalog catalog) {
        return kept(writes, new WriteKey(query, options), catalog, consulted -> plan(query, options, consulted));
    }

    /**
     * Plans an expression over one item of a table. INTERVAL standing alone is that long from now.
     *
     * @param qualifier what the statement calls the table
     * @param excluded whether another item of the table may be named too, as excluded
     * @throws SqlFailure when the expression is wrong, 0A000 when it needs other rows than the item
     */
    public ItemExpression expression(
            Expression expression, String table, String qualifier, boolean excluded, Catalog catalog) {
        return kept(
                expressions,
                new ExpressionKey(expression, table, qualifier, excluded),
                catalog,
                consulted -> expression(Translation.ofItem(
                        expression instanceof Expression.IntervalLiteral interval ? fromNow(interval) : expression,
                        table,
                        qualifier,
                        excluded,
                        consulted,
                        types)));
    }

    private static Expression fromNow(Expression.IntervalLiteral interval) {
        return new Expression.Arithmetic(
                new Expression.CurrentTime(TemporalKind.TIMESTAMP, interval.position()),
                ArithmeticOperator.ADD,
                interval,
                interval.position());
    }

    private ItemExpression expression(Translation translation) {
        Set<AttributePath> looked = new LinkedHashSet<>();
        translation.leaves().get(0).table().columns().forEach(column -> looked.add(column.path()));
        try {
            RelNode rel = new Algebra(types, Algebra.SubQueries.PER_ROW).ofItem(translation);
            ColumnType type = columns(rel, translation.labels()).get(0).type();
            return new ItemExpression(
                    ItemScalar.of(rel),
                    type,
                    ColumnSources.timesAmongOthers(rel, 0).orElse(null),
                    looked);
        } catch (StackOverflowError tooDeep) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED, "the expression is nested too deeply to be planned", tooDeep);
        }
    }

    /** The places of an item that a query looks at in the first table of its FROM. */
    public List<AttributePath> inputs(Query query, Catalog catalog) {
        return kept(
                inputs,
                query,
                catalog,
                consulted -> Translation.of(query, consulted, types).leaves().get(0).table().columns().stream()
                        .map(LeafColumn::path)
                        .distinct()
                        .toList());
    }

    private RelationalQuery plan(Query query, RelationalOptions options, ConsultedCatalog consulted) {
        try {
            Translation translation = Translation.of(query, consulted, types);
            Algebra.SubQueries subQueries =
                    options.pushdown() ? Algebra.SubQueries.AS_JOINS : Algebra.SubQueries.PER_ROW;
            RelRoot root = new Algebra(types, subQueries).of(translation);
            RelNode rel = RowGoal.of(root.rel, options.maxRows());
            Node node = new NodeBuilder(options.pushdown()).build(rel);
            ReadSettings settings = new ReadSettings(
                    options.consistency(),
                    options.scanAllowed(),
                    options.pushdown(),
                    options.maxMemoryRows(),
                    options.hideExpired(),
                    RowGoal.isLimited(rel));
            List<OutputColumn> columns = columns(root.rel, translation.labels());
            Map<Integer, ColumnType> times = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                int column = i;
                ColumnSources.timesAmongOthers(root.rel, i).ifPresent(type -> times.put(column, type));
            }
            return new RelationalQuery(columns, times, node, settings, attributes(translation));
        } catch (StackOverflowError tooDeep) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED, "the query is nested too deeply to be planned", tooDeep);
        }
    }

    private static Map<Table, Set<String>> attributes(Translation translation) {
        Map<Table, Set<String>> attributes = new LinkedHashMap<>();
        for (Translation.Leaf leaf : translation.leaves()) {
            Set<String> names = attributes.computeIfAbsent(leaf.table().table(), table -> new LinkedHashSet<>());
            leaf.table().columns().forEach(column -> names.add(column.path().root()));
        }
        return attributes;
    }

    private static List<OutputColumn> columns(RelNode rel, List<String> labels) {
        List<OutputColumn> columns = new ArrayList<>();
        List<RelDataTypeField> fields = rel.getRowType().getFieldList();
        for (int i = 0; i < labels.size(); i++) {
            LeafTable table = null;
            LeafColumn origin = null;
            RelColumnOrigin found = origin(rel, i);
            if (found != null) {
                table = found.getOriginTable().unwrap(LeafTable.class);
                origin = table == null ? null : table.columns().get(found.getOriginColumnOrdinal());
            }
            boolean stored = origin != null && origin.isStored();
            ColumnType type = origin != null && (stored || origin.isEpoch())
                    ? origin.type()
                    : SqlTypes.columnType(fields.get(i).getType());
            OutputColumn.Source source = null;
            if (type.kind() == ColumnType.Kind.UNSAMPLED && !stored) {
                source = ColumnSources.attribute(rel, i);
                if (source == null) {
                    type = ColumnType.of(ColumnType.Kind.ANY);
                }
            }
            columns.add(new OutputColumn(
                    labels.get(i),
                    stored && origin != null ? lastName(origin.path()) : labels.get(i),
                    AttributePath.of("c" + i),
                    null,
                    type,
                    origin != null && table != null && (stored || origin.isEpoch())
                            ? table.table().name()
                            : "",
                    fields.get(i).getType().isNullable(),
                    source));
        }
        return columns;
    }

    /** The table column a result column is, null when it is computed. */
    private static @Nullable RelColumnOrigin origin(RelNode rel, int column) {
        RelColumnOrigin origin = rel.getCluster().getMetadataQuery().getColumnOrigin(rel, column);
        return origin == null || origin.isDerived() ? null : origin;
    }

    private static String lastName(AttributePath path) {
        for (int i = path.steps().size() - 1; i >= 0; i--) {
            if (path.steps().get(i) instanceof AttributePath.Step.Field field) {
                return field.name();
            }
        }
        return path.root();
    }
}
