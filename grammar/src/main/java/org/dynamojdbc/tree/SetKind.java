package org.dynamojdbc.tree;

/** Set operations. */
public enum SetKind {
    UNION,
    INTERSECT,
    EXCEPT
}
