package org.dynamojdbc.tree;

/** Arithmetic operators. */
public enum ArithmeticOperator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MODULO
}
