package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of a part of the plan that runs again for rows of the outer query and does not look at them. What was read is
 * not read again, and no more is read than somebody asks for; when there are too many rows each run reads on its own.
 */
final class Once extends Node {
    private final Node input;
    private final Set<LeafRead> reads = new HashSet<>();

    Once(Node input) {
        this.input = input;
        collect(input);
    }

    private void collect(Node node) {
        if (node instanceof LeafRead read) {
            reads.add(read);
        }
        node.inputs().forEach(this::collect);
    }

    @Override
    Node expecting(long rows) {
        return new Once(input.expecting(rows));
    }

    /** A join may ask for the rows of some keys only, which are not kept. */
    @Override
    @Nullable
    KeySource keySource(int column) {
        return input.keySource(column);
    }

    @Override
    Rows start(Frame frame) {
        if (reads.stream().anyMatch(frame::isRestricted)) {
            return input.open(frame);
        }
        Memory memory = frame.kept(this) instanceof Memory kept ? kept : new Memory(frame);
        frame.keep(this, memory);
        return memory.isUsable() ? memory.new Reader() : input.open(frame);
    }

    /** Whether all rows are in memory, so that reading them costs nothing. */
    boolean isComplete(Frame frame) {
        return frame.kept(this) instanceof Memory memory && memory.complete;
    }

    /** Whether a read that was begun keeps nothing but its page in memory. */
    private static boolean isLight(Node node) {
        return node instanceof LeafRead
                || (node instanceof Computing && isLight(node.inputs().get(0)));
    }

    /** What was read in one execution. */
    private final class Memory {
        private final Frame frame;
        private final List<Object[]> rows = new ArrayList<>();
        private @Nullable Rows source;
        private boolean complete;
        private boolean tooMany;
        private boolean beingRead;

        Memory(Frame frame) {
            this.frame = frame;
        }

        boolean isUsable() {
            return !tooMany && !beingRead;
        }

        private void forget() {
            frame.releaseAside(rows.size());
            rows.clear();
        }

        /** Reads what is kept, then goes on where the last one stopped. */
        private final class Reader implements Rows {
            private int at;
            private boolean ended;

            Reader() {
                beingRead = true;
            }

            @Override
            public Object @Nullable [] next() {
                if (!tooMany && at < rows.size()) {
                    return rows.get(at++);
                }
                if (complete || ended) {
                    return null;
                }
                Rows from = source == null ? input.open(frame) : source;
                source = from;
                Object[] row = from.next();
                if (row == null) {
                    complete = true;
                    from.close();
                } else if (!tooMany) {
                    keep(row);
                }
                return row;
            }

            private void keep(Object[] row) {
                if (frame.holdAside()) {
                    rows.add(row);
                    at++;
                } else {
                    frame.releaseAside(1);
                    tooMany = true;
                    forget();
                }
            }

            @Override
            public void close() {
                if (ended) {
                    return;
                }
                ended = true;
                beingRead = false;
                Rows from = source;
                if (!complete && from != null && (tooMany || !isLight(input))) {
                    from.close();
                    source = null;
                    forget();
                }
            }
        }
    }

    @Override
    public String operation() {
        return "Memoize";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        return Map.of("notes", "read once");
    }

    @Override
    public List<Node> inputs() {
        return List.of(input);
    }

    @Override
    int width() {
        return input.width();
    }

    @Override
    double estimatedRows() {
        return input.estimatedRows();
    }
}
