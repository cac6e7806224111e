package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** WITH RECURSIVE: the second input runs again and again on the rows it gave last, until it gives no new ones. */
final class Repeating extends Node {
    private final String table;
    private final boolean all;
    private final Node seed;
    private final Node step;

    /** @param table the name by which the step reads the last rows */
    Repeating(String table, boolean all, Node seed, Node step) {
        this.table = table;
        this.all = all;
        this.seed = seed;
        this.step = step;
    }

    @Override
    Rows start(Frame frame) {
        return new Rows() {
            private final Set<Object> seen = new HashSet<>();
            private List<Object[]> current = List.of();
            private boolean started;
            private int at;

            @Override
            public Object @Nullable [] next() {
                while (at == current.size()) {
                    if (started && current.isEmpty()) {
                        return null;
                    }
                    frame.context().check();
                    current = fresh(started ? step : seed);
                    started = true;
                    at = 0;
                }
                return current.get(at++);
            }

            private List<Object[]> fresh(Node node) {
                List<Object[]> rows = new ArrayList<>();
                long before = frame.held();
                // Only while the step runs: a table mentioned twice is computed twice, by turns.
                List<Object[]> others = frame.transientRows(table);
                frame.setTransient(table, current);
                try (Rows given = node.open(frame)) {
                    for (Object[] row = given.next(); row != null; row = given.next()) {
                        if (all || seen.add(Keys.of(row))) {
                            frame.hold();
                            rows.add(row);
                        }
                    }
                }
                frame.setTransient(table, others);
                // Of this round its rows stay, and of the last one those that tell which are new.
                frame.release(frame.held() - before - rows.size() + (all ? current.size() : 0));
                return rows;
            }
        };
    }

    /** Reads the rows the recursion gave last. */
    static final class LastRows extends Node {
        private final String table;
        private final int width;

        LastRows(String table, int width) {
            this.table = table;
            this.width = width;
        }

        @Override
        Rows start(Frame frame) {
            return new Constant(frame.transientRows(table), width).open(frame);
        }

        @Override
        public String operation() {
            return "LastRows";
        }

        @Override
        public List<Node> inputs() {
            return List.of();
        }

        @Override
        int width() {
            return width;
        }

        @Override
        double estimatedRows() {
            return 10;
        }
    }

    @Override
    public String operation() {
        return all ? "RepeatAll" : "Repeat";
    }

    @Override
    public List<Node> inputs() {
        return List.of(seed, step);
    }

    @Override
    int width() {
        return seed.width();
    }

    @Override
    double estimatedRows() {
        return 10 * seed.estimatedRows();
    }
}
