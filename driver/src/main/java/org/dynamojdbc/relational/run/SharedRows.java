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
    private final List<Reader> readers = new ArrayList<>();

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
            return reader();
        }
        while (!complete) {
            if (kept.size() >= most || frame.isFull()) {
                if (readers.isEmpty()) {
                    drop();
                }
                tooMany = true;
                return null;
            }
            keep(rows.next());
        }
        return reader();
    }

    private Reader reader() {
        Reader reader = new Reader();
        readers.add(reader);
        return reader;
    }

    /** Forgets the rows when nobody needs them any more: other operators need the memory more. */
    void drop() {
        if (tooMany) {
            return;
        }
        Rows rows = source;
        if (readers.isEmpty()) {
            forget();
            if (rows != null) {
                rows.close();
            }
        } else if (!complete && readers.size() == 1 && readers.get(0).at == kept.size()) {
            // The only reader goes on with what nobody has read yet.
            forget();
            readers.get(0).at = 0;
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
            if (tooMany) {
                frame.release(1);
            } else {
                kept.add(row);
            }
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
                readers.remove(this);
            }
        }
    }
}
