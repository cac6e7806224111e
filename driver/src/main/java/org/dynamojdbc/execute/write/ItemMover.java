package org.dynamojdbc.execute.write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Outcome;
import org.dynamojdbc.execute.write.ItemWrite.ReturnImage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Gives items other keys: one transaction deletes the item where it was, provided that it is still what was read, and puts
 * it where no item is.
 */
final class ItemMover {
    private final DynamoDbClient client;
    private final ReadThenWrite readFirst;

    ItemMover(DynamoDbClient client, ReadThenWrite readFirst) {
        this.client = client;
        this.readFirst = readFirst;
    }

    static SdkPojo reading(ItemWrite.Move move) {
        return ReadThenWrite.reading(move.table(), move.key());
    }

    Outcome move(ItemWrite.Move move, StatementContext context) {
        WriteCondition condition = WriteCondition.of(move.condition(), move.expectations());
        if (condition.isImpossible()) {
            return new Outcome(0, null);
        }
        Map<String, AttributeValue> read = readFirst.read(move.table(), move.key(), context);
        return readFirst.tries(
                move, condition, WriteCondition.Presence.REQUIRED, read, context, item -> once(move, item, context));
    }

    private Outcome once(ItemWrite.Move move, Map<String, AttributeValue> item, StatementContext context) {
        MovedItem moved = MovedItem.of(move, item);
        if (!moved.leaves()) {
            return stay(moved, context);
        }
        send(moved, context);
        return new Outcome(1, image(moved));
    }

    /** The key stays what it is: the rest is an ordinary update. */
    private Outcome stay(MovedItem moved, StatementContext context) {
        ItemWrite.Move move = moved.move();
        List<Action> others = move.actions().stream()
                .filter(a -> !move.table().key().contains(a.path().root()))
                .toList();
        if (others.isEmpty()) {
            return new Outcome(1, image(moved));
        }
        ItemWrite.Update update = new ItemWrite.Update(
                move.table(), move.key(), others, move.condition(), move.image(), move.expectations());
        return readFirst.update(
                update, WriteCondition.of(move.condition(), move.expectations()), moved.before(), context);
    }

    private void send(MovedItem moved, StatementContext context) {
        String action =
                "UPDATE of the key of an item of " + moved.move().table().name();
        List<ItemChange> changes = TransactionWrites.NONE
                .plus(moved.writes(ReturnImage.NONE), 1)
                .writes()
                .inOrder();
        try {
            new TransactCall(client, action)
                    .send(TransactionRequest.of(changes, UUID.randomUUID().toString()), context);
        } catch (TransactionCanceledException canceled) {
            List<CancellationReason> reasons = canceled.cancellationReasons();
            if (isConditional(reasons, 1)) {
                throw WriteFailures.duplicate(
                        moved.move().table(),
                        moved.target(),
                        reasons.get(1).hasItem() ? reasons.get(1).item() : null,
                        canceled);
            }
            if (isConditional(reasons, 0)) {
                throw changed(reasons.get(0));
            }
            throw DynamoErrors.from(canceled, action);
        }
    }

    private static boolean isConditional(List<CancellationReason> reasons, int position) {
        return reasons.size() > position
                && "ConditionalCheckFailed".equals(reasons.get(position).code());
    }

    private static WriteCall.ConditionFailed changed(CancellationReason reason) {
        ConditionalCheckFailedException.Builder failure =
                ConditionalCheckFailedException.builder().message("the item changed before it was moved");
        if (reason.hasItem()) {
            failure.item(reason.item());
        }
        return new WriteCall.ConditionFailed(failure.build(), false);
    }

    private static @Nullable Map<String, AttributeValue> image(MovedItem moved) {
        ReturnImage image = moved.move().image();
        return switch (image) {
            case NONE -> null;
            case ALL_OLD -> moved.before();
            case ALL_NEW -> moved.after();
            case MODIFIED_OLD -> modified(moved.before(), moved.actions());
            case MODIFIED_NEW -> modified(moved.after(), moved.actions());
        };
    }

    private static Map<String, AttributeValue> modified(Map<String, AttributeValue> item, List<Action> actions) {
        Map<String, AttributeValue> modified = new LinkedHashMap<>();
        for (Action action : actions) {
            AttributeValue value = item.get(action.path().root());
            if (value != null) {
                modified.put(action.path().root(), value);
            }
        }
        return modified;
    }
}
