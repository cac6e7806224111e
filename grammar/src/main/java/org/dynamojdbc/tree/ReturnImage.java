package org.dynamojdbc.tree;

/** Before or after the write. */
public enum ReturnImage {
    OLD,
    NEW
}
