package org.dynamojdbc.predicate;

import java.time.Instant;
import java.util.List;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The time to live of a table's items (DynamoDB guide, "Time to Live"). */
public final class Expiry {
    private Expiry() {}

    /**
     * True for items that have not expired now; an item without a number there never does.
     *
     * @param ttl the attribute that holds the second in which an item expires
     */
    public static Predicate alive(AttributePath ttl) {
        AttributeValue now = AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond()));
        return new Predicate.Or(List.of(
                new Predicate.Not(new Predicate.HasType(ttl, AttributeType.N)),
                new Predicate.Compare(new Operand.Attribute(ttl), CompareOperator.GT, new Operand.Constant(now))));
    }
}
