package org.dynamojdbc.relational.run;

import org.jspecify.annotations.Nullable;

/** Rows of an operator, read forwards once. */
public interface Rows extends AutoCloseable {
    /** The next row, null at the end. A row that was given is never changed afterwards. */
    Object @Nullable [] next();

    @Override
    default void close() {}
}
