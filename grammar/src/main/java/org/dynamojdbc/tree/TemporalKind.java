package org.dynamojdbc.tree;

/** Kinds of date and time. */
public enum TemporalKind {
    DATE,
    TIME,
    TIMESTAMP
}
