package org.dynamojdbc.execute.write;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.ItemWrite.MissingItem;
import org.dynamojdbc.execute.write.ItemWrite.ReturnImage;
import org.dynamojdbc.predicate.FilterSplit;
import org.dynamojdbc.predicate.Normalizer;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.Storable;
import org.dynamojdbc.type.ValueKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item that gets another key: what it was, and what it becomes.
 *
 * @param actions the move's actions, every value computed from the item as it was
 */
record MovedItem(
        ItemWrite.Move move,
        Map<String, AttributeValue> before,
        Map<String, AttributeValue> after,
        List<Action> actions) {
    /** Attributes that a condition compares: DynamoDB takes 4096 bytes, and attribute_not_exists is long. */
    private static final int MOST_COMPARED = 100;

    /** @param item the item as it was found */
    static MovedItem of(ItemWrite.Move move, Map<String, AttributeValue> item) {
        Table table = move.table();
        List<Action> actions = LocalValues.constants(move.actions(), item, table);
        return new MovedItem(move, item, Storable.item(LocalUpdate.apply(actions, item), table.name()), actions);
    }

    Map<String, AttributeValue> target() {
        return ItemKeys.of(move.table(), after);
    }

    /** Whether the key becomes another one. */
    boolean leaves() {
        return !ValueKey.of(target()).equals(ValueKey.of(move.key()));
    }

    /**
     * The item leaves its place as it was found, and comes to one where no item is.
     *
     * @param image what is asked of each write
     */
    List<ItemWrite> writes(ReturnImage image) {
        Table table = move.table();
        Expectation unchanged = new Expectation(
                unchanged(),
                SqlState.SERIALIZATION_FAILURE,
                "the item of " + table.name() + " has changed since the statement read it; run the transaction again",
                MissingItem.REFUSED,
                before);
        return List.of(
                new ItemWrite.Delete(table, move.key(), Predicate.TRUE, image, List.of(unchanged)),
                new ItemWrite.Insert(table, after, image));
    }

    /**
     * Every attribute is what was found, and those are still missing that the statement names but the item lacks, and of
     * the table's other known columns as many as there is room for.
     */
    private Predicate unchanged() {
        Set<AttributePath> places = new LinkedHashSet<>();
        before.keySet().forEach(name -> places.add(AttributePath.of(name)));
        move.actions().forEach(a -> places.add(AttributePath.of(a.path().root())));
        LocalValues.inputs(move.actions()).forEach(p -> places.add(AttributePath.of(p.root())));
        for (String name : move.columns()) {
            if (places.size() < MOST_COMPARED) {
                places.add(AttributePath.of(name));
            }
        }
        Predicate unchanged = WriteCondition.unchanged(places, before);
        if (!FilterSplit.of(Normalizer.toNegationNormalForm(unchanged), attribute -> true)
                .residual()
                .equals(Predicate.TRUE)) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "the item with the key " + ItemKeys.text(move.key()) + " of "
                            + move.table().name() + " has " + before.size()
                            + " attributes, more than a condition of DynamoDB compares (4096 bytes, 300 operators, 2 MB),"
                            + " so that it cannot be moved safely; INSERT it under its new key and DELETE the old one");
        }
        return unchanged;
    }
}
