package org.dynamojdbc.tree;

/** What IS tests for. */
public enum IsKind {
    NULL,
    MISSING,
    TRUE,
    FALSE,
    UNKNOWN
}
