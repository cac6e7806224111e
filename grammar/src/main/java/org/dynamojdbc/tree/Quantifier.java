package org.dynamojdbc.tree;

/** ANY (SOME) or ALL. */
public enum Quantifier {
    ANY,
    ALL
}
