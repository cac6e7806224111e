package org.dynamojdbc.tree;

/** WHEN condition THEN result. */
public record When(Expression condition, Expression result) {}
