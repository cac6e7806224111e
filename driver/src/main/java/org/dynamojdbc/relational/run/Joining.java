package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins two inputs by equal keys, or by any condition. The right rows are kept in memory by their key, the left ones stream.
 * When the right side is a table read whose key the join knows, its rows are looked up by the left rows' keys if that reads
 * less: decided when the number of keys is known.
 */
final class Joining extends Node {
    private static final int LEAST_AT_ONCE = 10;
    private static final int MOST_AT_ONCE = 100;

    /** What becomes of rows without a partner, and of those with one. */
    enum Kind {
        INNER,
        LEFT,
        FULL,
        SEMI,
        ANTI
    }

    private final Kind kind;
    private final Node left;
    private final Node right;
    private final List<Scalar> leftKeys;
    private final List<Scalar> rightKeys;
    private final boolean[] nullSafe;
    private final @Nullable Scalar residual;
    private final @Nullable KeyLookup lookup;
    private final String text;
    private final long expected;

    /**
     * @param nullSafe per key, whether NULL equals NULL
     * @param residual what else must hold on the joined row, null for nothing
     * @param lookup how right rows are found by key, null when they cannot be
     */
    Joining(
            Kind kind,
            Node left,
            Node right,
            List<Scalar> leftKeys,
            List<Scalar> rightKeys,
            boolean[] nullSafe,
            @Nullable Scalar residual,
            @Nullable KeyLookup lookup,
            String text) {
        this(kind, left, right, leftKeys, rightKeys, nullSafe, residual, lookup, text, -1);
    }

    private Joining(
            Kind kind,
            Node left,
            Node right,
            List<Scalar> leftKeys,
            List<Scalar> rightKeys,
            boolean[] nullSafe,
            @Nullable Scalar residual,
            @Nullable KeyLookup lookup,
            String text,
            long expected) {
        this.expected = expected;
        this.kind = kind;
        this.left = left;
        this.right = right;
        this.leftKeys = leftKeys;
        this.rightKeys = rightKeys;
        this.nullSafe = nullSafe;
        this.residual = residual;
        this.lookup = lookup;
        this.text = text;
    }

    /** When few rows are wanted, few left rows are read, and the right rows are looked up for these. */
    @Override
    Node expecting(long rows) {
        return kind == Kind.FULL
                ? this
                : new Joining(
                        kind, left.expecting(rows), right, leftKeys, rightKeys, nullSafe, residual, lookup, text, rows);
    }

    @Override
    @Nullable
    KeySource keySource(int column) {
        if (column < left.width()) {
            return kind == Kind.FULL ? null : left.keySource(column);
        }
        return kind == Kind.INNER ? right.keySource(column - left.width()) : null;
    }

    /** A right row and whether it found a partner. */
    private static final class Candidate {
        private final Object[] row;
        private boolean matched;

        Candidate(Object[] row) {
            this.row = row;
        }
    }

    @Override
    Rows start(Frame frame) {
        return new JoinedRows(frame);
    }

    private final class JoinedRows implements Rows {
        private final Frame frame;
        private final Map<Object, List<Candidate>> table = new HashMap<>();
        private final List<Candidate> all = new ArrayList<>();
        private @Nullable Rows leftRows;
        private Iterator<Object[]> buffered = List.<Object[]>of().iterator();
        private Iterator<Candidate> candidates = List.<Candidate>of().iterator();
        private Object @Nullable [] current;
        private boolean currentMatched;
        private boolean leftEnded;
        /** Keys looked up so far, null when the right rows are all there. */
        private @Nullable Set<List<Object>> few;

        private @Nullable Iterator<Candidate> unmatched;

        JoinedRows(Frame frame) {
            this.frame = frame;
        }

        /** Reads left rows until it is clear how the right ones are found; then finds them. */
        private Rows begin() {
            Rows rows = left.open(frame);
            leftRows = rows;
            if (lookup != null && expected >= 0 && frame.settings().pushdown()) {
                few = new HashSet<>();
                return rows;
            }
            Object[] first = rows.next();
            if (first == null && kind != Kind.FULL) {
                return rows;
            }
            List<Object[]> ahead = new ArrayList<>();
            if (first != null) {
                ahead.add(first);
            }
            Rows rightRows =
                    lookup != null && frame.settings().pushdown() ? lookup.rows(ahead, rows, frame) : right.open(frame);
            buffered = ahead.iterator();
            keep(rightRows);
            return rows;
        }

        private void keep(Rows rightRows) {
            boolean once = residual == null && (kind == Kind.SEMI || kind == Kind.ANTI);
            try (rightRows) {
                for (Object[] row = rightRows.next(); row != null; row = rightRows.next()) {
                    List<Object> key = Keys.of(rightKeys, nullSafe, row, frame);
                    if ((key == null && kind != Kind.FULL) || (once && table.containsKey(key))) {
                        continue;
                    }
                    frame.hold();
                    Candidate candidate = new Candidate(row);
                    all.add(candidate);
                    if (key != null) {
                        table.computeIfAbsent(key, k -> new ArrayList<>(1)).add(candidate);
                    }
                }
            }
        }

