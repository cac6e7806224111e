package org.dynamojdbc.tree;

/** One name and value of {...}. */
public record MapEntry(Expression key, Expression value) {}
