package org.dynamojdbc.tree;

/** WINDOW name AS (...). */
public record NamedWindow(String name, WindowSpecification window) {}
