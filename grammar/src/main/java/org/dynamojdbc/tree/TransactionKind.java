package org.dynamojdbc.tree;

/** Transaction statements. */
public enum TransactionKind {
    BEGIN,
    COMMIT,
    ROLLBACK
}
