package org.dynamojdbc.relational.run;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.dynamojdbc.access.Choice;
import org.jspecify.annotations.Nullable;

/** The rows of several reads of a table; some of them are under way at the same time, and take turns. */
final class FoundRows implements Rows {
    private static final int AT_ONCE = 8;

    private final LeafRead read;
    private final Iterator<Object[]> known;
    private final Iterator<Choice> choices;
    private final Frame frame;
    private final Queue<Rows> open = new ArrayDeque<>();

    /** @param known rows read before, given first */
    FoundRows(LeafRead read, List<Object[]> known, List<Choice> choices, Frame frame) {
        this.read = read;
        this.known = known.iterator();
        this.choices = choices.iterator();
        this.frame = frame;
    }

    @Override
    public Object @Nullable [] next() {
        if (known.hasNext()) {
            return known.next();
        }
        while (true) {
            while (open.size() < AT_ONCE && choices.hasNext()) {
                open.add(read.open(choices.next(), frame));
            }
            Rows rows = open.poll();
            if (rows == null) {
                return null;
            }
            Object[] row = rows.next();
            if (row == null) {
                rows.close();
            } else {
                open.add(rows);
                return row;
            }
        }
    }

    @Override
    public void close() {
        open.forEach(Rows::close);
        open.clear();
    }
}
