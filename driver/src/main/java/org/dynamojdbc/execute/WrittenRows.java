package org.dynamojdbc.execute;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a statement wrote that reads its rows first.
 *
 * @param count items written
 * @param images images of these items where RETURNING asks for them
 */
public record WrittenRows(long count, List<Map<String, AttributeValue>> images) {
    public WrittenRows {
        images = List.copyOf(images);
    }
}
