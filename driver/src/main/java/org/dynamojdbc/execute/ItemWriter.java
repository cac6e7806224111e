package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.ItemWrite.Outcome;
import org.dynamojdbc.execute.ItemWrite.ReturnImage;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.RequestExpression;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Writes single items by PutItem, UpdateItem and DeleteItem. */
final class ItemWriter {
    private final DynamoDbClient client;

    ItemWriter(DynamoDbClient client) {
        this.client = client;
    }

    Outcome write(ItemWrite write, StatementContext context) {
        if (write instanceof ItemWrite.Insert insert) {
            return insert(insert.table(), insert.item(), Existing.REFUSED, context);
        }
        if (write instanceof ItemWrite.InsertIfAbsent insert) {
            return insert(insert.table(), insert.item(), Existing.KEPT, context);
        }
        if (write instanceof ItemWrite.Put put) {
            return put(put, context);
        }
        return write instanceof ItemWrite.Update update
                ? update(update, context)
                : delete((ItemWrite.Delete) write, context);
    }

    /** What INSERT does when its key exists. */
    private enum Existing {
        REFUSED,
        KEPT
    }

    private Outcome insert(Table table, Map<String, AttributeValue> item, Existing existing, StatementContext context) {
        PutItemRequest request = insertRequest(table, item).toBuilder()
                .overrideConfiguration(Calls.limits(context))
                .build();
        try {
            PutItemResponse answer = Calls.send(
                    "INSERT into " + table.name(), context, () -> catchCondition(() -> client.putItem(request)));
            context.meter().written(Calls.units(answer.consumedCapacity()));
            return new Outcome(1, null);
        } catch (ConditionFailed failed) {
            if (wasOwnRetry(failed, item)) {
                return new Outcome(1, null);
            }
            if (existing == Existing.KEPT) {
                return new Outcome(0, null);
            }
            throw duplicate(table, ItemKeys.of(table, item), failed.failure);
        }
    }

    /**
     * An insert whose answer was lost is sent again by the SDK and then meets its own item: that is success. Only a call
     * that was sent more than once can have done so.
     */
    private static boolean wasOwnRetry(ConditionFailed failed, Map<String, AttributeValue> item) {
        int attempts = failed.failure.numAttempts() == null ? 1 : failed.failure.numAttempts();
        return attempts > 1
                && failed.failure.hasItem()
                && ValueKey.of(failed.failure.item()).equals(ValueKey.of(item));
    }

    static SqlFailure duplicate(Table table, Map<String, AttributeValue> key, @Nullable Throwable cause) {
        return new SqlFailure(
                SqlState.UNIQUE_VIOLATION,
                "an item with the key " + keyText(key) + " exists in " + table.name()
                        + "; use UPSERT to replace it or ON CONFLICT DO NOTHING to keep it",
                cause,
                400);
    }

