package org.dynamojdbc.relational.run;

import org.jspecify.annotations.Nullable;

/** An expression, ready to be computed. */
@FunctionalInterface
public interface Scalar {
    /** Its value on a row; null for SQL NULL. */
    @Nullable
    Object value(Object[] row, Frame frame);

    /** Whether it is TRUE on a row; anything but a boolean counts as unknown. */
    default boolean holds(Object[] row, Frame frame) {
        return Boolean.TRUE.equals(value(row, frame));
    }
}
