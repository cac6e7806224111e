package org.dynamojdbc.execute.write;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.ItemWrite.MissingItem;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes writes of a transaction ones that DynamoDB can do by itself at the commit: what the driver has to compute or check
 * is computed and checked on the item as it is now, and what was looked at must be the same then, else 40001.
 */
public final class SettledWrites {
    private final ReadThenWrite reads;

    /** @param reads who reads the items that values are computed from */
    public SettledWrites(ReadThenWrite reads) {
        this.reads = reads;
    }

    /**
     * The writes that take one write's place: none when it is found to count 0; the count of the first is the count of all.
     *
     * @param item the item as the statement found it or the transaction left it, empty for a missing one; null when unknown
     */
    public List<ItemWrite> of(ItemWrite write, @Nullable Map<String, AttributeValue> item, StatementContext context) {
        if (write instanceof ItemWrite.Update update) {
            return update(update, item, context);
        }
        if (write instanceof ItemWrite.Delete delete) {
            return delete(delete, item, context);
        }
        if (write instanceof ItemWrite.Put put) {
            return put(put, item, context);
        }
        if (write instanceof ItemWrite.Move move) {
            return move(move, found(write, item, context));
        }
        if (write instanceof ItemWrite.InsertIfAbsent insert) {
            return found(write, item, context).isEmpty() ? List.of(absent(insert)) : List.of();
        }
        if (write instanceof ItemWrite.InsertOrUpdate insert) {
            Map<String, AttributeValue> found = found(write, item, context);
            return found.isEmpty()
                    ? List.of(new ItemWrite.Insert(insert.table(), insert.item(), insert.image()))
                    : update(
                            new ItemWrite.Update(
                                    insert.table(), insert.key(), insert.actions(), Predicate.TRUE, insert.image()),
                            found,
                            context);
        }
        return List.of(write);
    }

    /** The places of its item that the driver looks at before a write; a {@link ItemWrite.Move} looks at all. */
    static Set<AttributePath> lookedAt(ItemWrite write) {
        if (write instanceof ItemWrite.Update update) {
            return lookedAt(update.condition(), update.expectations(), update.actions());
        }
        if (write instanceof ItemWrite.Delete delete) {
            return lookedAt(delete.condition(), delete.expectations(), List.of());
        }
        if (write instanceof ItemWrite.Put put) {
            return lookedAt(put.condition(), put.expectations(), List.of());
        }
        return write instanceof ItemWrite.InsertOrUpdate insert
                ? lookedAt(Predicate.TRUE, List.of(), insert.actions())
                : Set.of();
    }

    private static Set<AttributePath> lookedAt(Predicate where, List<Expectation> expectations, List<Action> actions) {
        Set<AttributePath> places = new LinkedHashSet<>();
        boolean computes = LocalValues.areNeeded(actions) && LocalValues.readTheItem(actions);
        if (computes || !WriteCondition.of(where, expectations).isWhole()) {
            places.addAll(Predicates.paths(where));
            expectations.forEach(e -> places.addAll(Predicates.paths(e.predicate())));
            places.addAll(LocalValues.inputs(actions));
        }
        return places;
    }

    private Map<String, AttributeValue> found(
            ItemWrite write, @Nullable Map<String, AttributeValue> item, StatementContext context) {
        return item == null ? reads.read(write.table(), write.key(), context) : item;
    }

    private List<ItemWrite> update(
            ItemWrite.Update update, @Nullable Map<String, AttributeValue> item, StatementContext context) {
        WriteCondition condition = WriteCondition.of(update.condition(), update.expectations());
        boolean local = LocalValues.areNeeded(update.actions());
        if (condition.isWhole() && !local) {
            return List.of(update);
        }
        if (condition.isWhole() && !LocalValues.readTheItem(update.actions())) {
            List<Action> constants = LocalValues.constants(update.actions(), Map.of(), update.table());
            return List.of(with(update, constants, update.condition(), update.expectations()));
        }
        Map<String, AttributeValue> found = found(update, item, context);
        if (!condition.holds(update.table(), found, WriteCondition.Presence.REQUIRED, null)) {
            return List.of();
        }
        Set<AttributePath> inputs = new LinkedHashSet<>(condition.residualInputs());
        inputs.addAll(LocalValues.inputs(update.actions()));
        return List.of(with(
                update,
                LocalValues.constants(update.actions(), found, update.table()),
                condition.pushed(),
                unchanged(update.table(), inputs, found)));
    }

