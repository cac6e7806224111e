package org.dynamojdbc.row;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A value that the driver computes from one item, all else that it depends on being bound. */
public interface ItemValue {
    /**
     * The value on an item, null for SQL NULL.
     *
     * @throws org.dynamojdbc.error.SqlFailure 22xxx for what cannot be computed or does not fit
     */
    @Nullable
    AttributeValue on(Map<String, AttributeValue> item);

    /** The places of the item that the value depends on. */
    Set<AttributePath> inputs();
}
