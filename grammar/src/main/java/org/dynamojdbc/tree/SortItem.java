package org.dynamojdbc.tree;

/** One item of ORDER BY. */
public record SortItem(Expression expression, boolean descending, NullOrder nulls, Position position) {}
