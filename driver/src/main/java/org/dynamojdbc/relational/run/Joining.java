package org.dynamojdbc.relational.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.access.Choice;
import org.jspecify.annotations.Nullable;

/**
 * Joins two inputs by equal keys, or by any condition. The right rows are kept in memory by their key, the left ones stream.
 * When the right side is a table read whose key the join knows, its rows are looked up by the left rows' keys if that reads
 * less: decided when the number of keys is known. Where few right rows are enough, they are read as they are wanted.
 */
final class Joining extends Node {
    private static final int MOST_AT_ONCE = 100;
    /** After so many keys it is known what one costs. */
    private static final int FIRST_KEYS = 4;
    /** So many keys are read at the same time. */
    private static final int KEYS_AT_ONCE = 8;

    /** When the right rows are found. */
    private enum Found {
        /** All, before the first left row is joined. */
        AT_ONCE,
        /** Those of some left rows at a time, of which few are wanted. */
        FOR_SOME_ROWS,
        /** Those of some left rows at a time, each decided by few right rows. */
        FOR_ALL_ROWS
    }

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

    @Override
    Rows start(Frame frame) {
        return new JoinedRows(frame);
    }

    /** Whether one partner decides a left row. */
    private boolean isDecidedByOne() {
        return kind == Kind.SEMI || kind == Kind.ANTI;
    }

    private final class JoinedRows implements Rows {
        private final Frame frame;
        private final Partners partners;
        /** Keys that were looked up with others. */
        private final Set<List<Object>> known = new HashSet<>();
        /** Keys whose rows are read as they are wanted. */
        private final Set<List<Object>> begun = new HashSet<>();

        private @Nullable Rows leftRows;
        private Iterator<Object[]> buffered = List.<Object[]>of().iterator();
        private Iterator<Partners.Candidate> candidates =
                List.<Partners.Candidate>of().iterator();
        private Object @Nullable [] current;
        private boolean currentMatched;
        private boolean leftEnded;
        private Found found = Found.AT_ONCE;
        /** Left rows read ahead whose partners were not looked for yet. */
        private Deque<Object[]> ahead = new ArrayDeque<>();

        private long taken;
        private long given;
        private double spentBefore;

        private @Nullable Iterator<Partners.Candidate> unmatched;

        JoinedRows(Frame frame) {
            this.frame = frame;
            this.partners = new Partners(frame, row -> Keys.of(rightKeys, nullSafe, row, frame));
        }

        /** Reads left rows until it is clear how the right ones are found; then finds them. */
        private Rows begin() {
            Rows rows = left.open(frame);
            leftRows = rows;
            KeyLookup keys = frame.settings().pushdown() ? lookup : null;
            if (keys != null && expected >= 0 && !keys.isKnown(frame)) {
                found = Found.FOR_SOME_ROWS;
                return rows;
            }
            Object[] first = rows.next();
            if (first == null && kind != Kind.FULL) {
                return rows;
            }
            List<Object[]> some = new ArrayList<>();
            if (first != null) {
                some.add(first);
            }
            if (keys != null && isDecidedByOne() && isReadByKey(keys, some) && keys.areFew(some, rows, frame)) {
                found = Found.FOR_ALL_ROWS;
                ahead = new ArrayDeque<>(some);
                spentBefore = keys.spent(frame);
                return rows;
            }
            Rows rightRows = keys != null ? keys.rows(some, rows, frame) : right.open(frame);
            buffered = some.iterator();
            keep(rightRows);
            return rows;
        }

        /** Whether the rows of a key are found by a read of their own, of which a part may be enough. */
        private boolean isReadByKey(KeyLookup keys, List<Object[]> some) {
            if (keys.isKnown(frame) || !keys.streams() || keys.size() != rightKeys.size()) {
                return false;
            }
            for (Object[] row : some) {
                Choice choice = keys.choice(row, frame);
                if (choice == null || KeyLookup.isOneOfMany(choice)) {
                    return false;
                }
            }
            return true;
        }

        private void keep(Rows rightRows) {
            partners.keep(
                    rightRows,
                    kind == Kind.FULL
                            ? Partners.Kept.ALL
                            : isDecidedByOne() && residual == null
                                    ? Partners.Kept.ONE_OF_A_KEY
                                    : Partners.Kept.THOSE_WITH_A_KEY);
        }

        /** Some left rows, and the right rows that belong to them. */
        private void more(KeyLookup keys, Rows rows) {
            List<Object[]> some = new ArrayList<>();
            long wanted = wanted();
            while (some.size() < wanted) {
                Object[] row = ahead.isEmpty() ? rows.next() : ahead.poll();
                if (row == null) {
                    break;
                }
                some.add(row);
                if (some.size() == 1 && taken == 0 && !isDecidedByOne() && isReadByKey(keys, some)) {
                    // Its rows alone may be as many as are wanted.
                    break;
                }
            }
            buffered = some.iterator();
            if (some.isEmpty()) {
                return;
            }
            boolean dear = found == Found.FOR_ALL_ROWS
                    && keys.isTooDear(spentBefore, begun.size(), some.size() + ahead.size(), frame);
            if (dear || !lookUp(keys, some)) {
                found = Found.AT_ONCE;
                partners.clear();
                List<Object[]> rest = new ArrayList<>(some);
                rest.addAll(ahead);
                ahead.clear();
                buffered = rest.iterator();
                keep(right.open(frame));
            }
            taken += some.size();
        }

