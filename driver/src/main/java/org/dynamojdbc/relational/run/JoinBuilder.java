package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.dynamojdbc.relational.sql.LeafColumn;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Joining} of Calcite's join: finds its keys, decides which side is kept, and whether it can be looked up. */
final class JoinBuilder {
    private final NodeBuilder nodes;
    private final Join join;
    private final ImmutableBitSet needed;
    private final boolean pushdown;
    private final int leftWidth;

    /** @param needed the columns somebody looks at */
    JoinBuilder(NodeBuilder nodes, Join join, ImmutableBitSet needed, boolean pushdown) {
        this.nodes = nodes;
        this.join = join;
        this.needed = needed.union(RelOptUtil.InputFinder.bits(join.getCondition()));
        this.pushdown = pushdown;
        this.leftWidth = join.getLeft().getRowType().getFieldCount();
    }

    /** A term of the condition that compares one side with the other, from the view of the left side. */
    private record Key(RexNode left, RexNode right, boolean nullSafe) {}

    Node build() {
        int rightWidth = join.getRight().getRowType().getFieldCount();
        // Of a query that runs for outer rows: joins of what looks at none of them are kept as a whole.
        Node left = nodes.kept(join.getLeft(), needed.intersect(ImmutableBitSet.range(leftWidth)));
        Node right = nodes.kept(
                join.getRight(),
                needed.intersect(ImmutableBitSet.range(leftWidth, leftWidth + rightWidth))
                        .shift(-leftWidth));
        List<Key> keys = new ArrayList<>();
        List<RexNode> rest = new ArrayList<>();
        for (RexNode term : RelOptUtil.conjunctions(join.getCondition())) {
            Key key = key(term);
            if (key != null) {
                if (!keys.contains(key)) {
                    keys.add(key);
                }
            } else if (!(term instanceof RexLiteral literal && literal.isAlwaysTrue())) {
                rest.add(term);
            }
        }
        List<String> names = new ArrayList<>(NodeBuilder.names(join.getLeft()));
        names.addAll(NodeBuilder.names(join.getRight()));
        String text = RexText.of(join.getCondition(), names);
        if (join.getJoinType() == JoinRelType.RIGHT) {
            return swapped(Joining.Kind.LEFT, left, right, keys, rest, text);
        }
        Joining.Kind kind = NodeBuilder.kind(join.getJoinType());
        if (kind == Joining.Kind.INNER && isBetterSwapped(left, right, keys)) {
            return swapped(kind, left, right, keys, rest, text);
        }
        return joined(kind, left, right, keys, rest, text);
    }

    /** The side that is looked up, or else the smaller one, stands on the right. */
    private boolean isBetterSwapped(Node left, Node right, List<Key> keys) {
        boolean rightLookup = lookup(right, keys.stream().map(Key::right).toList()) != null;
        boolean leftLookup = lookup(left, keys.stream().map(Key::left).toList()) != null;
        if (rightLookup != leftLookup) {
            return leftLookup;
        }
        if (rightLookup && isOneTable(left) != isOneTable(right)) {
            return isOneTable(left);
        }
        return rightLookup
                ? left.estimatedRows() > right.estimatedRows()
                : left.estimatedRows() < right.estimatedRows();
    }

    /** Of a join, looking up one table takes the others' keys out of use. */
    private static boolean isOneTable(Node side) {
        return side instanceof LeafRead
                || (side.inputs().size() == 1 && isOneTable(side.inputs().get(0)));
    }

    private Node joined(Joining.Kind kind, Node left, Node right, List<Key> keys, List<RexNode> rest, String text) {
        List<Scalar> leftKeys =
                ScalarCompiler.compile(keys.stream().map(Key::left).toList());
        List<Scalar> rightKeys =
                ScalarCompiler.compile(keys.stream().map(Key::right).toList());
        return new Joining(
                kind,
                left,
                right,
                leftKeys,
                rightKeys,
                nullSafe(keys),
                residual(rest),
                kind == Joining.Kind.FULL
                        ? null
                        : keyLookup(right, keys.stream().map(Key::right).toList(), leftKeys, keys),
                text);
    }

    private Node swapped(Joining.Kind kind, Node left, Node right, List<Key> keys, List<RexNode> rest, String text) {
        int rightWidth = right.width();
        int[] mapping = IntStream.range(0, leftWidth + rightWidth)
                .map(i -> i < leftWidth ? rightWidth + i : i - leftWidth)
                .toArray();
        List<RexNode> mapped =
                rest.stream().map(r -> r.accept(new InputMapping(mapping))).toList();
        List<Scalar> leftKeys =
                ScalarCompiler.compile(keys.stream().map(Key::left).toList());
        List<Scalar> rightKeys =
                ScalarCompiler.compile(keys.stream().map(Key::right).toList());
        Node joining = new Joining(
                kind,
                right,
                left,
                rightKeys,
                leftKeys,
                nullSafe(keys),
                residual(mapped),
                keyLookup(left, keys.stream().map(Key::left).toList(), rightKeys, keys),
                text);
        return new Reordering(joining, mapping);
    }

    private static boolean[] nullSafe(List<Key> keys) {
        boolean[] nullSafe = new boolean[keys.size()];
        for (int i = 0; i < nullSafe.length; i++) {
            nullSafe[i] = keys.get(i).nullSafe();
        }
        return nullSafe;
    }

