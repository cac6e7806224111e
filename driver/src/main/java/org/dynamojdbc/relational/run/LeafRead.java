package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathChooser;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.access.ReadPreferences;
import org.dynamojdbc.access.ReadRequest;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.predicate.Expiry;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.relational.rewrite.Selectivity;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.relational.sql.LeafTable;
import org.dynamojdbc.relational.sql.SegmentTerm;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table or an index: the conditions, order and limit that came down to it choose the access path when the statement
 * runs and its parameters are known, exactly as on the direct way.
 */
final class LeafRead extends Node {
    /** So many items are read at first where a condition is tested on them. */
    static final int FIRST_TESTED = 10;

    private final LeafTable leaf;
    private final int[] output;
    private final List<RexNode> nodes;
    private final List<Conditions.Bound> pushed;
    private final List<Scalar> local;
    private final SortOrder order;
    private final long limit;
    private final long expected;

    private LeafRead(
            LeafTable leaf,
            int[] output,
            List<RexNode> nodes,
            List<Conditions.Bound> pushed,
            List<Scalar> local,
            SortOrder order,
            long limit,
            long expected) {
        this.leaf = leaf;
        this.output = output;
        this.nodes = List.copyOf(nodes);
        this.pushed = List.copyOf(pushed);
        this.local = List.copyOf(local);
        this.order = order;
        this.limit = limit;
        this.expected = expected;
    }

    /** All columns, all rows. */
    static LeafRead of(LeafTable leaf) {
        int[] all = IntStream.range(0, leaf.columns().size()).toArray();
        return new LeafRead(leaf, all, List.of(), List.of(), List.of(), new SortOrder(List.of()), -1, -1);
    }

    LeafTable leaf() {
        return leaf;
    }

    /** The table column behind an output column. */
    LeafColumn column(int outputColumn) {
        return leaf.columns().get(output[outputColumn]);
    }

    @Override
    @Nullable
    KeySource keySource(int column) {
        return isLimited() ? null : new KeySource(this, column);
    }

    boolean isLimited() {
        return limit >= 0;
    }

    /** Whether every condition decides which items are read, so that a limit or a count can be left to the read. */
    boolean isExact() {
        return local.isEmpty();
    }

    /** With one more condition over the output columns. */
    LeafRead filtered(RexNode condition, boolean pushdown) {
        RexNode mapped = condition.accept(new InputMapping(output));
        List<RexNode> allNodes = new ArrayList<>(nodes);
        List<Conditions.Bound> allPushed = new ArrayList<>(pushed);
        List<Scalar> allLocal = new ArrayList<>(local);
        allNodes.add(mapped);
        var bound = pushdown ? new Conditions(leaf.columns()).of(mapped) : java.util.Optional.<Conditions.Bound>empty();
        if (bound.isPresent()) {
            allPushed.add(bound.get());
        } else {
            allLocal.add(ScalarCompiler.compile(mapped));
        }
        return new LeafRead(leaf, output, allNodes, allPushed, allLocal, order, limit, expected);
    }

    /** Whether a condition over the output columns can decide which items are read. */
    boolean takes(RexNode condition) {
        return !isLimited()
                && new Conditions(leaf.columns())
                        .of(condition.accept(new InputMapping(output)))
                        .isPresent();
    }

    /** With only these output columns. */
    LeafRead projected(int[] columns) {
        int[] narrowed = IntStream.of(columns).map(c -> output[c]).toArray();
        List<SortOrder.Item> items = new ArrayList<>();
        for (SortOrder.Item item : order.items()) {
            items.add(item);
        }
        return new LeafRead(leaf, narrowed, nodes, pushed, local, new SortOrder(items), limit, expected);
    }

