package org.dynamojdbc.row;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items as they arrive, read forwards once. Not thread safe, but {@link #close()} may come from any thread and ends a
 * {@link #next()} that waits.
 */
public interface RowStream extends AutoCloseable {

    /** Goes to the next item; false at the end. Throws {@code SqlFailure} when a page cannot be read. */
    boolean next();

    /** The item {@link #next()} went to. */
    Map<String, AttributeValue> item();

    /** A token that a later statement can resume behind the current row with, null when this read cannot be resumed. */
    @Nullable
    String resumeToken();

    /** Stops reading: no call is sent after this. */
    @Override
    void close();
}
