package org.dynamojdbc.tree;

/** One method per kind of {@link Relation}. */
public interface RelationVisitor<R> {
    R visitTableReference(Relation.TableReference node);

    R visitDerivedTable(Relation.DerivedTable node);

    R visitJoin(Relation.Join node);

    R visitUnnest(Relation.Unnest node);
}
