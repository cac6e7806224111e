package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.FilterSplit;
import org.dynamojdbc.predicate.Normalizer;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;
import org.dynamojdbc.predicate.RequestExpression;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Writes of single items as the requests of the SDK. */
final class WriteRequests {
    private WriteRequests() {}

    /** The write's condition in the form that DynamoDB checks; refuses what only the driver could evaluate. */
    static Predicate condition(ItemWrite write) {
        Predicate given = Predicate.TRUE;
        if (write instanceof ItemWrite.Put put) {
            given = put.condition();
        } else if (write instanceof ItemWrite.Update update) {
            given = update.condition();
        } else if (write instanceof ItemWrite.Delete delete) {
            given = delete.condition();
        }
        Predicate normal = Normalizer.toNegationNormalForm(given);
        FilterSplit split = FilterSplit.of(normal, attribute -> true);
        if (!split.residual().equals(Predicate.TRUE)) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "the condition " + Predicates.text(split.residual())
                            + " of a write is none that DynamoDB can check; use comparisons, IN, BETWEEN, IS NULL,"
                            + " begins_with and contains");
        }
        return normal;
    }

    static PutItemRequest insert(Table table, Map<String, AttributeValue> item) {
        RequestExpression expression = new RequestExpression();
        String condition = "attribute_not_exists(" + expression.name(partitionKey(table)) + ")";
        return PutItemRequest.builder()
                .tableName(table.name())
                .item(item)
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();
    }

    static PutItemRequest put(ItemWrite.Put put) {
        RequestExpression expression = new RequestExpression();
        Predicate condition = condition(put);
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(put.table().name())
                .item(put.item())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (!condition.equals(Predicate.TRUE)) {
            request.conditionExpression(expression.condition(condition))
                    .expressionAttributeNames(orNull(expression.names()))
                    .expressionAttributeValues(orNull(expression.values()));
        }
        if (wantsOld(put.image())) {
            request.returnValues(ReturnValue.ALL_OLD);
        }
        return request.build();
    }

    private static boolean wantsOld(ItemWrite.ReturnImage image) {
        return image == ItemWrite.ReturnImage.ALL_OLD || image == ItemWrite.ReturnImage.MODIFIED_OLD;
    }

    static DeleteItemRequest delete(ItemWrite.Delete delete) {
        RequestExpression expression = new RequestExpression();
        DeleteItemRequest.Builder request = DeleteItemRequest.builder()
                .tableName(delete.table().name())
                .key(delete.key())
                .conditionExpression(existing(delete.table(), condition(delete), expression))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (delete.image() != ItemWrite.ReturnImage.NONE) {
            request.returnValues(ReturnValue.ALL_OLD);
        }
        return request.expressionAttributeNames(orNull(expression.names()))
                .expressionAttributeValues(orNull(expression.values()))
                .build();
    }

    static UpdateItemRequest update(ItemWrite.Update update) {
        RequestExpression expression = new RequestExpression();
        String actions = actions(update.actions(), expression);
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(update.table().name())
                .key(update.key())
                .updateExpression(actions)
                .conditionExpression(existing(update.table(), condition(update), expression))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        ReturnValue image = image(update.image());
        if (image != null) {
            request.returnValues(image);
        }
        return request.expressionAttributeNames(orNull(expression.names()))
                .expressionAttributeValues(orNull(expression.values()))
                .build();
    }

    private static @Nullable ReturnValue image(ItemWrite.ReturnImage image) {
        return switch (image) {
            case NONE -> null;
            case ALL_OLD -> ReturnValue.ALL_OLD;
            case ALL_NEW -> ReturnValue.ALL_NEW;
            case MODIFIED_OLD -> ReturnValue.UPDATED_OLD;
            case MODIFIED_NEW -> ReturnValue.UPDATED_NEW;
        };
    }

    /** UPDATE and DELETE never act on an item that is not there. */
    private static String existing(Table table, Predicate condition, RequestExpression expression) {
        String exists = "attribute_exists(" + expression.name(partitionKey(table)) + ")";
        return condition.equals(Predicate.TRUE) ? exists : exists + " AND (" + expression.condition(condition) + ")";
    }

    private static String partitionKey(Table table) {
        return table.key().partition().get(0).name();
    }

    private static String actions(List<ItemWrite.Action> actions, RequestExpression expression) {
        Map<String, List<String>> clauses = new LinkedHashMap<>();
        for (ItemWrite.Action action : actions) {
            String path = expression.path(action.path());
            if (action instanceof ItemWrite.Action.Set set) {
                add(clauses, "SET", path + " = " + value(set.value(), expression));
            } else if (action instanceof ItemWrite.Action.Add plus) {
                add(clauses, "ADD", path + " " + expression.value(plus.value()));
            } else if (action instanceof ItemWrite.Action.DeleteFromSet minus) {
                add(clauses, "DELETE", path + " " + expression.value(minus.value()));
            } else {
                add(clauses, "REMOVE", path);
            }
        }
        List<String> texts = new ArrayList<>();
        clauses.forEach((clause, parts) -> texts.add(clause + " " + String.join(", ", parts)));
        return String.join(" ", texts);
    }

    private static void add(Map<String, List<String>> clauses, String clause, String part) {
        clauses.computeIfAbsent(clause, name -> new ArrayList<>()).add(part);
    }

    private static String value(ItemWrite.SetValue value, RequestExpression expression) {
        if (value instanceof ItemWrite.SetValue.Constant constant) {
            return expression.value(constant.value());
        }
        if (value instanceof ItemWrite.SetValue.Attribute attribute) {
            return expression.path(attribute.path());
        }
        if (value instanceof ItemWrite.SetValue.Plus plus) {
            return value(plus.left(), expression) + " + " + value(plus.right(), expression);
        }
        if (value instanceof ItemWrite.SetValue.Minus minus) {
            return value(minus.left(), expression) + " - " + value(minus.right(), expression);
        }
        if (value instanceof ItemWrite.SetValue.IfNotExists fallback) {
            return "if_not_exists(" + expression.path(fallback.path()) + ", " + value(fallback.fallback(), expression)
                    + ")";
        }
        ItemWrite.SetValue.ListAppend append = (ItemWrite.SetValue.ListAppend) value;
        return "list_append(" + value(append.first(), expression) + ", " + value(append.second(), expression) + ")";
    }

    private static <T> @Nullable Map<String, T> orNull(Map<String, T> map) {
        return map.isEmpty() ? null : map;
    }
}
