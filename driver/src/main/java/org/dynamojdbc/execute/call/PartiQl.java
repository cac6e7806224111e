package org.dynamojdbc.execute.call;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A statement in DynamoDB's own PartiQL.
 *
 * @param parameters one value per {@code ?} in the text
 * @param consistent strongly consistent, for reads
 */
public record PartiQl(String text, List<AttributeValue> parameters, Kind kind, boolean consistent) {
    public PartiQl {
        parameters = List.copyOf(parameters);
    }

    /** What the statement does. */
    public enum Kind {
        READ,
        WRITE
    }
}
