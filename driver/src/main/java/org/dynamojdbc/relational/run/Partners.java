package org.dynamojdbc.relational.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The right rows of a join that are in memory, by their keys. Those of a key that was looked up are read when they are asked
 * for, so that what nobody asks for is not read.
 */
final class Partners {
    /** Reads that were begun and not ended, each with a page in memory. */
    private static final int MOST_OPEN = 100;

    private final Frame frame;
    private final Function<Object[], @Nullable List<Object>> keyOf;
    private final Map<List<Object>, OfKey> byKey = new HashMap<>();
    private final List<Candidate> all = new ArrayList<>();
    private final Deque<OfKey> open = new ArrayDeque<>();
    private long held;

    /** @param keyOf the key of a right row, null when it equals none */
    Partners(Frame frame, Function<Object[], @Nullable List<Object>> keyOf) {
        this.frame = frame;
        this.keyOf = keyOf;
    }

    /** A right row and whether it found a partner. */
    static final class Candidate {
        private final Object[] row;
        private boolean matched;

        Candidate(Object[] row) {
            this.row = row;
        }

        Object[] row() {
            return row;
        }

        void match() {
            matched = true;
        }

        boolean isMatched() {
            return matched;
        }
    }

    /** The rows of one key. */
    private final class OfKey implements Iterable<Candidate> {
        private final List<Object> key;
        private final List<Candidate> found = new ArrayList<>(1);
        private @Nullable Rows rest;

        OfKey(List<Object> key, @Nullable Rows rest) {
            this.key = key;
            this.rest = rest;
        }

        void add(Candidate candidate) {
            frame.hold();
            held++;
            found.add(candidate);
        }

        private boolean has(int number) {
            while (number >= found.size()) {
                Rows rows = rest;
                Object[] row = rows == null ? null : rows.next();
                if (row == null) {
                    end();
                    return false;
                }
                if (key.equals(keyOf.apply(row))) {
                    add(new Candidate(row));
                }
            }
            return true;
        }

        void end() {
            if (rest != null) {
                rest.close();
                rest = null;
                open.remove(this);
            }
        }

        @Override
        public Iterator<Candidate> iterator() {
            return new Iterator<>() {
                private int at;

                @Override
                public boolean hasNext() {
                    return has(at);
                }

                @Override
                public Candidate next() {
                    if (!has(at)) {
                        throw new NoSuchElementException();
                    }
                    return found.get(at++);
                }
            };
        }
    }

    /**
     * Keeps some rows.
     *
     * @param kept which of them: rows without a key, and more than one of a key
     */
    void keep(Rows rows, Kept kept) {
        try (rows) {
            for (Object[] row = rows.next(); row != null; row = rows.next()) {
                List<Object> key = keyOf.apply(row);
                if ((key == null && kept != Kept.ALL) || (kept == Kept.ONE_OF_A_KEY && byKey.containsKey(key))) {
                    continue;
                }
                Candidate candidate = new Candidate(row);
                all.add(candidate);
                if (key == null) {
                    frame.hold();
                    held++;
                } else {
                    byKey.computeIfAbsent(key, k -> new OfKey(k, null)).add(candidate);
                }
            }
        }
    }

    /** Which rows stay in memory. */
    enum Kept {
        ALL,
        THOSE_WITH_A_KEY,
        ONE_OF_A_KEY
    }

    /** Whether the rows of a key are there, or being read. */
    boolean knows(List<Object> key) {
        return byKey.containsKey(key);
    }

    /** Reads the rows of a key when they are asked for. */
    void read(List<Object> key, Rows rows) {
        if (open.size() >= MOST_OPEN) {
            forget(open.getFirst());
        }
        OfKey partners = new OfKey(key, rows);
        byKey.put(key, partners);
        open.add(partners);
    }

    private void forget(OfKey partners) {
        partners.end();
        byKey.remove(partners.key);
        frame.release(partners.found.size());
        held -= partners.found.size();
    }

    /** No more rows of a key are wanted. */
    void enough(List<Object> key) {
        OfKey partners = byKey.get(key);
        if (partners != null) {
            partners.end();
        }
    }

    Iterator<Candidate> of(@Nullable List<Object> key) {
        OfKey partners = key == null ? null : byKey.get(key);
        return partners == null ? List.<Candidate>of().iterator() : partners.iterator();
    }

    /** All rows that were kept, in their order. */
    Iterator<Candidate> all() {
        return all.iterator();
    }

    void clear() {
        List.copyOf(open).forEach(OfKey::end);
        frame.release(held);
        held = 0;
        all.clear();
        byKey.clear();
    }
}
