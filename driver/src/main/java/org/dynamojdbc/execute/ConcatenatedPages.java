package org.dynamojdbc.execute;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One read after the other. */
final class ConcatenatedPages implements Pages {
    private final Iterator<Pages> rest;
    private @Nullable Pages current;

    ConcatenatedPages(List<Pages> reads) {
        this.rest = reads.iterator();
    }

    @Override
    public @Nullable Page next() {
        while (true) {
            if (current == null) {
                if (!rest.hasNext()) {
                    return null;
                }
                current = rest.next();
            }
            Page page = current.next();
            if (page != null) {
                return page;
            }
            current = null;
        }
    }
}
