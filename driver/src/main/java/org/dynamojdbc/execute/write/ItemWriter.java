package org.dynamojdbc.execute.write;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.client.Attempts;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.read.RequestText;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Outcome;
import org.dynamojdbc.execute.write.ItemWrite.ReturnImage;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Writes single items: by one call where DynamoDB can check and compute everything, else with {@link ReadThenWrite}. */
public final class ItemWriter {
    private static final int MAX_TURNS = 8;

    private final DynamoDbClient client;
    private final ReadThenWrite readFirst;
    private final ItemMover mover;

    /** Sends writes through a client. */
    public ItemWriter(DynamoDbClient client) {
        this.client = client;
        this.readFirst = new ReadThenWrite(client, this);
        this.mover = new ItemMover(client, readFirst);
    }

    /** What reads items to compute what it writes. */
    public ReadThenWrite readFirst() {
        return readFirst;
    }

    /**
     * Sends a write.
     *
     * @throws SqlFailure when it was not done, or when that is unknown
     */
    public Outcome write(ItemWrite write, StatementContext context) {
        return write(write, null, context);
    }

    /** @param read the item as a read of this statement found it, with all that the write needs of it; null if unread */
    Outcome write(ItemWrite write, @Nullable Map<String, AttributeValue> read, StatementContext context) {
        Outcome outcome = written(write, read, context);
        context.meter().wrote(outcome.count());
        return outcome;
    }

    private Outcome written(ItemWrite write, @Nullable Map<String, AttributeValue> read, StatementContext context) {
        if (write instanceof ItemWrite.Insert insert) {
            return insert(insert, context);
        }
        if (write instanceof ItemWrite.InsertIfAbsent insert) {
            return insertIfAbsent(insert, context);
        }
        if (write instanceof ItemWrite.InsertOrUpdate insert) {
            return insertOrUpdate(insert, context);
        }
        if (write instanceof ItemWrite.Put put) {
            return put(put, context);
        }
        if (write instanceof ItemWrite.Update update) {
            return update(update, read, context);
        }
        if (write instanceof ItemWrite.Move move) {
            return mover.move(move, context);
        }
        return delete((ItemWrite.Delete) write, read, context);
    }

    private Outcome insert(ItemWrite.Insert insert, StatementContext context) {
        Table table = insert.table();
        WriteCall.ConditionFailed met = tryInsert(table, insert.item(), context);
        if (met != null) {
            throw duplicate(insert, met);
        }
        return new Outcome(1, inserted(insert.item(), insert.image()));
    }

    private static SqlFailure duplicate(ItemWrite.Insert insert, WriteCall.ConditionFailed met) {
        return WriteFailures.duplicate(
                insert.table(),
                insert.key(),
                met.failure().hasItem() ? met.failure().item() : null,
                met.failure());
    }

    private Outcome insertIfAbsent(ItemWrite.InsertIfAbsent insert, StatementContext context) {
        return tryInsert(insert.table(), insert.item(), context) == null
                ? new Outcome(1, inserted(insert.item(), insert.image()))
                : new Outcome(0, null);
    }

    /** The image of an item that was not there before. */
    static @Nullable Map<String, AttributeValue> inserted(Map<String, AttributeValue> item, ReturnImage image) {
        return image == ReturnImage.ALL_NEW || image == ReturnImage.MODIFIED_NEW ? item : null;
    }

    /** Null when the item was inserted, as far as can be told, else what was met. */
    private WriteCall.@Nullable ConditionFailed tryInsert(
            Table table, Map<String, AttributeValue> item, StatementContext context) {
        WriteCall.ConditionFailed met = insertOnce(table, item, context);
        return met == null || metItself(met, item) ? null : met;
    }

    /** Null when the item was inserted, else what was met, be it this write's own work. */
    private WriteCall.@Nullable ConditionFailed insertOnce(
            Table table, Map<String, AttributeValue> item, StatementContext context) {
        PutItemRequest request = WriteRequests.insert(table, item);
        try {
            PutItemResponse answer = valid(() -> WriteCall.send(
                    "INSERT into " + table.name(),
                    Attempts.Repeat.HARMLESS,
                    context,
                    limits -> client.putItem(
                            request.toBuilder().overrideConfiguration(limits).build())));
            context.meter().written(answer.consumedCapacity());
            context.meter().collection(table.name(), answer.itemCollectionMetrics());
            return null;
        } catch (WriteCall.ConditionFailed failed) {
            return failed;
        }
    }

    /** A write whose answer was lost is sent again by the SDK and then meets its own item: that is success. */
    private static boolean metItself(WriteCall.ConditionFailed failed, Map<String, AttributeValue> item) {
        return failed.isUnclear()
                && failed.failure().hasItem()
                && ValueKey.of(failed.failure().item()).equals(ValueKey.of(item));
    }

