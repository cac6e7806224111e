package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.Executor;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.write.ItemChange.Effect;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.Storable;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The writes that one transaction has gathered, one change per item. Immutable: a statement that is refused leaves the
 * writes before it as they were.
 */
public final class TransactionWrites {
    /** API reference, TransactWriteItems: up to 100 distinct items, 4 MB in all. */
    static final int MAX_ITEMS = 100;

    static final long MAX_BYTES = 4 * 1024 * 1024;

    /** Nothing gathered. */
    public static final TransactionWrites NONE = new TransactionWrites(Map.of());

    private final Map<Item, ItemChange> changes;

    private record Item(String table, ValueKey key) {}

    private TransactionWrites(Map<Item, ItemChange> changes) {
        this.changes = changes;
    }

    /** The writes with a statement's own, and the count of each of these if the transaction is committed. */
    public record Gathered(TransactionWrites writes, List<Integer> counts) {
        public Gathered {
            counts = List.copyOf(counts);
        }
    }

    /**
     * A write's item as the transaction leaves it: empty when it deletes it, null when that depends on what is stored.
     *
     * @param number the statement's number in the transaction
     * @throws SqlFailure 0A000 when the write has to look at what the transaction changes without knowing to what
     */
    public @Nullable Map<String, AttributeValue> known(ItemWrite write, int number) {
        ItemChange change = changes.get(new Item(write.table().name(), ValueKey.of(write.key())));
        if (change == null) {
            return null;
        }
        if (change.effect() instanceof Effect.Update update
                && (write instanceof ItemWrite.Move
                        || SettledWrites.lookedAt(write).stream()
                                .anyMatch(place ->
                                        !UpdateMerge.independent(new Predicate.IsMissing(place), update.actions())))) {
            throw new ItemChangeMerge(change, label(number, verb(write), write.table(), write.key()))
                    .notMergeable("it computes from what the earlier statement changes");
        }
        return change.known();
    }

    /**
     * Adds the writes of one statement, all or none.
     *
     * @param writes as {@link Executor#settle} gives them
     * @param number the statement's number in the transaction, from 1
     * @throws SqlFailure 54000 beyond 100 items or 4 MB, 23505 for an item that the transaction has already written,
     *     0A000 for writes that cannot be part of a transaction or cannot be made one with an earlier write of the item
     */
    public Gathered plus(List<ItemWrite> writes, int number) {
        Map<Item, ItemChange> more = new LinkedHashMap<>(changes);
        List<Integer> counts = new ArrayList<>();
        for (ItemWrite write : writes) {
            Item item = new Item(write.table().name(), ValueKey.of(write.key()));
            ItemChange earlier = more.getOrDefault(item, ItemChange.none(write.table(), write.key()));
            ItemChangeMerge.Merged merged =
                    new ItemChangeMerge(earlier, label(number, verb(write), write.table(), write.key())).add(write);
            if (merged.change().effect() instanceof Effect.Put put) {
                Storable.item(put.item(), write.table().name());
            }
            TransactionRequest.check(merged.change());
            keep(more, item, merged.change());
            counts.add(merged.count());
        }
        return new Gathered(checked(more), counts);
    }

    /** A change that neither requires nor does anything, an UPDATE that is known to match nothing, is no action. */
    private static void keep(Map<Item, ItemChange> changes, Item item, ItemChange change) {
        if (!change.requirements().isEmpty() || !(change.effect() instanceof Effect.Nothing)) {
            changes.put(item, change);
        }
    }

    /** Adds a condition that an item must fulfil at the commit; {@code condition} is on the item, existing or not. */
    public TransactionWrites plusCheck(Table table, Map<String, AttributeValue> key, Predicate condition, int number) {
        Map<Item, ItemChange> more = new LinkedHashMap<>(changes);
        Item item = new Item(table.name(), ValueKey.of(key));
        ItemChange earlier = more.getOrDefault(item, ItemChange.none(table, key));
        ItemChange checked = new ItemChangeMerge(earlier, label(number, "ASSERT", table, key)).check(condition);
        TransactionRequest.check(checked);
        keep(more, item, checked);
        return checked(more);
    }

    private static String label(int number, String verb, Table table, Map<String, AttributeValue> key) {
        return "statement " + number + " of the transaction (" + verb + " " + table.name() + " " + ItemKeys.text(key)
                + ")";
    }

    private static String verb(ItemWrite write) {
        if (write instanceof ItemWrite.Update || write instanceof ItemWrite.Move) {
            return "UPDATE";
        }
        if (write instanceof ItemWrite.Put) {
            return "UPSERT INTO";
        }
        return write instanceof ItemWrite.Delete ? "DELETE FROM" : "INSERT INTO";
    }

    private static TransactionWrites checked(Map<Item, ItemChange> changes) {
        if (changes.size() > MAX_ITEMS) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "with this statement the transaction would write " + changes.size() + " items and DynamoDB takes "
                            + MAX_ITEMS + " in one; nothing of the statement was kept, the statements before it are:"
                            + " commit them first");
        }
        long bytes = changes.values().stream().mapToLong(ItemChange::bytes).sum();
        if (bytes > MAX_BYTES) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "with this statement the transaction would write " + bytes + " bytes and DynamoDB takes "
                            + MAX_BYTES + " in one; nothing of the statement was kept, the statements before it are:"
                            + " commit them first");
        }
        return new TransactionWrites(changes);
    }

    /** Items written or checked. */
    public int size() {
        return changes.size();
    }

    /** Whether nothing is gathered. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether an item of the table is changed. */
    public boolean changes(String table) {
        return changes.entrySet().stream()
                .anyMatch(
                        e -> e.getKey().table().equals(table) && !(e.getValue().effect() instanceof Effect.Nothing));
    }

    List<ItemChange> inOrder() {
        return List.copyOf(changes.values());
    }
}
