package org.dynamojdbc.plan;

import org.dynamojdbc.tree.Position;

/** Puts the place in the statement before a message. */
final class At {
    private At() {}

    /** {@code "line 1:8 "}. */
    static String of(Position position) {
        return "line " + position.line() + ":" + position.column() + " ";
    }
}
