package org.dynamojdbc.tree;

/** One part of UPDATE. */
public sealed interface UpdateClause {
    <R> R accept(UpdateClauseVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** SET path = value. */
    record SetClause(Expression.PathExpression path, Expression value, Position position) implements UpdateClause {
        @Override
        public <R> R accept(UpdateClauseVisitor<R> visitor) {
            return visitor.visitSetClause(this);
        }
    }

    /** REMOVE path. */
    record RemoveClause(Expression.PathExpression path, Position position) implements UpdateClause {
        @Override
        public <R> R accept(UpdateClauseVisitor<R> visitor) {
            return visitor.visitRemoveClause(this);
        }
    }

    /** ADD path value. */
    record AddClause(Expression.PathExpression path, Expression value, Position position) implements UpdateClause {
        @Override
        public <R> R accept(UpdateClauseVisitor<R> visitor) {
            return visitor.visitAddClause(this);
        }
    }

    /** DELETE path value: elements taken from a set. */
    record DeleteClause(Expression.PathExpression path, Expression value, Position position) implements UpdateClause {
        @Override
        public <R> R accept(UpdateClauseVisitor<R> visitor) {
            return visitor.visitDeleteClause(this);
        }
    }
}
