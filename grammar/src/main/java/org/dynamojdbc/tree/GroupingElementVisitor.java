package org.dynamojdbc.tree;

/** One method per kind of {@link GroupingElement}. */
public interface GroupingElementVisitor<R> {
    R visitSimple(GroupingElement.Simple node);

    R visitRollup(GroupingElement.Rollup node);

    R visitCube(GroupingElement.Cube node);

    R visitGroupingSets(GroupingElement.GroupingSets node);
}
