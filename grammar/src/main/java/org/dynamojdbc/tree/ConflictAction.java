package org.dynamojdbc.tree;

import java.util.List;

/** What INSERT does when the key exists. */
public sealed interface ConflictAction {
    <R> R accept(ConflictActionVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** An error: no ON CONFLICT was written. */
    record Refuse(Position position) implements ConflictAction {
        @Override
        public <R> R accept(ConflictActionVisitor<R> visitor) {
            return visitor.visitRefuse(this);
        }
    }

    /** ON CONFLICT DO NOTHING. */
    record DoNothing(Position position) implements ConflictAction {
        @Override
        public <R> R accept(ConflictActionVisitor<R> visitor) {
            return visitor.visitDoNothing(this);
        }
    }

    /** ON CONFLICT DO REPLACE. */
    record DoReplace(Position position) implements ConflictAction {
        @Override
        public <R> R accept(ConflictActionVisitor<R> visitor) {
            return visitor.visitDoReplace(this);
        }
    }

    /** ON CONFLICT DO UPDATE SET ... */
    record DoUpdate(List<UpdateClause> clauses, Position position) implements ConflictAction {
        public DoUpdate {
            clauses = List.copyOf(clauses);
        }

        @Override
        public <R> R accept(ConflictActionVisitor<R> visitor) {
            return visitor.visitDoUpdate(this);
        }
    }
}
