package org.dynamojdbc.access;

/** One method per kind of {@link AccessPath}. */
public interface AccessPathVisitor<R> {
    R visitNothing(AccessPath.Nothing path);

    R visitGetItem(AccessPath.GetItem path);

    R visitBatchGetItem(AccessPath.BatchGetItem path);

    R visitQuery(AccessPath.Query path);

    R visitScan(AccessPath.Scan path);

    R visitIndexLookup(AccessPath.IndexLookup path);
}
