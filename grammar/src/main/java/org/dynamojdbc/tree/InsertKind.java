package org.dynamojdbc.tree;

/** INSERT refuses an existing key, UPSERT overwrites it. */
public enum InsertKind {
    INSERT,
    UPSERT
}
