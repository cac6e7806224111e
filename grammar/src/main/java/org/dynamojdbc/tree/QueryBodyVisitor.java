package org.dynamojdbc.tree;

/** One method per kind of {@link QueryBody}. */
public interface QueryBodyVisitor<R> {
    R visitSelect(QueryBody.Select node);

    R visitSetOperation(QueryBody.SetOperation node);

    R visitValues(QueryBody.Values node);

    R visitNestedQuery(QueryBody.NestedQuery node);
}