        /** Some left rows, and the right rows that belong to them. */
        private void more(KeyLookup found, Set<List<Object>> known, Rows rows) {
            List<Object[]> some = new ArrayList<>();
            long wanted = Math.max(LEAST_AT_ONCE, Math.min(MOST_AT_ONCE, expected));
            for (Object[] row = rows.next(); row != null; row = some.size() < wanted ? rows.next() : null) {
                some.add(row);
            }
            buffered = some.iterator();
            if (some.isEmpty()) {
                return;
            }
            Rows rightRows = found.rows(some, known, frame);
            if (rightRows == null) {
                few = null;
                frame.release(all.size());
                all.clear();
                table.clear();
                rightRows = right.open(frame);
            }
            keep(rightRows);
        }

        private Object @Nullable [] nextLeft(Rows rows) {
            Set<List<Object>> known = few;
            if (lookup != null && known != null && !buffered.hasNext()) {
                more(lookup, known, rows);
            }
            return buffered.hasNext() ? buffered.next() : rows.next();
        }

        @Override
        public Object @Nullable [] next() {
            Rows rows = leftRows == null ? begin() : leftRows;
            while (true) {
                Object[] joined = fromCurrent();
                if (joined != null) {
                    return joined;
                }
                if (leftEnded) {
                    return fromUnmatched();
                }
                Object[] row = nextLeft(rows);
                if (row == null) {
                    leftEnded = true;
                    rows.close();
                    continue;
                }
                Object[] alone = begin(row);
                if (alone != null) {
                    return alone;
                }
            }
        }

        /** Begins a left row; semi and anti joins decide it at once. */
        private Object @Nullable [] begin(Object[] row) {
            List<Object> key = Keys.of(leftKeys, nullSafe, row, frame);
            List<Candidate> partners = key == null ? List.of() : table.getOrDefault(key, List.of());
            if (kind == Kind.SEMI || kind == Kind.ANTI) {
                boolean found = partners.stream().anyMatch(c -> matches(row, c.row));
                return found == (kind == Kind.SEMI) ? row : null;
            }
            current = row;
            currentMatched = false;
            candidates = partners.iterator();
            return null;
        }

        private boolean matches(Object[] leftRow, Object[] rightRow) {
            frame.step();
            return residual == null || residual.holds(joined(leftRow, rightRow), frame);
        }

        private Object @Nullable [] fromCurrent() {
            Object[] row = current;
            if (row == null) {
                return null;
            }
            while (candidates.hasNext()) {
                frame.step();
                Candidate candidate = candidates.next();
                Object[] both = joined(row, candidate.row);
                if (residual == null || residual.holds(both, frame)) {
                    currentMatched = true;
                    candidate.matched = true;
                    return both;
                }
            }
            current = null;
            return currentMatched || kind == Kind.INNER ? null : joined(row, new Object[right.width()]);
        }

        private Object @Nullable [] fromUnmatched() {
            if (kind != Kind.FULL) {
                return null;
            }
            Iterator<Candidate> rest = unmatched == null ? all.iterator() : unmatched;
            unmatched = rest;
            while (rest.hasNext()) {
                Candidate candidate = rest.next();
                if (!candidate.matched) {
                    return joined(new Object[left.width()], candidate.row);
                }
            }
            return null;
        }

        @Override
        public void close() {
            if (leftRows != null) {
                leftRows.close();
            }
            frame.release(all.size());
            all.clear();
            table.clear();
        }
    }

    @Override
    public String operation() {
        String name =
                switch (kind) {
                    case INNER -> "Join";
                    case LEFT -> "LeftJoin";
                    case FULL -> "FullJoin";
                    case SEMI -> "SemiJoin";
                    case ANTI -> "AntiJoin";
                };
        return lookup == null ? name : "Lookup" + name;
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("residual", text);
        if (lookup != null) {
            details.put("notes", lookup.text());
        }
        return details;
    }

    @Override
    public @Nullable Node narrows() {
        return lookup == null ? null : lookup.read();
    }

    @Override
    public List<Node> inputs() {
        return List.of(left, right);
    }

    @Override
    int width() {
        return kind == Kind.SEMI || kind == Kind.ANTI ? left.width() : left.width() + right.width();
    }

    @Override
    double estimatedRows() {
        double rows = leftKeys.isEmpty()
                ? left.estimatedRows() * right.estimatedRows()
                : Math.max(left.estimatedRows(), right.estimatedRows());
        return kind == Kind.SEMI || kind == Kind.ANTI ? left.estimatedRows() / 2 : rows;
    }
}
