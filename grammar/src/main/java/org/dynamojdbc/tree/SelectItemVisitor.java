package org.dynamojdbc.tree;

/** One method per kind of {@link SelectItem}. */
public interface SelectItemVisitor<R> {
    R visitAllColumns(SelectItem.AllColumns node);

    R visitSelectExpression(SelectItem.SelectExpression node);
}
