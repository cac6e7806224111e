package org.dynamojdbc.execute;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items page by page, in the order in which they are delivered. */
interface Pages {
    /** The next page, which may be empty; null at the end. */
    @Nullable
    Page next();

    /**
     * One page.
     *
     * @param items items that the service returned, or none when it only counted
     * @param count number of matching items
     */
    record Page(List<Map<String, AttributeValue>> items, long count) {
        static Page of(List<Map<String, AttributeValue>> items) {
            return new Page(items, items.size());
        }
    }
}