        /** How many left rows are looked up together. */
        private long wanted() {
            if (found == Found.FOR_ALL_ROWS) {
                return taken == 0 ? FIRST_KEYS : KEYS_AT_ONCE;
            }
            long missing = Math.max(1, expected - given);
            if (taken == 0) {
                return Math.min(MOST_AT_ONCE, missing);
            }
            double each = Math.max((double) given, 0.5) / (double) taken;
            return Math.min(MOST_AT_ONCE, Math.min(2 * taken, (long) Math.ceil((double) missing / each)));
        }

        /** Finds the partners of some rows, or begins to; false when that is dearer than reading the right side. */
        private boolean lookUp(KeyLookup keys, List<Object[]> some) {
            if (keys.isKnown(frame)) {
                return false;
            }
            if (!isReadByKey(keys, some)) {
                Rows rightRows = keys.rows(some, known, frame);
                if (rightRows != null) {
                    keep(rightRows);
                }
                return rightRows != null;
            }
            Map<List<Object>, Choice> unread = new LinkedHashMap<>();
            for (Object[] row : some) {
                List<Object> key = Keys.of(leftKeys, nullSafe, row, frame);
                Choice choice = key == null || partners.knows(key) ? null : keys.choice(row, frame);
                if (key != null && choice != null) {
                    unread.putIfAbsent(key, choice);
                }
            }
            int reads = (int) unread.values().stream()
                    .filter(choice -> choice.cost().calls() > 0)
                    .count();
            if (found == Found.FOR_SOME_ROWS && keys.isTooDear(reads, frame)) {
                return false;
            }
            begun.addAll(unread.keySet());
            unread.forEach((key, choice) -> partners.read(key, keys.open(choice, likely(keys), frame)));
            return true;
        }

        /** How many rows of a key are likely to be read. */
        private long likely(KeyLookup keys) {
            boolean tested = residual != null || !keys.isExact();
            long wanted = isDecidedByOne() ? 1 : Math.max(1, expected - given);
            return tested ? Math.max(LeafRead.FIRST_TESTED, wanted) : wanted;
        }

        private Object @Nullable [] nextLeft(Rows rows) {
            if (lookup != null && found != Found.AT_ONCE && !buffered.hasNext()) {
                more(lookup, rows);
            }
            return buffered.hasNext() ? buffered.next() : rows.next();
        }

        @Override
        public Object @Nullable [] next() {
            Rows rows = leftRows == null ? begin() : leftRows;
            while (true) {
                Object[] joined = fromCurrent();
                if (joined != null) {
                    given++;
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
                    given++;
                    return alone;
                }
            }
        }

        /** Begins a left row; semi and anti joins decide it at once. */
        private Object @Nullable [] begin(Object[] row) {
            List<Object> key = Keys.of(leftKeys, nullSafe, row, frame);
            if (isDecidedByOne()) {
                return isMatched(row, key) == (kind == Kind.SEMI) ? row : null;
            }
            current = row;
            currentMatched = false;
            candidates = partnersOf(row, key);
            return null;
        }

        private boolean isMatched(Object[] row, @Nullable List<Object> key) {
            Iterator<Partners.Candidate> some = partnersOf(row, key);
            boolean matched = false;
            while (!matched && some.hasNext()) {
                matched = matches(row, some.next().row());
            }
            if (residual == null && key != null) {
                partners.enough(key);
            }
            return matched;
        }

        /** The partners of a row; what was forgotten among many is read again. */
        private Iterator<Partners.Candidate> partnersOf(Object[] row, @Nullable List<Object> key) {
            if (found != Found.AT_ONCE && key != null && begun.contains(key) && !partners.knows(key)) {
                Choice choice = lookup == null ? null : lookup.choice(row, frame);
                if (lookup == null || choice == null) {
                    throw new IllegalStateException("a key that was looked up cannot be looked up again");
                }
                partners.read(key, lookup.open(choice, likely(lookup), frame));
            }
            return partners.of(key);
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
                Partners.Candidate candidate = candidates.next();
                Object[] both = joined(row, candidate.row());
                if (residual == null || residual.holds(both, frame)) {
                    currentMatched = true;
                    candidate.match();
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
            Iterator<Partners.Candidate> rest = unmatched == null ? partners.all() : unmatched;
            unmatched = rest;
            while (rest.hasNext()) {
                Partners.Candidate candidate = rest.next();
                if (!candidate.isMatched()) {
                    return joined(new Object[left.width()], candidate.row());
                }
            }
            return null;
        }

        @Override
        public void close() {
            if (leftRows != null) {
                leftRows.close();
            }
            partners.clear();
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
    public @Nullable Map<String, Object> detailsOfLookup(Frame frame) {
        return lookup == null || !frame.settings().pushdown() ? null : lookup.details(frame);
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