    private Outcome insertOrUpdate(ItemWrite.InsertOrUpdate write, StatementContext context) {
        for (int turn = 1; turn <= MAX_TURNS; turn++) {
            WriteCall.ConditionFailed met = insertOnce(write.table(), write.item(), context);
            if (met == null) {
                return new Outcome(1, inserted(write.item(), write.image()));
            }
            if (metItself(met, write.item())) {
                return insertedOrMet(write, met);
            }
            Outcome updated = update(
                    new ItemWrite.Update(
                            write.table(),
                            write.key(),
                            write.actions(),
                            org.dynamojdbc.predicate.Predicate.TRUE,
                            write.image()),
                    null,
                    context);
            if (updated.count() > 0) {
                return updated;
            }
            ReadThenWrite.pause(turn, context);
        }
        throw WriteFailures.contended(write.table(), write.key(), MAX_TURNS, null);
    }

    /** An item equal to the new one is its own work or stood there before, and then was to be updated. */
    private static Outcome insertedOrMet(ItemWrite.InsertOrUpdate write, WriteCall.ConditionFailed met) {
        Map<String, AttributeValue> item = write.item();
        Map<String, AttributeValue> updated =
                LocalUpdate.apply(LocalValues.constants(write.actions(), item, write.table()), item);
        if (ValueKey.of(updated).equals(ValueKey.of(item)) && !WriteRequests.wantsOld(write.image())) {
            return new Outcome(1, inserted(item, write.image()));
        }
        throw WriteCall.unknown(
                "INSERT ... ON CONFLICT DO UPDATE of " + write.table().name(), met.failure());
    }

    private Outcome put(ItemWrite.Put put, StatementContext context) {
        WriteCondition condition = WriteCondition.of(put.condition(), put.expectations());
        if (condition.isImpossible()) {
            return new Outcome(0, null);
        }
        if (!condition.isWhole()) {
            return readFirst.put(put, condition, context);
        }
        try {
            return send(put, condition, Map.of(), context);
        } catch (WriteCall.ConditionFailed failed) {
            return notHeld(condition, put.table(), failed, WriteCondition.Presence.ANY);
        }
    }

    /** Sends a put; ConditionFailed says that it met an item other than its own. */
    Outcome send(
            ItemWrite.Put put,
            WriteCondition condition,
            Map<AttributePath, @Nullable AttributeValue> unchanged,
            StatementContext context) {
        PutItemRequest request = WriteRequests.put(put, condition, unchanged);
        boolean old = WriteRequests.wantsOld(put.image());
        String action = "UPSERT into " + put.table().name();
        try {
            PutItemResponse answer = valid(() -> WriteCall.send(
                    action,
                    old ? Attempts.Repeat.FORBIDDEN : Attempts.Repeat.HARMLESS,
                    context,
                    limits -> client.putItem(
                            request.toBuilder().overrideConfiguration(limits).build())));
            context.meter().written(answer.consumedCapacity());
            context.meter().collection(put.table().name(), answer.itemCollectionMetrics());
            return new Outcome(
                    1, old ? image(answer.hasAttributes(), answer.attributes()) : inserted(put.item(), put.image()));
        } catch (WriteCall.ConditionFailed failed) {
            if (metItself(failed, put.item())) {
                return new Outcome(1, inserted(put.item(), put.image()));
            }
            if (failed.isUnclear()) {
                throw WriteCall.unknown(action, failed.failure());
            }
            throw failed;
        }
    }

    private Outcome update(
            ItemWrite.Update update, @Nullable Map<String, AttributeValue> read, StatementContext context) {
        WriteCondition condition = WriteCondition.of(update.condition(), update.expectations());
        if (condition.isImpossible()) {
            return new Outcome(0, null);
        }
        boolean local = LocalValues.areNeeded(update.actions());
        if (!condition.isWhole() || (local && LocalValues.readTheItem(update.actions()))) {
            return readFirst.update(update, condition, read, context);
        }
        List<Action> actions =
                local ? LocalValues.constants(update.actions(), Map.of(), update.table()) : update.actions();
        try {
            return send(update, actions, condition, Map.of(), context);
        } catch (WriteCall.ConditionFailed failed) {
            return notHeld(condition, update.table(), failed, WriteCondition.Presence.REQUIRED);
        } catch (WriteCall.Invalid impossible) {
            if (LocalValues.readTheItem(update.actions())) {
                return readFirst.update(update, condition, null, context);
            }
            throw impossible.translated();
        }
    }

