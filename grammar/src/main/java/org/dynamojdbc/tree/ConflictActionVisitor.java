package org.dynamojdbc.tree;

/** One method per kind of {@link ConflictAction}. */
public interface ConflictActionVisitor<R> {
    R visitRefuse(ConflictAction.Refuse node);

    R visitDoNothing(ConflictAction.DoNothing node);

    R visitDoReplace(ConflictAction.DoReplace node);

    R visitDoUpdate(ConflictAction.DoUpdate node);
}
