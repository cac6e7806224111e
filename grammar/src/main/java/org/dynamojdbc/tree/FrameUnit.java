package org.dynamojdbc.tree;

/** What a frame counts. */
public enum FrameUnit {
    ROWS,
    RANGE,
    GROUPS
}
