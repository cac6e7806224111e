package org.dynamojdbc.relational.run;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of several reads of a table; some of them are under way at the same time, and take turns. */
final class FoundRows implements Rows {
    private static final int AT_ONCE = 8;

    private final Iterator<Object[]> known;
    private final Iterator<Supplier<Rows>> reads;
    private final Queue<Rows> open = new ArrayDeque<>();

    /**
     * @param known rows read before, given first
     * @param reads begin a read each
     */
    FoundRows(List<Object[]> known, List<Supplier<Rows>> reads) {
        this.known = known.iterator();
        this.reads = reads.iterator();
    }

    @Override
    public Object @Nullable [] next() {
        if (known.hasNext()) {
            return known.next();
        }
        while (true) {
            while (open.size() < AT_ONCE && reads.hasNext()) {
                open.add(reads.next().get());
            }
            Rows rows = open.poll();
            if (rows == null) {
                return null;
            }
            Object[] row = rows.next();
            if (row == null) {
                rows.close();
            } else {
                open.add(rows);
                return row;
            }
        }
    }

    @Override
    public void close() {
        open.forEach(Rows::close);
        open.clear();
    }
}
