package org.dynamojdbc.row;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a column is computed by, from the item of its row. */
@FunctionalInterface
public interface Computation {
    /** The value, null for SQL NULL. */
    @Nullable
    AttributeValue of(Map<String, AttributeValue> item);
}
