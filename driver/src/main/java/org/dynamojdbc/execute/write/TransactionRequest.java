package org.dynamojdbc.execute.write;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Conditions;
import org.dynamojdbc.execute.call.ReturnedCosts;
import org.dynamojdbc.execute.write.ItemChange.Effect;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.RequestExpression;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** The gathered writes as one TransactWriteItems. */
final class TransactionRequest {
    /** DynamoDB guide, "Constraints": the longest expression. */
    private static final int MAX_EXPRESSION_BYTES = 4096;

    /** A failed condition brings the item it met. */
    private static final ReturnValuesOnConditionCheckFailure MET = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    private TransactionRequest() {}

    static TransactWriteItemsRequest of(List<ItemChange> changes, String token) {
        List<Table> tables = changes.stream().map(ItemChange::table).toList();
        return TransactWriteItemsRequest.builder()
                .transactItems(changes.stream().map(TransactionRequest::item).toList())
                .clientRequestToken(token)
                .returnConsumedCapacity(ReturnedCosts.ofWrites(tables))
                .returnItemCollectionMetrics(ReturnedCosts.collections(tables))
                .build();
    }

    /** Refuses, with 54000, what DynamoDB would refuse at the commit: expressions longer than it takes. */
    static void check(ItemChange change) {
        if (!change.requirements().isEmpty() || !(change.effect() instanceof Effect.Nothing)) {
            Expressions expressions = new Expressions(change);
            requireShort("condition", expressions.condition);
            requireShort("update", expressions.update);
        }
    }

    private static void requireShort(String what, @Nullable String expression) {
        int bytes = expression == null ? 0 : expression.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_EXPRESSION_BYTES) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "the " + what + " expression of this item has " + bytes + " bytes and DynamoDB takes "
                            + MAX_EXPRESSION_BYTES + "; name fewer attributes");
        }
    }

    /** The expressions of one action and what their placeholders stand for; null where there is none. */
    private static final class Expressions {
        private final @Nullable String update;
        private final @Nullable String condition;
        private final @Nullable Map<String, String> names;
        private final @Nullable Map<String, AttributeValue> values;

        Expressions(ItemChange change) {
            RequestExpression expression = new RequestExpression();
            update = change.effect() instanceof Effect.Update effect
                    ? UpdateText.of(effect.actions(), change.table(), expression)
                    : null;
            Predicate required = Conditions.pushable(change.condition());
            condition = required.equals(Predicate.TRUE) ? null : expression.condition(required);
            names = expression.names().isEmpty() ? null : expression.names();
            values = expression.values().isEmpty() ? null : expression.values();
        }
    }

    private static TransactWriteItem item(ItemChange change) {
        Expressions expressions = new Expressions(change);
        String table = change.table().name();
        TransactWriteItem.Builder item = TransactWriteItem.builder();
        if (change.effect() instanceof Effect.Put put) {
            return item.put(p -> p.tableName(table)
                            .item(put.item())
                            .conditionExpression(expressions.condition)
                            .expressionAttributeNames(expressions.names)
                            .expressionAttributeValues(expressions.values)
                            .returnValuesOnConditionCheckFailure(MET))
                    .build();
        }
        if (change.effect() instanceof Effect.Update) {
            return item.update(u -> u.tableName(table)
                            .key(change.key())
                            .updateExpression(expressions.update)
                            .conditionExpression(expressions.condition)
                            .expressionAttributeNames(expressions.names)
                            .expressionAttributeValues(expressions.values)
                            .returnValuesOnConditionCheckFailure(MET))
                    .build();
        }
        if (change.effect() instanceof Effect.Delete) {
            return item.delete(d -> d.tableName(table)
                            .key(change.key())
                            .conditionExpression(expressions.condition)
                            .expressionAttributeNames(expressions.names)
                            .expressionAttributeValues(expressions.values)
                            .returnValuesOnConditionCheckFailure(MET))
                    .build();
        }
        return item.conditionCheck(c -> c.tableName(table)
                        .key(change.key())
                        .conditionExpression(expressions.condition)
                        .expressionAttributeNames(expressions.names)
                        .expressionAttributeValues(expressions.values)
                        .returnValuesOnConditionCheckFailure(MET))
                .build();
    }
}
