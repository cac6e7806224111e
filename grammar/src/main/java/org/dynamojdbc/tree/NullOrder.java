package org.dynamojdbc.tree;

/** Where NULLs go in an order. */
public enum NullOrder {
    DEFAULT,
    FIRST,
    LAST
}
