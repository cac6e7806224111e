package org.dynamojdbc.access;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.Table;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The DynamoDB calls that read the rows of one table. */
public sealed interface AccessPath {
    <R> R accept(AccessPathVisitor<R> visitor);

    Table table();

    /** No call at all: the condition can never hold. */
    record Nothing(Table table, String reason) implements AccessPath {
        @Override
        public <R> R accept(AccessPathVisitor<R> visitor) {
            return visitor.visitNothing(this);
        }
    }

    /** One item by its full key. */
    record GetItem(Table table, Map<String, AttributeValue> key, ReadShape shape) implements AccessPath {
        @Override
        public <R> R accept(AccessPathVisitor<R> visitor) {
            return visitor.visitGetItem(this);
        }
    }

    /**
     * Items by their full keys, which are distinct (numbers by value). When {@code ordered} the rows are delivered in the
     * order of {@code keys}; missing items are left out.
     */
    record BatchGetItem(Table table, List<Map<String, AttributeValue>> keys, boolean ordered, ReadShape shape)
            implements AccessPath {
        public BatchGetItem {
            keys = List.copyOf(keys);
        }

        @Override
        public <R> R accept(AccessPathVisitor<R> visitor) {
            return visitor.visitBatchGetItem(this);
        }
    }

    /**
     * One Query per key condition. Their conditions exclude one another, so no row comes twice.
     *
     * @param index null for the table itself
     * @param forward ScanIndexForward
     * @param combination how the rows of several Queries follow each other
     */
    record Query(
            Table table,
            @Nullable Index index,
            List<KeyCondition> conditions,
            boolean forward,
            Combination combination,
            ReadShape shape)
            implements AccessPath {
        public Query {
            conditions = List.copyOf(conditions);
        }

        @Override
        public <R> R accept(AccessPathVisitor<R> visitor) {
            return visitor.visitQuery(this);
        }
    }

    /** How the rows of several Queries follow each other. */
    enum Combination {
        /** One after the other, in the order of the conditions. */
        CONCATENATED,
        /** Merged by the sort key (all its attributes, in the Query's direction). */
        MERGED
    }

    /**
     * A Scan of the table or of an index.
     *
     * @param segment one segment only, null for all of them
     */
    record Scan(Table table, @Nullable Index index, @Nullable Segment segment, ReadShape shape) implements AccessPath {
        @Override
        public <R> R accept(AccessPathVisitor<R> visitor) {
            return visitor.visitScan(this);
        }
    }

    /** Segment {@code number} (from 0) of {@code total}. */
    record Segment(int number, int total) {
        /** How many segments a table can be read in. */
        public static final int MOST = 1_000_000;

        /** The segment that two numbers of a statement name, empty when there is none such. */
        public static Optional<Segment> of(AttributeValue number, AttributeValue total) {
            int which = whole(number);
            int all = whole(total);
            return which >= 0 && which < all && all <= MOST ? Optional.of(new Segment(which, all)) : Optional.empty();
        }

        private static int whole(AttributeValue value) {
            if (value.n() == null) {
                return -1;
            }
            BigDecimal number = new BigDecimal(value.n());
            boolean fits = number.stripTrailingZeros().scale() <= 0
                    && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
            return fits ? number.intValue() : -1;
        }
    }

    /**
     * Keys read from an index that lacks needed attributes, then the items from the table by BatchGetItem in the index's
     * order. {@code shape} applies to the fetched items; its residual holds the whole condition, because the item may
     * have changed since the index was read.
     */
    record IndexLookup(AccessPath keys, ReadShape shape) implements AccessPath {
        @Override
        public Table table() {
            return keys.table();
        }

        @Override
        public <R> R accept(AccessPathVisitor<R> visitor) {
            return visitor.visitIndexLookup(this);
        }
    }
}
