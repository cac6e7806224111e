package org.dynamojdbc.relational.function;

import org.jspecify.annotations.Nullable;

/** What an aggregate function remembers of the rows it saw. */
public interface Accumulator {
    /** Takes the arguments of one row. */
    void add(Object[] arguments);

    /** Whether it keeps a value of every row, which counts as memory. */
    default boolean keepsRows() {
        return false;
    }

    /** The aggregate of the rows so far; null for SQL NULL. */
    @Nullable
    Object value();
}
