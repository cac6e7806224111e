package org.dynamojdbc.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The KeyConditionExpression of one Query: an equality on every partition attribute, equalities on leading sort
 * attributes, and at most one range on the next.
 *
 * @param equalities partition attributes first, then leading sort attributes
 * @param range condition on one further sort attribute, null for none
 */
public record KeyCondition(List<Equality> equalities, @Nullable Range range) {
    public KeyCondition {
        equalities = List.copyOf(equalities);
    }

    /** {@code attribute = value}. */
    public record Equality(String attribute, AttributeValue value) {}

    /** The one condition a sort attribute may have. {@code high} is set for BETWEEN only. */
    public record Range(String attribute, RangeOperator operator, AttributeValue low, @Nullable AttributeValue high) {}

    /** What DynamoDB allows on a sort key. */
    public enum RangeOperator {
        LT,
        LE,
        GT,
        GE,
        BETWEEN,
        BEGINS_WITH
    }
}
