package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a read that several operators of one execution want: kept while the first of them reads, so that the next one
 * reads them from memory. When they become too many, the first one reads on alone, and whoever comes later reads on its own.
 *
 * <p>Until all rows are there only one operator reads: the next one to come reads the rest before it begins.
 */
final class SharedRows {
    private final Supplier<Rows> read;
    private final Frame frame;
    private List<Object[]> kept = new ArrayList<>();
    private @Nullable Rows source;
    private boolean firstIsReading;
    private boolean complete;
    private boolean tooMany;

    SharedRows(Supplier<Rows> read, Frame frame) {
        this.read = read;
        this.frame = frame;
    }

    /** Whether all rows are in memory, so that reading them costs nothing. */
    boolean isComplete() {
        return complete;
    }

    /** All rows; null when the operator has to read on its own. */
    @Nullable
    Rows open() {
        if (tooMany) {
            return null;
        }
        Rows rows = source;
        if (rows == null) {
            source = read.get();
            firstIsReading = true;
            return new Reader();
        }
        while (!complete) {
            if (!keep(rows.next())) {
                // The row just read is the first reader's, which has not come so far: it goes on from here.
                tooMany = true;
                if (!firstIsReading) {
                    forget();
                    rows.close();
                }
                return null;
            }
        }
        return new Reader();
    }

    /** False when there are too many rows; the row is kept even so, for it is read already. */
    private boolean keep(Object @Nullable [] row) {
        if (row == null) {
            complete = true;
            return true;
        }
        kept.add(row);
        return frame.holdAside();
    }

    private void forget() {
        frame.releaseAside(kept.size());
        kept = new ArrayList<>();
    }

    private final class Reader implements Rows {
        private int at;
        private boolean ended;

        @Override
        public Object @Nullable [] next() {
            Object[] row = ended ? null : following();
            if (row == null) {
                close();
            }
            return row;
        }

        private Object @Nullable [] following() {
            if (at < kept.size()) {
                return kept.get(at++);
            }
            Rows rows = source;
            if (complete || rows == null) {
                return null;
            }
            if (tooMany) {
                forget();
                at = 0;
                return rows.next();
            }
            Object[] row = rows.next();
            if (!keep(row)) {
                tooMany = true;
            }
            at = kept.size();
            return row;
        }

        /** The read goes on when another operator wants it, and ends with the statement. */
        @Override
        public void close() {
            if (ended) {
                return;
            }
            ended = true;
            if (!complete) {
                firstIsReading = false;
                Rows rows = source;
                if (tooMany && rows != null) {
                    forget();
                    rows.close();
                }
            }
        }
    }
}
