package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of a part of the plan that runs again for rows of the outer query: for outer rows with the same values it gives
 * the rows it gave before. Those used longest ago are forgotten when there are too many.
 */
final class Memoizing extends Node {
    private final Node input;
    private final List<OuterColumns.Column> columns;
    private final boolean firstRowOnly;

    /**
     * @param columns the columns of outer rows that the rows depend on, at least one
     * @param firstRowOnly whether nobody asks for a second row
     */
    Memoizing(Node input, List<OuterColumns.Column> columns, boolean firstRowOnly) {
        this.input = input;
        this.columns = List.copyOf(columns);
        this.firstRowOnly = firstRowOnly;
    }

    /** What is remembered in one execution; each entry counts as a row of its own. */
    private static final class Memory {
        private final Map<List<Object>, List<Object[]>> entries = new LinkedHashMap<>(16, 0.75f, true);

        private boolean makesRoom(Frame frame) {
            while (!frame.holdAside()) {
                frame.releaseAside(1);
                Iterator<List<Object[]>> oldest = entries.values().iterator();
                if (!oldest.hasNext()) {
                    return false;
                }
                frame.releaseAside(oldest.next().size() + 1);
                oldest.remove();
            }
            return true;
        }
    }

    @Override
    Node expecting(long rows) {
        return new Memoizing(input.expecting(rows), columns, firstRowOnly);
    }

    @Override
    Rows start(Frame frame) {
        Memory memory = frame.kept(this) instanceof Memory kept ? kept : new Memory();
        frame.keep(this, memory);
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    frame.correlated(columns.get(i).variable())[columns.get(i).field()];
        }
        // Equal in every digit: 1 and 1.0 are equal, but not the same text.
        List<Object> key = Arrays.asList(values);
        List<Object[]> known = memory.entries.get(key);
        if (known != null) {
            Iterator<Object[]> rows = known.iterator();
            return () -> rows.hasNext() ? rows.next() : null;
        }
        return new Recorded(input.open(frame), key, memory, frame);
    }

    /** Passes rows on and remembers them when they were all read. */
    private final class Recorded implements Rows {
        private final Rows rows;
        private final List<Object> key;
        private final Memory memory;
        private final Frame frame;
        private @Nullable List<Object[]> recorded = new ArrayList<>();

        Recorded(Rows rows, List<Object> key, Memory memory, Frame frame) {
            this.rows = rows;
            this.key = key;
            this.memory = memory;
            this.frame = frame;
            if (!memory.makesRoom(frame)) {
                recorded = null;
            }
        }

        @Override
        public Object @Nullable [] next() {
            Object[] row = rows.next();
            List<Object[]> soFar = recorded;
            if (soFar != null && row != null) {
                if (memory.makesRoom(frame)) {
                    soFar.add(row);
                } else {
                    forget();
                }
            }
            List<Object[]> all = recorded;
            if (all != null && (row == null || firstRowOnly)) {
                memory.entries.put(key, all);
                recorded = null;
            }
            return row;
        }

        private void forget() {
            if (recorded != null) {
                frame.releaseAside(recorded.size() + 1);
                recorded = null;
            }
        }

        @Override
        public void close() {
            forget();
            rows.close();
        }
    }

    @Override
    public String operation() {
        return "Memoize";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        return Map.of(
                "notes",
                "once for each value of "
                        + String.join(
                                ", ",
                                columns.stream().map(c -> "outer." + c.name()).toList()));
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
