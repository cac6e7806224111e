package org.dynamojdbc.tree;

/** Kinds of join. */
public enum JoinKind {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    CROSS
}
