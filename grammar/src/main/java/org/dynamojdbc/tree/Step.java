package org.dynamojdbc.tree;

/** One step of a path. */
public sealed interface Step {
    /** A name; quoted names are taken as written, others may match ignoring case. */
    record Name(String text, boolean quoted) implements Step {}

    /** [index], from 0. */
    record Element(int index) implements Step {}

    /** ['text']. */
    record Key(String text) implements Step {}
}
