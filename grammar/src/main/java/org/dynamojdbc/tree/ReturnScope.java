package org.dynamojdbc.tree;

/** All attributes or the modified ones. */
public enum ReturnScope {
    ALL,
    MODIFIED
}
