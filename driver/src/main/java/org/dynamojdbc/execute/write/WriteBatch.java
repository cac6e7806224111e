package org.dynamojdbc.execute.write;

import java.util.List;

/**
 * Writes that go out in full batches while they are added; the same key twice is kept in order. Used by one thread.
 */
public interface WriteBatch {
    /** Whether every write must tell its count. */
    enum Counts {
        EXACT,
        /** {@link ItemWrite.Outcome#COUNT_UNKNOWN} will do where a full batch does not tell. */
        WHERE_TOLD
    }

    /** Adds a write. It may be sent at once, and so may others before it; how it ends {@link #end()} tells. */
    void add(ItemWrite write, Counts counts);

    /**
     * Sends what was not sent yet and waits for all. Outcomes stand in the order of the writes.
     *
     * @throws BatchFailure when some write failed; all that can be written were
     * @throws org.dynamojdbc.error.SqlFailure when the only write failed
     */
    List<ItemWrite.Outcome> end();
}
