package org.dynamojdbc.execute.read;

import org.jspecify.annotations.Nullable;

/** Where pages come from, one after the other. Used by one thread at a time. */
public interface Pages {
    /**
     * The next page, null at the end.
     *
     * @param wanted rows still wanted, -1 for all: what reads without a filter asks for no more
     */
    @Nullable
    Page next(long wanted);
}