    private static ItemWrite.Update with(
            ItemWrite.Update update, List<Action> actions, Predicate condition, List<Expectation> expectations) {
        return new ItemWrite.Update(update.table(), update.key(), actions, condition, update.image(), expectations);
    }

    private List<ItemWrite> delete(
            ItemWrite.Delete delete, @Nullable Map<String, AttributeValue> item, StatementContext context) {
        WriteCondition condition = WriteCondition.of(delete.condition(), delete.expectations());
        if (condition.isWhole()) {
            return List.of(delete);
        }
        Map<String, AttributeValue> found = found(delete, item, context);
        if (!condition.holds(delete.table(), found, WriteCondition.Presence.REQUIRED, null)) {
            return List.of();
        }
        List<Expectation> unchanged = unchanged(delete.table(), condition.residualInputs(), found);
        return List.of(
                new ItemWrite.Delete(delete.table(), delete.key(), condition.pushed(), delete.image(), unchanged));
    }

    private List<ItemWrite> put(
            ItemWrite.Put put, @Nullable Map<String, AttributeValue> item, StatementContext context) {
        WriteCondition condition = WriteCondition.of(put.condition(), put.expectations());
        if (condition.isWhole()) {
            return List.of(put);
        }
        Map<String, AttributeValue> found = found(put, item, context);
        if (!condition.holds(put.table(), found, WriteCondition.Presence.ANY, null)) {
            return List.of();
        }
        List<Expectation> unchanged = unchanged(put.table(), condition.residualInputs(), found);
        return List.of(new ItemWrite.Put(put.table(), put.item(), condition.pushed(), put.image(), unchanged));
    }

    private static List<ItemWrite> move(ItemWrite.Move move, Map<String, AttributeValue> found) {
        WriteCondition condition = WriteCondition.of(move.condition(), move.expectations());
        if (!condition.holds(move.table(), found, WriteCondition.Presence.REQUIRED, null)) {
            return List.of();
        }
        MovedItem moved = MovedItem.of(move, found);
        return moved.leaves() ? moved.writes(move.image()) : stay(move, condition, moved.actions(), found);
    }

    /** The key stays what it is: the rest is an ordinary update. */
    private static List<ItemWrite> stay(
            ItemWrite.Move move, WriteCondition condition, List<Action> actions, Map<String, AttributeValue> found) {
        List<Action> others = actions.stream()
                .filter(action -> !move.table().key().contains(action.path().root()))
                .toList();
        Set<AttributePath> inputs = new LinkedHashSet<>(condition.residualInputs());
        inputs.addAll(LocalValues.inputs(move.actions()));
        return List.of(new ItemWrite.Update(
                move.table(),
                move.key(),
                others,
                condition.pushed(),
                move.image(),
                unchanged(move.table(), inputs, found)));
    }

    private static ItemWrite absent(ItemWrite.InsertIfAbsent insert) {
        Expectation absent = new Expectation(
                ItemChangeMerge.absent(insert.table()),
                SqlState.SERIALIZATION_FAILURE,
                "an item with this key has appeared since the statement found none; run the transaction again",
                MissingItem.NOT_COUNTED);
        return new ItemWrite.Put(insert.table(), insert.item(), Predicate.TRUE, insert.image(), List.of(absent));
    }

    /** That the places hold at the commit what was found in them. */
    private static List<Expectation> unchanged(
            Table table, Set<AttributePath> places, Map<String, AttributeValue> found) {
        if (places.isEmpty()) {
            return List.of();
        }
        return List.of(new Expectation(
                WriteCondition.unchanged(places, found),
                SqlState.SERIALIZATION_FAILURE,
                "the item of " + table.name() + " has changed since the statement read it; run the transaction again",
                MissingItem.REFUSED));
    }
}
