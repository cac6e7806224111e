package org.dynamojdbc.execute;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.ItemWrite.Action;
import org.dynamojdbc.execute.ItemWrite.Outcome;
import org.dynamojdbc.execute.ItemWrite.ReturnImage;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.RequestExpression;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.Storable;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
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
        Table table = move.table();
        List<Action> actions = LocalValues.constants(move.actions(), item, table);
        Map<String, AttributeValue> moved = Storable.item(LocalUpdate.apply(actions, item), table.name());
        Map<String, AttributeValue> target = ItemKeys.of(table, moved);
        if (ValueKey.of(target).equals(ValueKey.of(move.key()))) {
            return stay(move, item, actions, context);
        }
        send(transaction(move, item, moved), move, target, context);
        return new Outcome(1, image(move, item, moved, actions));
    }

    /** The key stays what it is: the rest is an ordinary update. */
    private Outcome stay(
            ItemWrite.Move move, Map<String, AttributeValue> item, List<Action> actions, StatementContext context) {
        List<Action> others = move.actions().stream()
                .filter(a -> !move.table().key().contains(a.path().root()))
                .toList();
        if (others.isEmpty()) {
            return new Outcome(1, image(move, item, item, actions));
        }
        ItemWrite.Update update = new ItemWrite.Update(
                move.table(), move.key(), others, move.condition(), move.image(), move.expectations());
        return readFirst.update(update, WriteCondition.of(move.condition(), move.expectations()), item, context);
    }

    private static List<TransactWriteItem> transaction(
            ItemWrite.Move move, Map<String, AttributeValue> item, Map<String, AttributeValue> moved) {
        Table table = move.table();
        RequestExpression expression = new RequestExpression();
        Delete delete = Delete.builder()
                .tableName(table.name())
                .key(move.key())
                .conditionExpression(unchanged(move, item, expression))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        RequestExpression absent = new RequestExpression();
        Put put = Put.builder()
                .tableName(table.name())
                .item(moved)
                .conditionExpression("attribute_not_exists("
                        + absent.name(table.key().partition().get(0).name()) + ")")
                .expressionAttributeNames(absent.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return List.of(
                TransactWriteItem.builder().delete(delete).build(),
                TransactWriteItem.builder().put(put).build());
    }

    /** Every attribute is what was read, and those that the statement names but the item lacks are still missing. */
    private static String unchanged(
            ItemWrite.Move move, Map<String, AttributeValue> item, RequestExpression expression) {
        Set<AttributePath> places = places(move, item);
        String text = WriteCondition.of(Predicate.TRUE, List.of())
                .text(move.table(), WriteCondition.Presence.REQUIRED, WriteCondition.values(places, item), expression);
        return java.util.Objects.requireNonNull(text);
    }

    /** Where a moved item must still be what it was. */
    static Set<AttributePath> places(ItemWrite.Move move, Map<String, AttributeValue> item) {
        Set<AttributePath> places = new LinkedHashSet<>();
        item.keySet().forEach(name -> places.add(AttributePath.of(name)));
        move.columns().forEach(name -> places.add(AttributePath.of(name)));
        move.actions().forEach(a -> places.add(AttributePath.of(a.path().root())));
        LocalValues.inputs(move.actions()).forEach(p -> places.add(AttributePath.of(p.root())));
        return places;
    }

    private void send(
            List<TransactWriteItem> items,
            ItemWrite.Move move,
            Map<String, AttributeValue> target,
            StatementContext context) {
        String action = "UPDATE of the key of an item of " + move.table().name();
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .transactItems(items)
                .clientRequestToken(UUID.randomUUID().toString())
                .returnConsumedCapacity(ReturnedCosts.ofWrite(move.table()))
                .returnItemCollectionMetrics(ReturnedCosts.collections(move.table()))
                .overrideConfiguration(Calls.limits(context))
                .build();
        Backoff backoff = new Backoff(action, context);
        while (true) {
            try {
                TransactWriteItemsResponse answer = Calls.send(action, context, () -> {
                    try {
                        return client.transactWriteItems(request);
                    } catch (TransactionCanceledException canceled) {
                        throw new Canceled(canceled);
                    }
                });
                context.meter().written(answer.consumedCapacity());
                context.meter().collections(answer.itemCollectionMetrics());
                return;
            } catch (Canceled canceled) {
                List<CancellationReason> reasons = canceled.failure.cancellationReasons();
                if (isConditional(reasons, 1)) {
                    throw WriteFailures.duplicate(
                            move.table(),
                            target,
                            reasons.get(1).hasItem() ? reasons.get(1).item() : null,
                            canceled.failure);
                }
                if (isConditional(reasons, 0)) {
                    throw changed(reasons.get(0));
                }
                if (reasons.stream().noneMatch(ItemMover::passes)) {
                    throw DynamoErrors.from(canceled.failure, action);
                }
                backoff.pause();
            } catch (SqlFailure failed) {
                throw failed.state() == SqlState.SYSTEM_ERROR || failed.state() == SqlState.CONNECTION_LOST
                        ? WriteCall.unknown(action, failed)
                        : failed;
            }
        }
    }

    private static boolean isConditional(List<CancellationReason> reasons, int position) {
        return reasons.size() > position
                && "ConditionalCheckFailed".equals(reasons.get(position).code());
    }

    private static boolean passes(CancellationReason reason) {
        return switch (String.valueOf(reason.code())) {
            case "TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError" -> true;
            default -> false;
        };
    }

    private static WriteCall.ConditionFailed changed(CancellationReason reason) {
        ConditionalCheckFailedException.Builder failure =
                ConditionalCheckFailedException.builder().message("the item changed before it was moved");
        if (reason.hasItem()) {
            failure.item(reason.item());
        }
        return new WriteCall.ConditionFailed(failure.build(), false);
    }

    private static @Nullable Map<String, AttributeValue> image(
            ItemWrite.Move move,
            Map<String, AttributeValue> item,
            Map<String, AttributeValue> moved,
            List<Action> actions) {
        ReturnImage image = move.image();
        return switch (image) {
            case NONE -> null;
            case ALL_OLD -> item;
            case ALL_NEW -> moved;
            case MODIFIED_OLD -> modified(item, actions);
            case MODIFIED_NEW -> modified(moved, actions);
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

    /** Carries the cancellation past the translation of errors. */
    private static final class Canceled extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient TransactionCanceledException failure;

        Canceled(TransactionCanceledException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
