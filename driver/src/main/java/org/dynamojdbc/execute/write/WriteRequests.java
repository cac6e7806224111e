package org.dynamojdbc.execute.write;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.call.ReturnedCosts;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.ReturnImage;
import org.dynamojdbc.predicate.RequestExpression;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Writes as the SDK's requests. Each asks for the item that its condition fails on. */
final class WriteRequests {
    private WriteRequests() {}

    static PutItemRequest insert(Table table, Map<String, AttributeValue> item) {
        RequestExpression expression = new RequestExpression();
        String partition = expression.name(table.key().partition().get(0).name());
        return PutItemRequest.builder()
                .tableName(table.name())
                .item(item)
                .conditionExpression("attribute_not_exists(" + partition + ")")
                .expressionAttributeNames(expression.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .returnConsumedCapacity(ReturnedCosts.ofWrite(table))
                .returnItemCollectionMetrics(ReturnedCosts.collections(table))
                .build();
    }

    static PutItemRequest put(
            ItemWrite.Put put, WriteCondition condition, Map<AttributePath, @Nullable AttributeValue> unchanged) {
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(put.table().name())
                .item(put.item())
                .returnConsumedCapacity(ReturnedCosts.ofWrite(put.table()))
                .returnItemCollectionMetrics(ReturnedCosts.collections(put.table()));
        RequestExpression expression = new RequestExpression();
        String text = condition.text(put.table(), WriteCondition.Presence.ANY, unchanged, expression);
        if (text != null) {
            request.conditionExpression(text)
                    .expressionAttributeNames(expression.names())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
            if (!expression.values().isEmpty()) {
                request.expressionAttributeValues(expression.values());
            }
        }
        if (wantsOld(put.image())) {
            request.returnValues(ReturnValue.ALL_OLD);
        }
        return request.build();
    }

    /** @param actions the update's actions, computed values replaced by constants */
    static UpdateItemRequest update(
            ItemWrite.Update update,
            List<Action> actions,
            WriteCondition condition,
            Map<AttributePath, @Nullable AttributeValue> unchanged) {
        RequestExpression expression = new RequestExpression();
        String text = UpdateText.of(actions, update.table(), expression);
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(update.table().name())
                .key(update.key())
                .updateExpression(text)
                .conditionExpression(
                        condition.text(update.table(), WriteCondition.Presence.REQUIRED, unchanged, expression))
                .expressionAttributeNames(expression.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .returnConsumedCapacity(ReturnedCosts.ofWrite(update.table()))
                .returnItemCollectionMetrics(ReturnedCosts.collections(update.table()))
                .returnValues(returnValue(update.image()));
        if (!expression.values().isEmpty()) {
            request.expressionAttributeValues(expression.values());
        }
        return request.build();
    }

    static DeleteItemRequest delete(
            ItemWrite.Delete delete, WriteCondition condition, Map<AttributePath, @Nullable AttributeValue> unchanged) {
        RequestExpression expression = new RequestExpression();
        DeleteItemRequest.Builder request = DeleteItemRequest.builder()
                .tableName(delete.table().name())
                .key(delete.key())
                .conditionExpression(
                        condition.text(delete.table(), WriteCondition.Presence.REQUIRED, unchanged, expression))
                .expressionAttributeNames(expression.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .returnConsumedCapacity(ReturnedCosts.ofWrite(delete.table()))
                .returnItemCollectionMetrics(ReturnedCosts.collections(delete.table()));
        if (!expression.values().isEmpty()) {
            request.expressionAttributeValues(expression.values());
        }
        if (delete.image() != ReturnImage.NONE) {
            request.returnValues(ReturnValue.ALL_OLD);
        }
        return request.build();
    }

    static boolean wantsOld(ReturnImage image) {
        return image == ReturnImage.ALL_OLD || image == ReturnImage.MODIFIED_OLD;
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
}
