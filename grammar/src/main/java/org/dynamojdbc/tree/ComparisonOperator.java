package org.dynamojdbc.tree;

/** The comparison operators. */
public enum ComparisonOperator {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE
}
