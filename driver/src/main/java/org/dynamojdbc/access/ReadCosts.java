package org.dynamojdbc.access;

import java.util.List;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what a path reads. DynamoDB tells the number and size of items only, about six hours late, so that the rest
 * is assumed, here and nowhere else:
 *
 * <ul>
 *   <li>a table that was never counted has {@value #UNKNOWN_ITEMS} items of {@value #UNKNOWN_ITEM_BYTES} bytes;
 *   <li>n items with a sort key lie in about sqrt(n) partitions, so sqrt(n) items in each; every further attribute of a
 *       partition key divides that by {@value #POINT_FRACTION};
 *   <li>of a partition, an equality on a sort attribute leaves one in {@value #POINT_FRACTION}, a range with two ends
 *       one in {@value #BETWEEN_FRACTION}, with one end one in {@value #RANGE_FRACTION}, a prefix one in
 *       {@value #PREFIX_FRACTION}; the full key of a table leaves one item;
 *   <li>a filter on an index lets one in {@value #FILTER_FRACTION} items through to the table.
 * </ul>
 */
final class ReadCosts implements AccessPathVisitor<Choice.Cost> {
    private static final long UNKNOWN_ITEMS = 1000;
    private static final long SMALL_ITEMS = 1000;
    private static final long UNCOUNTED_ITEMS = 1_000_000;
    private static final long UNKNOWN_ITEM_BYTES = 400;
    private static final long KEYS_ONLY_BYTES = 100;
    private static final int POINT_FRACTION = 10;
    static final int BETWEEN_FRACTION = 4;
    private static final int RANGE_FRACTION = 3;
    private static final int PREFIX_FRACTION = 10;
    private static final int FILTER_FRACTION = 3;
    private static final double UNIT_BYTES = 4096;
    private static final double PAGE_BYTES = 1 << 20;
    private static final int BATCH_KEYS = 100;

    private final Table table;
    private final double tableItems;
    private final double tableItemBytes;
    private final long limit;

    private ReadCosts(Table table, double tableItems, long limit) {
        this.table = table;
        this.tableItems = tableItems;
        this.tableItemBytes = table.itemCount() > 0 && table.sizeBytes() > 0
                ? Math.max(1, (double) table.sizeBytes() / (double) table.itemCount())
                : UNKNOWN_ITEM_BYTES;
        this.limit = limit;
    }

    /**
     * What a path will cost.
     *
     * @param limit items after which reading ends, -1 for none
     */
    static Choice.Cost estimate(AccessPath path, long limit) {
        Table table = path.table();
        return path.accept(new ReadCosts(table, table.itemCount() > 0 ? table.itemCount() : UNKNOWN_ITEMS, limit));
    }

    /**
     * The same for comparing paths. Counts are late and a plan should not turn when a new table grows, so that a small
     * table counts as {@value #SMALL_ITEMS} items, and one that was never counted as {@value #UNCOUNTED_ITEMS}.
     */
    static Choice.Cost compare(AccessPath path, long limit) {
        Table table = path.table();
        double items = table.itemCount() > 0 ? Math.max(table.itemCount(), SMALL_ITEMS) : UNCOUNTED_ITEMS;
        return path.accept(new ReadCosts(table, items, limit));
    }

    @Override
    public Choice.Cost visitNothing(AccessPath.Nothing path) {
        return new Choice.Cost(0, 0, 0);
    }

    @Override
    public Choice.Cost visitGetItem(AccessPath.GetItem path) {
        return byKey(1, 1, path.shape().consistent());
    }

    @Override
    public Choice.Cost visitBatchGetItem(AccessPath.BatchGetItem path) {
        return byKey(
                path.keys().size(),
                Math.ceil((double) path.keys().size() / BATCH_KEYS),
                path.shape().consistent());
    }

    @Override
    public Choice.Cost visitQuery(AccessPath.Query path) {
        double items = 0;
        double units = 0;
        double calls = 0;
        for (KeyCondition condition : path.conditions()) {
            Choice.Cost one = walk(
                    rows(condition, path.index()), path.index(), path.shape().consistent());
            items += one.items();
            units += one.readUnits();
            calls += one.calls();
            if (path.combination() == AccessPath.Combination.CONCATENATED && limit >= 0 && items >= (double) limit) {
                break;
            }
        }
        return new Choice.Cost(items, units, calls);
    }

    @Override
    public Choice.Cost visitScan(AccessPath.Scan path) {
        AccessPath.Segment segment = path.segment();
        double items = items(path.index()) / (segment == null ? 1 : segment.total());
        return walk(items, path.index(), path.shape().consistent());
    }

    @Override
    public Choice.Cost visitIndexLookup(AccessPath.IndexLookup path) {
        Choice.Cost keys = path.keys().accept(this);
        ReadShape inner = shape(path.keys());
        boolean filtered =
                !inner.filter().equals(Predicate.TRUE) || !inner.residual().equals(Predicate.TRUE);
        double found = Math.max(1, Math.ceil(filtered ? keys.items() / FILTER_FRACTION : keys.items()));
        Choice.Cost items =
                byKey(found, Math.ceil(found / BATCH_KEYS), path.shape().consistent());
        return new Choice.Cost(
                keys.items() + items.items(), keys.readUnits() + items.readUnits(), keys.calls() + items.calls());
    }

    private static ReadShape shape(AccessPath keys) {
        if (keys instanceof AccessPath.Query query) {
            return query.shape();
        }
        if (keys instanceof AccessPath.Scan scan) {
            return scan.shape();
        }
        throw new IllegalArgumentException("keys come from a Query or a Scan of an index");
    }

    private Choice.Cost byKey(double keys, double calls, boolean consistent) {
        return new Choice.Cost(keys, keys * units(tableItemBytes, consistent), calls);
    }

    private Choice.Cost walk(double rows, @Nullable Index index, boolean consistent) {
        double items = limit >= 0 ? Math.min(rows, (double) limit) : rows;
        double bytes = items * itemBytes(index);
        double pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
        return new Choice.Cost(items, units(bytes, consistent), pages);
    }

    private static double units(double bytes, boolean consistent) {
        double whole = Math.max(1, Math.ceil(bytes / UNIT_BYTES));
        return consistent ? whole : whole / 2;
    }

    private double items(@Nullable Index index) {
        return index == null || index.itemCount() <= 0 || table.itemCount() <= 0
                ? tableItems
                : tableItems * (double) index.itemCount() / (double) table.itemCount();
    }

    private double itemBytes(@Nullable Index index) {
        if (index == null) {
            return tableItemBytes;
        }
        if (index.itemCount() > 0 && index.sizeBytes() > 0) {
            return Math.max(1, (double) index.sizeBytes() / (double) index.itemCount());
        }
        return switch (index.projection()) {
            case ALL -> tableItemBytes;
            case KEYS_ONLY -> Math.min(KEYS_ONLY_BYTES, tableItemBytes);
            case INCLUDE -> Math.min(KEYS_ONLY_BYTES + tableItemBytes / 2, tableItemBytes);
        };
    }

    private double rows(KeyCondition condition, @Nullable Index index) {
        KeySchema key = index == null ? table.key() : index.key();
        List<KeyCondition.Equality> equalities = condition.equalities();
        if (index == null && equalities.size() == key.attributes().size()) {
            return 1;
        }
        double rows = Math.sqrt(items(index));
        rows /= Math.pow(POINT_FRACTION, equalities.size() - 1.0);
        KeyCondition.Range range = condition.range();
        if (range != null) {
            rows /= switch (range.operator()) {
                case BEGINS_WITH -> PREFIX_FRACTION;
                case BETWEEN -> BETWEEN_FRACTION;
                case LT, LE, GT, GE -> RANGE_FRACTION;
            };
        }
        return Math.max(1, Math.ceil(rows));
    }
}
