package org.dynamojdbc.tree;

/** One method per kind of {@link Returning}. */
public interface ReturningVisitor<R> {
    R visitReturningAll(Returning.ReturningAll node);

    R visitReturningItems(Returning.ReturningItems node);
}