    /** Sends an update, whose condition failed when this throws ConditionFailed. */
    Outcome send(
            ItemWrite.Update update,
            List<Action> actions,
            WriteCondition condition,
            Map<AttributePath, @Nullable AttributeValue> unchanged,
            StatementContext context) {
        UpdateItemRequest request = WriteRequests.update(update, actions, condition, unchanged);
        boolean twice = LocalValues.areRelative(actions) || WriteRequests.wantsOld(update.image());
        String action = "UPDATE of " + update.table().name();
        UpdateItemResponse answer = clear(
                action,
                Missing.TELLS,
                () -> WriteCall.send(
                        action,
                        twice ? Attempts.Repeat.FORBIDDEN : Attempts.Repeat.HARMLESS,
                        context,
                        limits -> client.updateItem(request.toBuilder()
                                .overrideConfiguration(limits)
                                .build())));
        context.meter().written(answer.consumedCapacity());
        context.meter().collection(update.table().name(), answer.itemCollectionMetrics());
        return new Outcome(1, image(answer.hasAttributes(), answer.attributes()));
    }

    private Outcome delete(
            ItemWrite.Delete delete, @Nullable Map<String, AttributeValue> read, StatementContext context) {
        WriteCondition condition = WriteCondition.of(delete.condition(), delete.expectations());
        if (condition.isImpossible()) {
            return new Outcome(0, null);
        }
        if (!condition.isWhole()) {
            return readFirst.delete(delete, condition, read, context);
        }
        try {
            return send(delete, condition, Map.of(), context);
        } catch (WriteCall.ConditionFailed failed) {
            return notHeld(condition, delete.table(), failed, WriteCondition.Presence.REQUIRED);
        }
    }

    Outcome send(
            ItemWrite.Delete delete,
            WriteCondition condition,
            Map<AttributePath, @Nullable AttributeValue> unchanged,
            StatementContext context) {
        DeleteItemRequest request = WriteRequests.delete(delete, condition, unchanged);
        String action = "DELETE from " + delete.table().name();
        DeleteItemResponse answer = valid(() -> clear(
                action,
                Missing.MAY_BE_OWN_WORK,
                () -> WriteCall.send(
                        action,
                        Attempts.Repeat.HARMLESS,
                        context,
                        limits -> client.deleteItem(request.toBuilder()
                                .overrideConfiguration(limits)
                                .build()))));
        context.meter().written(answer.consumedCapacity());
        context.meter().collection(delete.table().name(), answer.itemCollectionMetrics());
        return new Outcome(1, image(answer.hasAttributes(), answer.attributes()));
    }

    /** What it says of an unclear attempt that the item is missing. */
    private enum Missing {
        /** An UPDATE leaves its item there, so that it was not done. */
        TELLS,
        /** A DELETE leaves no item. */
        MAY_BE_OWN_WORK
    }

    /** A condition that failed after an unclear attempt may have failed on this write's own work. */
    private static <T> T clear(String action, Missing missing, java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (WriteCall.ConditionFailed failed) {
            boolean told = missing == Missing.TELLS && !failed.failure().hasItem();
            if (failed.isUnclear() && !told) {
                throw WriteCall.unknown(action, failed.failure());
            }
            throw failed;
        }
    }

    private static <T> T valid(java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (WriteCall.Invalid invalid) {
            throw invalid.translated();
        }
    }

    private static Outcome notHeld(
            WriteCondition condition, Table table, WriteCall.ConditionFailed failed, WriteCondition.Presence presence) {
        Map<String, AttributeValue> item =
                failed.failure().hasItem() ? failed.failure().item() : Map.of();
        // The item failed the condition, so that it cannot hold here; an expectation that it failed is an error.
        condition.holds(table, item, presence, failed.failure());
        return new Outcome(0, null);
    }

    private static @Nullable Map<String, AttributeValue> image(
            boolean present, Map<String, AttributeValue> attributes) {
        return present ? attributes : null;
    }

    /** The call's JSON, for EXPLAIN. */
    public String request(ItemWrite write) {
        return RequestText.of(pojo(write));
    }

    private static SdkPojo pojo(ItemWrite write) {
        if (write instanceof ItemWrite.Put put) {
            return WriteRequests.put(put, WriteCondition.of(put.condition(), put.expectations()), Map.of());
        }
        if (write instanceof ItemWrite.OfItem insert) {
            return WriteRequests.insert(insert.table(), insert.item());
        }
        if (write instanceof ItemWrite.Update update) {
            return WriteRequests.update(
                    update, update.actions(), WriteCondition.of(update.condition(), update.expectations()), Map.of());
        }
        if (write instanceof ItemWrite.Move move) {
            return ItemMover.reading(move);
        }
        ItemWrite.Delete delete = (ItemWrite.Delete) write;
        return WriteRequests.delete(delete, WriteCondition.of(delete.condition(), delete.expectations()), Map.of());
    }
}
