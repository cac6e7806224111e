package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** UNION, INTERSECT and EXCEPT, with and without ALL. UNION ALL streams, the others keep keys in memory. */
final class Combining extends Node {
    /** Which of the three. */
    enum Kind {
        UNION,
        INTERSECT,
        EXCEPT
    }

    private final Kind kind;
    private final boolean all;
    private final List<Node> inputs;

    Combining(Kind kind, boolean all, List<Node> inputs) {
        this.kind = kind;
        this.all = all;
        this.inputs = List.copyOf(inputs);
    }

    @Override
    Node expecting(long rows) {
        return kind == Kind.UNION
                ? new Combining(
                        kind, all, inputs.stream().map(i -> i.expecting(rows)).toList())
                : this;
    }

    @Override
    Rows start(Frame frame) {
        return kind == Kind.UNION ? new UnionRows(frame) : new MatchedRows(frame);
    }

    private final class UnionRows implements Rows {
        private final Frame frame;
        private final Set<Object> seen = new HashSet<>();
        private int at;
        private @Nullable Rows current;

        UnionRows(Frame frame) {
            this.frame = frame;
        }

        @Override
        public Object @Nullable [] next() {
            while (true) {
                if (current == null) {
                    if (at == inputs.size()) {
                        return null;
                    }
                    current = inputs.get(at++).open(frame);
                }
                Object[] row = current.next();
                if (row == null) {
                    current.close();
                    current = null;
                } else if (all) {
                    return row;
                } else if (seen.add(Keys.of(row))) {
                    frame.hold();
                    return row;
                }
            }
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
            }
            frame.release(seen.size());
            seen.clear();
        }
    }

    /** The first input's rows, each compared with how often the others have it. */
    private final class MatchedRows implements Rows {
        private final Frame frame;
        private final Set<Object> given = new HashSet<>();
        private @Nullable Rows first;
        private Map<Object, Long> counts = Map.of();

        MatchedRows(Frame frame) {
            this.frame = frame;
        }

        private Map<Object, Long> count() {
            Map<Object, Long> total = null;
            for (Node input : inputs.subList(1, inputs.size())) {
                Map<Object, Long> own = new HashMap<>();
                try (Rows rows = input.open(frame)) {
                    for (Object[] row = rows.next(); row != null; row = rows.next()) {
                        if (own.merge(Keys.of(row), 1L, Long::sum) == 1) {
                            frame.hold();
                        }
                    }
                }
                if (total == null) {
                    total = own;
                } else if (kind == Kind.EXCEPT) {
                    for (Map.Entry<Object, Long> entry : own.entrySet()) {
                        total.merge(entry.getKey(), entry.getValue(), Long::sum);
                    }
                } else {
                    total.replaceAll((key, n) -> Math.min(n, own.getOrDefault(key, 0L)));
                }
            }
            return total == null ? new HashMap<>() : total;
        }

        @Override
        public Object @Nullable [] next() {
            Rows rows = first;
            if (rows == null) {
                counts = count();
                rows = inputs.get(0).open(frame);
                first = rows;
            }
            for (Object[] row = rows.next(); row != null; row = rows.next()) {
                List<Object> key = Keys.of(row);
                long others = counts.getOrDefault(key, 0L);
                boolean wanted;
                if (all) {
                    if (others > 0) {
                        counts.put(key, others - 1);
                    }
                    wanted = (others > 0) == (kind == Kind.INTERSECT);
                } else {
                    wanted = (others > 0) == (kind == Kind.INTERSECT) && given.add(key);
                    if (wanted) {
                        frame.hold();
                    }
                }
                if (wanted) {
                    return row;
                }
            }
            return null;
        }

        @Override
        public void close() {
            if (first != null) {
                first.close();
            }
        }
    }

    @Override
    public String operation() {
        String name =
                switch (kind) {
                    case UNION -> "Union";
                    case INTERSECT -> "Intersect";
                    case EXCEPT -> "Except";
                };
        return all ? name + "All" : name;
    }

    @Override
    public List<Node> inputs() {
        return inputs;
    }

    @Override
    int width() {
        return inputs.get(0).width();
    }

    @Override
    double estimatedRows() {
        return kind == Kind.UNION
                ? new ArrayList<>(inputs)
                        .stream().mapToDouble(Node::estimatedRows).sum()
                : inputs.get(0).estimatedRows();
    }
}
