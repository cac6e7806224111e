package org.dynamojdbc.tree;

/** One method per kind of {@link InsertSource}. */
public interface InsertSourceVisitor<R> {
    R visitRowSource(InsertSource.RowSource node);

    R visitDocumentSource(InsertSource.DocumentSource node);

    R visitQuerySource(InsertSource.QuerySource node);

    R visitDefaultValues(InsertSource.DefaultValues node);
}
