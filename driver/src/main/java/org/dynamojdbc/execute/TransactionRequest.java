package org.dynamojdbc.execute;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.execute.ItemChange.Effect;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.RequestExpression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The gathered writes as one TransactWriteItems. */
final class TransactionRequest {
    private TransactionRequest() {}

    static TransactWriteItemsRequest of(List<ItemChange> changes, String token) {
        return TransactWriteItemsRequest.builder()
                .transactItems(changes.stream().map(TransactionRequest::item).toList())
                .clientRequestToken(token)
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                .returnItemCollectionMetrics(ReturnItemCollectionMetrics.SIZE)
                .build();
    }

    private static TransactWriteItem item(ItemChange change) {
        RequestExpression expression = new RequestExpression();
        String update = change.effect() instanceof Effect.Update effect
                ? UpdateText.of(effect.actions(), change.table(), expression)
                : "";
        Predicate required = Conditions.pushable(change.condition());
        String condition = required.equals(Predicate.TRUE) ? null : expression.condition(required);
        Map<String, String> names = expression.names().isEmpty() ? null : expression.names();
        Map<String, AttributeValue> values = expression.values().isEmpty() ? null : expression.values();
        String table = change.table().name();
        TransactWriteItem.Builder item = TransactWriteItem.builder();
        if (change.effect() instanceof Effect.Put put) {
            return item.put(Put.builder()
                            .tableName(table)
                            .item(put.item())
                            .conditionExpression(condition)
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build())
                    .build();
        }
        if (change.effect() instanceof Effect.Update) {
            return item.update(Update.builder()
                            .tableName(table)
                            .key(change.key())
                            .updateExpression(update)
                            .conditionExpression(condition)
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build())
                    .build();
        }
        if (change.effect() instanceof Effect.Delete) {
            return item.delete(Delete.builder()
                            .tableName(table)
                            .key(change.key())
                            .conditionExpression(condition)
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build())
                    .build();
        }
        return item.conditionCheck(ConditionCheck.builder()
                        .tableName(table)
                        .key(change.key())
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }
}
