package org.dynamojdbc.execute.write;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.call.Backoff;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Outcome;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Writes what DynamoDB cannot compute or check: from the item as read, under the condition that what was used of it did
 * not change. When it did, the refusal brings the new item, and the write is tried on that.
 */
final class ReadThenWrite {
    /** Tries before the statement gives up with 40001. */
    static final int MAX_TRIES = 12;

    private static final long BASE_MILLIS = 5;
    private static final long MAX_MILLIS = 500;

    private final DynamoDbClient client;
    private final ItemWriter writer;

    ReadThenWrite(DynamoDbClient client, ItemWriter writer) {
        this.client = client;
        this.writer = writer;
    }

    /** One try on one item. */
    interface Try {
        Outcome on(Map<String, AttributeValue> item);
    }

    Outcome update(
            ItemWrite.Update update,
            WriteCondition condition,
            @Nullable Map<String, AttributeValue> read,
            StatementContext context) {
        Set<AttributePath> inputs = new LinkedHashSet<>(LocalValues.inputs(update.actions()));
        inputs.addAll(condition.residualInputs());
        return tries(update, condition, WriteCondition.Presence.REQUIRED, read, context, item -> {
            List<Action> actions = LocalValues.constants(update.actions(), item, update.table());
            try {
                return writer.send(update, actions, condition, WriteCondition.values(inputs, item), context);
            } catch (WriteCall.Invalid invalid) {
                throw invalid.translated();
            }
        });
    }

    Outcome delete(
            ItemWrite.Delete delete,
            WriteCondition condition,
            @Nullable Map<String, AttributeValue> read,
            StatementContext context) {
        return tries(
                delete,
                condition,
                WriteCondition.Presence.REQUIRED,
                read,
                context,
                item -> writer.send(
                        delete, condition, WriteCondition.values(condition.residualInputs(), item), context));
    }

    Outcome put(ItemWrite.Put put, WriteCondition condition, StatementContext context) {
        return tries(
                put,
                condition,
                WriteCondition.Presence.ANY,
                null,
                context,
                item -> writer.send(put, condition, WriteCondition.values(condition.residualInputs(), item), context));
    }

    /** Tries until one finds the item unchanged. */
    Outcome tries(
            ItemWrite write,
            WriteCondition condition,
            WriteCondition.Presence presence,
            @Nullable Map<String, AttributeValue> read,
            StatementContext context,
            Try attempt) {
        Table table = write.table();
        Map<String, AttributeValue> item = read == null ? read(table, write.key(), context) : read;
        WriteCall.@Nullable ConditionFailed last = null;
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            if (!condition.holds(table, item, presence, last == null ? null : last.failure())) {
                return new Outcome(0, null);
            }
            try {
                return attempt.on(item);
            } catch (WriteCall.ConditionFailed changed) {
                last = changed;
                item = changed.failure().hasItem() ? changed.failure().item() : Map.of();
                pause(tries, context);
            }
        }
        throw WriteFailures.contended(table, write.key(), MAX_TRIES, last == null ? null : last.failure());
    }

    /** The item as it is now, empty when there is none. */
    Map<String, AttributeValue> read(Table table, Map<String, AttributeValue> key, StatementContext context) {
        GetItemRequest request = reading(table, key).toBuilder()
                .overrideConfiguration(Calls.limits(context))
                .build();
        GetItemResponse answer = Calls.send("GetItem on " + table.name(), context, () -> client.getItem(request));
        boolean found = answer.hasItem() && !answer.item().isEmpty();
        context.meter().read(found ? 1 : 0, answer.consumedCapacity());
        return found ? answer.item() : Map.of();
    }

    static GetItemRequest reading(Table table, Map<String, AttributeValue> key) {
        return GetItemRequest.builder()
                .tableName(table.name())
                .key(key)
                .consistentRead(true)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    /** Waits a random while, the longer the more tries there were. */
    static void pause(int tries, StatementContext context) {
        Backoff.rest(Math.min(MAX_MILLIS, BASE_MILLIS << Math.min(tries, 10)), context);
    }
}