    private static @Nullable Scalar residual(List<RexNode> rest) {
        if (rest.isEmpty()) {
            return null;
        }
        List<Scalar> terms = ScalarCompiler.compile(rest);
        return (row, frame) -> {
            for (Scalar term : terms) {
                if (!term.holds(row, frame)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** a = b of (a IS NULL AND b IS NULL) OR (a = b) IS TRUE, Calcite's long form of IS NOT DISTINCT FROM. */
    private static RexNode nullSafe(RexNode term) {
        if (!(term instanceof RexCall or)
                || or.getKind() != SqlKind.OR
                || or.getOperands().size() != 2
                || !(or.getOperands().get(0) instanceof RexCall nulls)
                || nulls.getKind() != SqlKind.AND
                || nulls.getOperands().size() != 2
                || !(or.getOperands().get(1) instanceof RexCall test)
                || test.getKind() != SqlKind.IS_TRUE
                || !(test.getOperands().get(0) instanceof RexCall equal)
                || equal.getKind() != SqlKind.EQUALS) {
            return term;
        }
        for (int i = 0; i < 2; i++) {
            if (!(nulls.getOperands().get(i) instanceof RexCall isNull)
                    || isNull.getKind() != SqlKind.IS_NULL
                    || !isNull.getOperands().get(0).equals(equal.getOperands().get(i))) {
                return term;
            }
        }
        return equal;
    }

    private @Nullable Key key(RexNode term) {
        RexNode compared = nullSafe(term);
        if (!(compared instanceof RexCall call)
                || (call.getKind() != SqlKind.EQUALS && call.getKind() != SqlKind.IS_NOT_DISTINCT_FROM)) {
            return null;
        }
        RexNode a = call.getOperands().get(0);
        RexNode b = call.getOperands().get(1);
        if (a.getType().getSqlTypeName() != b.getType().getSqlTypeName() && (isDated(a) || isDated(b))) {
            return null;
        }
        ImmutableBitSet aColumns = RelOptUtil.InputFinder.bits(a);
        ImmutableBitSet bColumns = RelOptUtil.InputFinder.bits(b);
        // Where one side is never NULL, NULL equals nothing.
        boolean nullSafe = (call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM || !compared.equals(term))
                && a.getType().isNullable()
                && b.getType().isNullable();
        ImmutableBitSet leftColumns = ImmutableBitSet.range(leftWidth);
        if (aColumns.isEmpty() || bColumns.isEmpty()) {
            return null;
        }
        if (leftColumns.contains(aColumns) && !leftColumns.intersects(bColumns)) {
            return new Key(a, shifted(b), nullSafe);
        }
        if (leftColumns.contains(bColumns) && !leftColumns.intersects(aColumns)) {
            return new Key(b, shifted(a), nullSafe);
        }
        return null;
    }

    /** Dates, timestamps and points in time are compared by what they mean, which keys are not. */
    private static boolean isDated(RexNode node) {
        SqlTypeName type = node.getType().getSqlTypeName();
        return type == SqlTypeName.DATE
                || type == SqlTypeName.TIMESTAMP
                || type == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }

    private RexNode shifted(RexNode node) {
        int width = join.getRowType().getFieldCount() + leftWidth;
        int all = Math.max(width, leftWidth + join.getRight().getRowType().getFieldCount());
        return node.accept(
                new InputMapping(IntStream.range(0, all).map(i -> i - leftWidth).toArray()));
    }

    /** A table read and those of its attributes that equal keys of the other side, by the number of the key. */
    private record Lookup(LeafRead read, Map<Integer, AttributePath> attributes) {}

    /** How a side can be looked up by its keys, null when it cannot. */
    private @Nullable Lookup lookup(Node side, List<RexNode> keys) {
        if (!pushdown) {
            return null;
        }
        Map<LeafRead, Map<Integer, AttributePath>> found = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!(Conditions.stripped(keys.get(i)) instanceof RexInputRef ref)) {
                continue;
            }
            Node.KeySource source = side.keySource(ref.getIndex());
            if (source == null) {
                continue;
            }
            LeafColumn column = source.read().column(source.column());
            Map<Integer, AttributePath> attributes = found.computeIfAbsent(source.read(), r -> new LinkedHashMap<>());
            if (column.isStored() && !attributes.containsValue(column.path())) {
                attributes.put(i, column.path());
            }
        }
        for (Map.Entry<LeafRead, Map<Integer, AttributePath>> entry : found.entrySet()) {
            LeafRead read = entry.getKey();
            if (entry.getValue().values().stream()
                    .anyMatch(p -> isPartitionKey(read, p) || read.isSortKeyOfOnePartition(p))) {
                return new Lookup(entry.getKey(), entry.getValue());
            }
        }
        return null;
    }

    private static boolean isPartitionKey(LeafRead read, AttributePath path) {
        return path.steps().isEmpty()
                && (read.leaf().table().key().partition().stream()
                                .anyMatch(a -> a.name().equals(path.root()))
                        || read.leaf().table().indexes().stream()
                                .anyMatch(i -> i.usable()
                                        && i.key().partition().stream()
                                                .anyMatch(a -> a.name().equals(path.root()))));
    }

    private @Nullable KeyLookup keyLookup(Node side, List<RexNode> keys, List<Scalar> otherKeys, List<Key> all) {
        Lookup lookup = lookup(side, keys);
        if (lookup == null || all.stream().anyMatch(Key::nullSafe)) {
            return null;
        }
        List<AttributePath> paths = new ArrayList<>();
        List<Scalar> others = new ArrayList<>();
        lookup.attributes().forEach((key, path) -> {
            paths.add(path);
            others.add(otherKeys.get(key));
        });
        return new KeyLookup(side, lookup.read(), paths, others);
    }
}
