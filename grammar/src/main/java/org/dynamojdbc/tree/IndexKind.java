package org.dynamojdbc.tree;

/** Kinds of index. */
public enum IndexKind {
    GLOBAL,
    LOCAL,
    VECTOR
}
