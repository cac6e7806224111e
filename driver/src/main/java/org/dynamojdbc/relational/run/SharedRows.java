package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a read that several operators of one execution want: kept while they are read, so that the next one reads them
 * from memory. When they become too many, whoever comes later reads on its own.
 */
final class SharedRows {
    private final Supplier<Rows> read;
    private final long most;
    private final Frame frame;
    private List<Object[]> kept = new ArrayList<>();
    private @Nullable Rows source;
    private boolean complete;
    private boolean tooMany;
    private int readers;

    /** @param most rows that may be kept */
    SharedRows(Supplier<Rows> read, long most, Frame frame) {
        this.read = read;
        this.most = most;
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
            readers++;
            return new Reader();
        }
        while (!complete) {
            if (kept.size() >= most) {
                tooMany = true;
                return null;
            }
            keep(rows.next());
        }
        readers++;
        return new Reader();
    }

    /** Forgets the rows when nobody reads them: other operators need the memory more. */
    void drop() {
        if (readers == 0 && !tooMany) {
            forget();
            Rows rows = source;
            if (rows != null) {
                rows.close();
            }
        }
    }

    private void forget() {
        tooMany = true;
        complete = false;
        frame.release(kept.size());
        kept = new ArrayList<>();
    }

    private void keep(Object @Nullable [] row) {
        if (row == null) {
            complete = true;
        } else {
            frame.hold();
            kept.add(row);
        }
    }

    /** Reads on where nobody has read yet; once there are too many rows it is the only reader. */
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
            Object[] row = rows.next();
            if (tooMany) {
                return row;
            }
            if (row != null && kept.size() >= most) {
                forget();
                at = 0;
                return row;
            }
            keep(row);
            at = kept.size();
            return row;
        }

        /** The read goes on when another operator wants it, and ends with the statement. */
        @Override
        public void close() {
            if (!ended) {
                ended = true;
                readers--;
            }
        }
    }
}