    /** Without values in the output columns that nobody looks at. */
    LeafRead keeping(ImmutableBitSet needed) {
        int[] kept = output.clone();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = needed.get(i) ? kept[i] : LeafRows.UNREAD;
        }
        return new LeafRead(leaf, kept, nodes, pushed, local, order, limit, expected);
    }

    /** Ordered by output columns and cut to a number of rows, -1 for all. */
    LeafRead ordered(SortOrder wanted, long rows) {
        List<SortOrder.Item> items = wanted.items().stream()
                .map(i -> new SortOrder.Item(output[i.column()], i.descending(), i.nullsFirst()))
                .toList();
        return new LeafRead(leaf, output, nodes, pushed, local, new SortOrder(items), rows, expected);
    }

    @Override
    Node expecting(long rows) {
        return isLimited() ? this : new LeafRead(leaf, output, nodes, pushed, local, order, limit, rows);
    }

    /** Whether only some of its rows will be read, most likely. */
    boolean isExpected() {
        return expected >= 0;
    }

    boolean hasOrder() {
        return !order.items().isEmpty();
    }

    List<RexNode> conditions() {
        return nodes;
    }

    /** Whether the conditions choose one partition in which a place is the sort key. */
    boolean isSortKeyOfOnePartition(AttributePath path) {
        List<KeySchema> keys = new ArrayList<>();
        if (leaf.index() == null) {
            keys.add(leaf.table().key());
        }
        leaf.table().indexes().stream()
                .filter(i -> i.usable() && (leaf.index() == null || leaf.index().equals(i.name())))
                .forEach(i -> keys.add(i.key()));
        return keys.stream()
                .anyMatch(key -> key.sort().stream()
                                .anyMatch(a -> AttributePath.of(a.name()).equals(path))
                        && key.partition().stream().allMatch(a -> isGiven(AttributePath.of(a.name()))));
    }

    private boolean isGiven(AttributePath path) {
        return nodes.stream()
                .anyMatch(node -> node instanceof RexCall call
                        && call.getKind() == SqlKind.EQUALS
                        && (isConstantAndPath(
                                        call.getOperands().get(0),
                                        call.getOperands().get(1),
                                        path)
                                || isConstantAndPath(
                                        call.getOperands().get(1),
                                        call.getOperands().get(0),
                                        path)));
    }

    private boolean isConstantAndPath(RexNode constant, RexNode column, AttributePath path) {
        return Conditions.isConstant(constant)
                && Conditions.stripped(column) instanceof RexInputRef ref
                && leaf.columns().get(ref.getIndex()).path().equals(path);
    }

    Set<Integer> needed() {
        Set<Integer> needed = new TreeSet<>();
        for (int column : output) {
            if (column != LeafRows.UNREAD) {
                needed.add(column);
            }
        }
        if (!local.isEmpty()) {
            nodes.forEach(n -> RelOptUtil.InputFinder.bits(n).forEach(needed::add));
        }
        order.items().forEach(i -> needed.add(i.column()));
        return needed;
    }

    private List<AttributePath> paths() {
        Set<AttributePath> paths = new LinkedHashSet<>();
        needed().forEach(c -> paths.add(leaf.columns().get(c).path()));
        if (paths.isEmpty()) {
            paths.add(AttributePath.of(leaf.table().key().partition().get(0).name()));
        }
        return List.copyOf(paths);
    }

    private List<ReadRequest.Order> wantedOrder() {
        boolean stored = order.items().stream()
                .allMatch(i -> leaf.columns().get(i.column()).isStored());
        return stored
                ? order.items().stream()
                        .map(i -> new ReadRequest.Order(
                                leaf.columns().get(i.column()).path(), i.descending()))
                        .toList()
                : List.of();
    }

    /** How the items that satisfy the conditions, and {@code further}, are read. */
    Choice choose(Frame frame, Predicate further, boolean countOnly) {
        return choose(frame, further, countOnly ? null : paths());
    }

    /** @param wanted the places that are read, null to count only */
    private Choice choose(Frame frame, Predicate further, @Nullable List<AttributePath> wanted) {
        boolean countOnly = wanted == null;
        List<Predicate> terms = new ArrayList<>();
        for (Conditions.Bound condition : pushed) {
            try {
                terms.add(condition.in(frame));
            } catch (Frame.NoOuterRow absent) {
                // EXPLAIN has no row of the outer query: it tells of the read without the condition on it.
                if (!frame.isToldOf()) {
                    throw absent;
                }
            }
        }
        if (!further.equals(Predicate.TRUE)) {
            terms.add(further);
        }
        if (frame.settings().hideExpired()) {
            leaf.timeToLive().map(Expiry::alive).ifPresent(terms::add);
        }
        Predicate where =
                terms.isEmpty() ? Predicate.TRUE : terms.size() == 1 ? terms.get(0) : new Predicate.And(terms);
        boolean pushdown = frame.settings().pushdown();
        ReadSettings settings = frame.settings();
        boolean strong = settings.consistency() == Consistency.STRONG;
        ReadRequest request = new ReadRequest(
                leaf.table(),
                leaf.index(),
                where,
                wanted == null ? List.of() : wanted,
                pushdown ? wantedOrder() : List.of(),
                local.isEmpty() && pushdown ? limit : -1,
                countOnly,
                preferences(strong, frame));
        Choice choice = cheapest(request);
        return settings.consistency() == Consistency.STRONG_OFF_INDEXES && !readsGlobalIndex(choice.path())
                ? cheapest(request.with(preferences(true, frame)))
                : choice;
    }

    /** The order is left to a sort in memory where reading in order costs more. */
    private static Choice cheapest(ReadRequest request) {
        Choice choice = AccessPathChooser.choose(request);
        if (request.order().isEmpty() || !choice.ordered()) {
            return choice;
        }
        Choice unordered = AccessPathChooser.choose(request.unordered());
        return unordered.cost().readUnits() < choice.cost().readUnits()
                ? new Choice(unordered.path(), unordered.cost(), false, unordered.rejected())
                : choice;
    }

    private ReadPreferences preferences(boolean strong, Frame frame) {
        SegmentTerm segment = leaf.segment();
        return new ReadPreferences(
                strong,
                leaf.forcedIndex(),
                frame.settings().scanAllowed(),
                segment == null ? null : segment.of(frame.parameters()));
    }

    private static boolean readsGlobalIndex(AccessPath path) {
        Index index = path instanceof AccessPath.Query query
                ? query.index()
                : path instanceof AccessPath.Scan scan
                        ? scan.index()
                        : path instanceof AccessPath.IndexLookup lookup
                                        && lookup.keys() instanceof AccessPath.Query keys
                                ? keys.index()
                                : null;
        return index != null && index.kind() != Index.Kind.LOCAL;
    }

    boolean delivers(Choice choice, Frame frame) {
        return !hasOrder()
                || (frame.settings().pushdown()
                        && choice.ordered()
                        && wantedOrder().size() == order.items().size());
    }

    @Override
    Rows start(Frame frame) {
        Rows some = frame.some(this);
        if (some != null) {
            return some;
        }
        SharedReads.Member member = frame.member(this);
        Rows shared = member == null ? null : frame.shared(member.group()).open();
        if (member != null && shared != null) {
            return rows().ofShared(shared, member, frame);
        }
        Choice choice = choose(frame, Predicate.TRUE, false);
        boolean sorted = delivers(choice, frame);
        long pushedLimit = sorted && local.isEmpty() ? limit : -1;
        long likely = sorted ? likely() : -1;
        RowStream stream =
                frame.read(this, choice, pushedLimit >= 0 ? frame.options(pushedLimit) : frame.expecting(likely));
        if (!sorted) {
            List<SortOrder.Item> byPosition = new ArrayList<>();
            for (SortOrder.Item item : order.items()) {
                byPosition.add(item);
            }
            Rows whole = new Sorting.SortedRows(
                    rows().whole(stream, frame),
                    new SortOrder(byPosition).comparator(),
                    limit < 0 ? Long.MAX_VALUE : limit,
                    frame);
            return rows().projected(whole);
        }
        Rows rows = rows().of(stream, frame);
        return limit >= 0 && pushedLimit < 0 ? new Sorting.LimitedRows(rows, 0, limit) : rows;
    }

    /** How many items are likely to be wanted: more than rows where conditions are left to be tested on them. */
    private long likely() {
        long rows = limit < 0 ? expected : limit;
        return rows < 0 || local.isEmpty() ? rows : Math.max(FIRST_TESTED, rows);
    }

    private LeafRows rows() {
        return new LeafRows(leaf.columns(), needed(), local, output);
    }

    /** The rows of some items only: those that satisfy {@code further} too. */
    Rows open(Choice choice, Frame frame) {
        return open(choice, -1, frame);
    }

    /**
     * The first rows of some items.
     *
     * @param reader the operator that the cost is noted at
     */
    Rows first(Node reader, Choice choice, Frame frame) {
        RowStream stream = frame.read(reader, choice, isExact() ? frame.options(limit) : frame.expecting(likely()));
        return new Sorting.LimitedRows(rows().of(stream, frame), 0, limit);
    }

    /** @param likely how many of them are likely to be read, -1 for all */
    Rows open(Choice choice, long likely, Frame frame) {
        return rows().of(frame.read(this, choice, frame.expecting(likely)), frame);
    }

    /** @param reader the operator that the cost is noted at */
    long count(Node reader, Frame frame) {
        Choice choice = choose(frame, Predicate.TRUE, true);
        return frame.count(reader, choice);
    }

    /** The rows of the read that a group of operators has in common: the group's columns, local conditions left open. */
    Rows shared(SharedReads.Group group, Frame frame) {
        List<LeafColumn> columns = group.columns();
        List<AttributePath> wanted = new ArrayList<>(
                new LinkedHashSet<>(columns.stream().map(LeafColumn::path).toList()));
        Choice choice = choose(frame, Predicate.TRUE, wanted.isEmpty() ? paths() : wanted);
        return LeafRows.all(frame.read(this, choice, frame.options(-1)), columns, frame);
    }

    @Override
    public String operation() {
        return "Read";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        Choice choice = choose(frame, Predicate.TRUE, false);
        Map<String, Object> details = ReadDetails.of(choice, frame);
        boolean sorted = delivers(choice, frame);
        details.put("limit", sorted && local.isEmpty() ? limit : -1L);
        if (!sorted) {
            List<String> names = leaf.columns().stream().map(LeafColumn::name).toList();
            details.put("notes", "sorted in memory by " + order.text(names));
        }
        SharedReads.Member member = frame.member(this);
        if (member != null) {
            String notes = "one read for the " + member.group().size() + " reads like this one";
            details.merge("notes", notes, (a, b) -> a + "; " + b);
        }
        if (!local.isEmpty()) {
            List<String> names = leaf.columns().stream().map(LeafColumn::name).toList();
            StringBuilder residual = new StringBuilder();
            if (details.get("residual") instanceof String text) {
                residual.append(text);
            }
            for (RexNode node : nodes) {
                if (new Conditions(leaf.columns()).of(node).isEmpty()
                        || !frame.settings().pushdown()) {
                    residual.append(residual.length() == 0 ? "" : " AND ").append(RexText.of(node, names));
                }
            }
            details.put("residual", residual.toString());
        }
        return details;
    }

    @Override
    public List<Node> inputs() {
        return List.of();
    }

    @Override
    int width() {
        return output.length;
    }

    @Override
    double estimatedRows() {
        double rows = leaf.table().itemCount() > 0 ? (double) leaf.table().itemCount() : 1000;
        boolean one = leaf.table().key().attributes().stream().allMatch(a -> isGiven(AttributePath.of(a.name())));
        double filtered = one ? 1 : Math.max(1, rows * Selectivity.of(nodes));
        return limit >= 0 ? Math.min((double) limit, filtered) : filtered;
    }
}
