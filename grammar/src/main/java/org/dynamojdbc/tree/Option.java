package org.dynamojdbc.tree;

/** name = value in WITH (...). */
public record Option(String name, Expression value, Position position) {}
