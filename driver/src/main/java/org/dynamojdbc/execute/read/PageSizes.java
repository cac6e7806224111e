package org.dynamojdbc.execute.read;

import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How many items the next page may evaluate. Limit counts items before the filter: without one it is the rows still
 * wanted, with one it is a guess that doubles, so that LIMIT 5 under a filter does not pay for a whole megabyte.
 */
final class PageSizes {
    private static final int FIRST_GUESS = 100;
    private static final int FIRST_GUESS_OF_EXPECTED = 10;
    private static final int MAX_GUESS = 100_000;

    private final boolean filtered;
    private final int pageSize;
    private long guess;

    PageSizes(ReadShape shape, ReadOptions options) {
        this.filtered =
                !shape.filter().equals(Predicate.TRUE) || !shape.residual().equals(Predicate.TRUE);
        this.pageSize = options.pageSize();
        this.guess = options.expected() < 0 ? FIRST_GUESS : FIRST_GUESS_OF_EXPECTED;
    }

    /** The call's Limit, null for the service's 1 MB. */
    @Nullable
    Integer next(long wanted) {
        long size = pageSize == 0 ? Long.MAX_VALUE : pageSize;
        if (wanted > 0) {
            size = Math.min(size, filtered ? Math.max(guess, wanted) : wanted);
            guess = Math.min(MAX_GUESS, guess * 2);
        }
        return size > Integer.MAX_VALUE ? null : (int) size;
    }
}
