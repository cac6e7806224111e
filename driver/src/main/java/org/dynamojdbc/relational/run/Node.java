package org.dynamojdbc.relational.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operator of a relational plan. Immutable: one plan runs many times, with a {@link Frame} each. */
public abstract class Node {
    /** Starts the operator; its inputs are started when their rows are wanted. */
    public final Rows open(Frame frame) {
        Measurements measurements = frame.measurements();
        return measurements == null ? start(frame) : measurements.of(this).measured(() -> start(frame));
    }

    abstract Rows start(Frame frame);

    /** What EXPLAIN calls it. */
    public abstract String operation();

    /** What EXPLAIN says of it, by EXPLAIN's column names. */
    public Map<String, Object> details(Frame frame) {
        return Map.of();
    }

    /** The operators it reads from. */
    public abstract List<Node> inputs();

    /** Number of its output columns. */
    abstract int width();

    /** The table read whose items it may look up by their keys instead, null when there is none. */
    public @Nullable Node narrows() {
        return null;
    }

    /** How it reads items by their keys where no Scan is allowed; null where one is, and when keys do not lead to all it needs. */
    public @Nullable Map<String, Object> detailsOfLookup(Frame frame) {
        return null;
    }

    /** How many rows it may give, roughly. */
    abstract double estimatedRows();

    /** A column of a table read. */
    record KeySource(LeafRead read, int column) {}

    /**
     * The table read whose column an output column is, if reading fewer items by that column takes away no rows but those
     * with the other values of it. Null when there is none.
     */
    @Nullable
    KeySource keySource(int column) {
        return null;
    }

    /** The same operator when only about so many of its rows will be read; the number is no limit. */
    Node expecting(long rows) {
        return this;
    }

    static Object[] joined(Object[] left, Object[] right) {
        Object[] row = new Object[left.length + right.length];
        System.arraycopy(left, 0, row, 0, left.length);
        System.arraycopy(right, 0, row, left.length, right.length);
        return row;
    }
}
