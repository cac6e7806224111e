package org.dynamojdbc.relational.run;

import java.util.List;
import java.util.Map;

/** An operator of a relational plan. Immutable: one plan runs many times, with a {@link Frame} each. */
public abstract class Node {
    /** Starts the operator; its inputs are started when their rows are wanted. */
    public abstract Rows open(Frame frame);

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

    /** How many rows it may give, roughly. */
    abstract double estimatedRows();

    static Object[] joined(Object[] left, Object[] right) {
        Object[] row = new Object[left.length + right.length];
        System.arraycopy(left, 0, row, 0, left.length);
        System.arraycopy(right, 0, row, left.length, right.length);
        return row;
    }
}
