package org.dynamojdbc.tree;

/** What SHOW shows. */
public enum ShowKind {
    TABLES,
    INDEXES,
    CREATE_TABLE,
    TABLE_STATUS,
    PROPERTY,
    ALL
}
