package org.dynamojdbc.tree;

/** One method per kind of {@link UpdateClause}. */
public interface UpdateClauseVisitor<R> {
    R visitSetClause(UpdateClause.SetClause node);

    R visitRemoveClause(UpdateClause.RemoveClause node);

    R visitAddClause(UpdateClause.AddClause node);

    R visitDeleteClause(UpdateClause.DeleteClause node);
}
