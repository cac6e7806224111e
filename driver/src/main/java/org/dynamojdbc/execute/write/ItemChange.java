package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.ItemSize;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a transaction does to one item: a single action of TransactWriteItems, made of one or several statements.
 *
 * @param requirements what the item must be before the transaction
 */
record ItemChange(Table table, Map<String, AttributeValue> key, List<Requirement> requirements, Effect effect) {
    ItemChange {
        requirements = List.copyOf(requirements);
    }

    /**
     * What one statement needs of the item as it is before the transaction.
     *
     * @param statement the statement, for messages: its number in the transaction, its verb and its item
     * @param otherwise the error when the item is not so
     * @param whole the item, when nothing may have come to it either: no condition says that, so that it is read once more
     *     before the commit; else null
     */
    record Requirement(
            Predicate condition, String statement, SqlState otherwise, @Nullable Map<String, AttributeValue> whole) {}

    /** What becomes of the item. */
    sealed interface Effect {
        /** Nothing: the item is only checked. */
        record Nothing() implements Effect {}

        record Put(Map<String, AttributeValue> item) implements Effect {}

        record Delete() implements Effect {}

        record Update(List<ItemWrite.Action> actions) implements Effect {
            public Update {
                actions = List.copyOf(actions);
            }
        }
    }

    static ItemChange none(Table table, Map<String, AttributeValue> key) {
        return new ItemChange(table, key, List.of(), new Effect.Nothing());
    }

    /** The item as it is left: empty when it is gone, null when that depends on what is stored. */
    @Nullable
    Map<String, AttributeValue> known() {
        if (effect instanceof Effect.Put put) {
            return put.item();
        }
        return effect instanceof Effect.Delete ? Map.of() : null;
    }

    ItemChange with(Effect changed) {
        return new ItemChange(table, key, requirements, changed);
    }

    ItemChange requiring(Requirement requirement) {
        if (requirement.condition().equals(Predicate.TRUE)) {
            return this;
        }
        List<Requirement> more = new ArrayList<>(requirements);
        more.add(requirement);
        return new ItemChange(table, key, more, effect);
    }

    /** All requirements together. */
    Predicate condition() {
        return requirements.size() == 1
                ? requirements.get(0).condition()
                : new Predicate.And(
                        requirements.stream().map(Requirement::condition).toList());
    }

    /** Bytes of this action as DynamoDB limits a transaction, as far as they are known before it runs. */
    long bytes() {
        if (effect instanceof Effect.Put put) {
            return ItemSize.bytes(put.item());
        }
        return ItemSize.bytes(key) + (effect instanceof Effect.Update update ? UpdateSize.stored(update.actions()) : 0);
    }
}
