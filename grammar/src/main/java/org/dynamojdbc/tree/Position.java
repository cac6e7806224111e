package org.dynamojdbc.tree;

/**
 * Where something stands in the statement's text. A position is a remark, not part of the meaning: all positions are
 * equal, so that two nodes that say the same are equal wherever they were written.
 */
public final class Position {
    /** For nodes that were made, not parsed. */
    public static final Position NONE = new Position(1, 1);

    private final int line;
    private final int column;

    /**
     * @param line from 1
     * @param column from 1
     */
    public Position(int line, int column) {
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }

    /** Whether this place stands before the other in the text. */
    public boolean isBefore(Position other) {
        return line < other.line || (line == other.line && column < other.column);
    }
}
