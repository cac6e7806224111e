package org.dynamojdbc.execute;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.type.JsonText;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Writes single items, one call each. */
final class ItemWrites {
    static final ItemWrite.Outcome NONE = new ItemWrite.Outcome(0, null);
    private static final ItemWrite.Outcome ONE = new ItemWrite.Outcome(1, null);

    private final DynamoDbClient client;

    ItemWrites(DynamoDbClient client) {
        this.client = client;
    }

    ItemWrite.Outcome write(ItemWrite write, StatementContext context) {
        if (write instanceof ItemWrite.Insert insert) {
            if (put(WriteRequests.insert(insert.table(), insert.item()), "INSERT into ", context) == null) {
                throw duplicate(insert);
            }
            return ONE;
        }
        if (write instanceof ItemWrite.InsertIfAbsent insert) {
            return put(WriteRequests.insert(insert.table(), insert.item()), "INSERT into ", context) == null
                    ? NONE
                    : ONE;
        }
        if (never(WriteRequests.condition(write))) {
            return NONE;
        }
        if (write instanceof ItemWrite.Put put) {
            return put(put, context);
        }
        return write instanceof ItemWrite.Update update
                ? update(update, context)
                : delete((ItemWrite.Delete) write, context);
    }

    private static boolean never(Predicate condition) {
        return condition instanceof Predicate.Always && !condition.equals(Predicate.TRUE);
    }

    static SqlFailure duplicate(ItemWrite.Insert insert) {
        return new SqlFailure(
                SqlState.UNIQUE_VIOLATION,
                "an item with the key " + JsonText.of(AttributeValue.fromM(insert.key())) + " exists already in "
                        + insert.table().name() + "; use UPSERT to overwrite it or INSERT ... ON CONFLICT DO NOTHING");
    }

    private ItemWrite.Outcome put(ItemWrite.Put put, StatementContext context) {
        PutItemResponse response = put(WriteRequests.put(put), "UPSERT into ", context);
        if (response == null) {
            return NONE;
        }
        return switch (put.image()) {
            case NONE -> ONE;
            case ALL_NEW, MODIFIED_NEW -> new ItemWrite.Outcome(1, put.item());
            case ALL_OLD, MODIFIED_OLD -> new ItemWrite.Outcome(
                    1, response.hasAttributes() ? response.attributes() : null);
        };
    }

    /** Null when the condition did not hold. */
    private @Nullable PutItemResponse put(PutItemRequest request, String verb, StatementContext context) {
        PutItemRequest limited =
                request.toBuilder().overrideConfiguration(Calls.limits(context)).build();
        PutItemResponse response = send(verb + request.tableName(), context, () -> client.putItem(limited));
        if (response != null) {
            context.meter().written(Calls.units(response.consumedCapacity()));
        }
        return response;
    }

    private ItemWrite.Outcome update(ItemWrite.Update update, StatementContext context) {
        UpdateItemRequest request = WriteRequests.update(update).toBuilder()
                .overrideConfiguration(Calls.limits(context))
                .build();
        UpdateItemResponse response =
                send("UPDATE of " + request.tableName(), context, () -> client.updateItem(request));
        if (response == null) {
            return NONE;
        }
        written(response.consumedCapacity(), context);
        if (update.image() == ItemWrite.ReturnImage.NONE) {
            return ONE;
        }
        return new ItemWrite.Outcome(1, withKey(update, response.hasAttributes() ? response.attributes() : Map.of()));
    }

    /** MODIFIED images lack the key, which RETURNING may name. */
    private static Map<String, AttributeValue> withKey(ItemWrite.Update update, Map<String, AttributeValue> image) {
        Map<String, AttributeValue> item = new HashMap<>(image);
        boolean all =
                update.image() == ItemWrite.ReturnImage.ALL_NEW || update.image() == ItemWrite.ReturnImage.ALL_OLD;
        if (all) {
            update.key().forEach(item::putIfAbsent);
        }
        return item;
    }

    private ItemWrite.Outcome delete(ItemWrite.Delete delete, StatementContext context) {
        DeleteItemRequest request = WriteRequests.delete(delete).toBuilder()
                .overrideConfiguration(Calls.limits(context))
                .build();
        DeleteItemResponse response =
                send("DELETE from " + request.tableName(), context, () -> client.deleteItem(request));
        if (response == null) {
            return NONE;
        }
        written(response.consumedCapacity(), context);
        return new ItemWrite.Outcome(1, response.hasAttributes() ? response.attributes() : null);
    }

    private static void written(@Nullable ConsumedCapacity capacity, StatementContext context) {
        context.meter().written(Calls.units(capacity));
    }

    /** Null when the condition did not hold. A write without an answer may have been done: that is said. */
    private static <T> @Nullable T send(String what, StatementContext context, Supplier<T> call) {
        try {
            return Calls.send(what, context, call);
        } catch (SqlFailure failure) {
            if (failure.getCause() instanceof ConditionalCheckFailedException) {
                return null;
            }
            throw unanswered(what, failure);
        }
    }

    static SqlFailure unanswered(String what, SqlFailure failure) {
        boolean sent = failure.state() == SqlState.CONNECTION_LOST || failure.state() == SqlState.TIMEOUT;
        return sent && failure.getCause() != null && !neverConnected(failure.getCause())
                ? new SqlFailure(
                        SqlState.COMPLETION_UNKNOWN,
                        what + " got no answer; it may have been done or not, read the item to find out",
                        failure.getCause())
                : failure;
    }

    private static boolean neverConnected(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.ConnectException || cause instanceof java.net.UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    static String request(ItemWrite write) {
        if (write instanceof ItemWrite.Insert insert) {
            return RequestJson.of(WriteRequests.insert(insert.table(), insert.item()));
        }
        if (write instanceof ItemWrite.InsertIfAbsent insert) {
            return RequestJson.of(WriteRequests.insert(insert.table(), insert.item()));
        }
        if (write instanceof ItemWrite.Put put) {
            return RequestJson.of(WriteRequests.put(put));
        }
        return write instanceof ItemWrite.Update update
                ? RequestJson.of(WriteRequests.update(update))
                : RequestJson.of(WriteRequests.delete((ItemWrite.Delete) write));
    }
}
