package org.dynamojdbc.execute.write;

import java.util.List;
import org.dynamojdbc.error.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Some writes of a batch failed; the others are done. */
public final class BatchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Entry> entries;

    /** One write's end: its count, or why it failed. */
    public record Entry(int count, @Nullable SqlFailure failure) {}

    /** @param message what became of the batch as a whole */
    public BatchFailure(List<Entry> entries, String message) {
        super(message);
        this.entries = List.copyOf(entries);
    }

    /** In the order of the writes. */
    public List<Entry> entries() {
        return entries;
    }
}