    static String keyText(Map<String, AttributeValue> key) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        key.forEach((name, value) -> values.put(
                name,
                value.b() == null
                        ? AttributeValues.toJava(value)
                        : "0x" + java.util.HexFormat.of().formatHex(value.b().asByteArrayUnsafe())));
        return values.toString();
    }

    private static PutItemRequest insertRequest(Table table, Map<String, AttributeValue> item) {
        RequestExpression expression = new RequestExpression();
        String partition = expression.name(table.key().partition().get(0).name());
        return PutItemRequest.builder()
                .tableName(table.name())
                .item(item)
                .conditionExpression("attribute_not_exists(" + partition + ")")
                .expressionAttributeNames(expression.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    private static PutItemRequest putRequest(ItemWrite.Put put) {
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(put.table().name())
                .item(put.item())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        Predicate condition = Conditions.pushable(put.condition());
        if (!condition.equals(Predicate.TRUE)) {
            RequestExpression expression = new RequestExpression();
            request.conditionExpression(expression.condition(condition)).expressionAttributeNames(expression.names());
            if (!expression.values().isEmpty()) {
                request.expressionAttributeValues(expression.values());
            }
        }
        if (put.image() == ReturnImage.ALL_OLD) {
            request.returnValues(ReturnValue.ALL_OLD);
        }
        return request.build();
    }

    private Outcome put(ItemWrite.Put put, StatementContext context) {
        if (Conditions.pushable(put.condition()).equals(Predicate.FALSE)) {
            return new Outcome(0, null);
        }
        PutItemRequest request = putRequest(put).toBuilder()
                .overrideConfiguration(Calls.limits(context))
                .build();
        try {
            PutItemResponse answer = Calls.send(
                    "UPSERT into " + put.table().name(), context, () -> catchCondition(() -> client.putItem(request)));
            context.meter().written(Calls.units(answer.consumedCapacity()));
            return new Outcome(1, image(answer.hasAttributes(), answer.attributes()));
        } catch (ConditionFailed notHeld) {
            return new Outcome(0, null);
        }
    }

    /** The condition, plus that the item exists: UpdateItem and DeleteItem alone would succeed without one. */
    private static String existing(Table table, Predicate condition, RequestExpression expression) {
        String exists = "attribute_exists("
                + expression.name(table.key().partition().get(0).name()) + ")";
        if (condition.equals(Predicate.TRUE)) {
            return exists;
        }
        String text = expression.condition(condition);
        return exists + " AND " + (condition instanceof Predicate.Or ? "(" + text + ")" : text);
    }

    private static UpdateItemRequest updateRequest(ItemWrite.Update update, Predicate condition) {
        RequestExpression expression = new RequestExpression();
        String actions = UpdateText.of(update.actions(), update.table(), expression);
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(update.table().name())
                .key(update.key())
                .updateExpression(actions)
                .conditionExpression(existing(update.table(), condition, expression))
                .expressionAttributeNames(expression.names())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .returnValues(returnValue(update.image()));
        if (!expression.values().isEmpty()) {
            request.expressionAttributeValues(expression.values());
        }
        return request.build();
    }

    private static ReturnValue returnValue(ReturnImage image) {
        return switch (image) {
            case NONE -> ReturnValue.NONE;
            case ALL_OLD -> ReturnValue.ALL_OLD;
            case ALL_NEW -> ReturnValue.ALL_NEW;
            case MODIFIED_OLD -> ReturnValue.UPDATED_OLD;
            case MODIFIED_NEW -> ReturnValue.UPDATED_NEW;
        };
    }

    private Outcome update(ItemWrite.Update update, StatementContext context) {
        Predicate condition = Conditions.pushable(update.condition());
        if (condition.equals(Predicate.FALSE)) {
            return new Outcome(0, null);
        }
        UpdateItemRequest request = updateRequest(update, condition).toBuilder()
                .overrideConfiguration(Calls.limits(context))
                .build();
        try {
            UpdateItemResponse answer = Calls.send(
                    "UPDATE of " + update.table().name(),
                    context,
                    () -> catchCondition(() -> client.updateItem(request)));
            context.meter().written(Calls.units(answer.consumedCapacity()));
            return new Outcome(1, image(answer.hasAttributes(), answer.attributes()));
        } catch (ConditionFailed notHeld) {
            return new Outcome(0, null);
        }
    }

    private static DeleteItemRequest deleteRequest(ItemWrite.Delete delete, Predicate condition) {
        RequestExpression expression = new RequestExpression();
        DeleteItemRequest.Builder request = DeleteItemRequest.builder()
                .tableName(delete.table().name())
                .key(delete.key())
                .conditionExpression(existing(delete.table(), condition, expression))
                .expressionAttributeNames(expression.names())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (!expression.values().isEmpty()) {
            request.expressionAttributeValues(expression.values());
        }
        if (delete.image() == ReturnImage.ALL_OLD) {
            request.returnValues(ReturnValue.ALL_OLD);
        }
        return request.build();
    }

    private Outcome delete(ItemWrite.Delete delete, StatementContext context) {
        Predicate condition = Conditions.pushable(delete.condition());
        if (condition.equals(Predicate.FALSE)) {
            return new Outcome(0, null);
        }
        DeleteItemRequest request = deleteRequest(delete, condition).toBuilder()
                .overrideConfiguration(Calls.limits(context))
                .build();
        try {
            DeleteItemResponse answer = Calls.send(
                    "DELETE from " + delete.table().name(),
                    context,
                    () -> catchCondition(() -> client.deleteItem(request)));
            context.meter().written(Calls.units(answer.consumedCapacity()));
            return new Outcome(1, image(answer.hasAttributes(), answer.attributes()));
        } catch (ConditionFailed notHeld) {
            return new Outcome(0, null);
        }
    }

    private static @Nullable Map<String, AttributeValue> image(
            boolean present, Map<String, AttributeValue> attributes) {
        return present ? attributes : null;
    }

    /** The call's JSON, for EXPLAIN. */
    String request(ItemWrite write) {
        List<Object> text = new ArrayList<>();
        if (write instanceof ItemWrite.Insert insert) {
            text.add(insertRequest(insert.table(), insert.item()));
        } else if (write instanceof ItemWrite.InsertIfAbsent insert) {
            text.add(insertRequest(insert.table(), insert.item()));
        } else if (write instanceof ItemWrite.Put put) {
            text.add(putRequest(put));
        } else if (write instanceof ItemWrite.Update update) {
            text.add(updateRequest(update, Conditions.pushable(update.condition())));
        } else {
            ItemWrite.Delete delete = (ItemWrite.Delete) write;
            text.add(deleteRequest(delete, Conditions.pushable(delete.condition())));
        }
        return RequestText.of((software.amazon.awssdk.core.SdkPojo) text.get(0));
    }

    /** Carries the refusal past the translation of errors, for the caller knows what it means. */
    private static final class ConditionFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ConditionalCheckFailedException failure;

        ConditionFailed(ConditionalCheckFailedException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private static <T> T catchCondition(java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (ConditionalCheckFailedException failed) {
            throw new ConditionFailed(failed);
        }
    }
}
