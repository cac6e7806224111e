package org.dynamojdbc.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What FROM reads. */
public sealed interface Relation {
    <R> R accept(RelationVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** table or "table"."index"; the planner decides whether the first name is an alias and the second a path. */
    record TableReference(String table, @Nullable String index, @Nullable String alias, Position position)
            implements Relation {
        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.visitTableReference(this);
        }
    }

    /** [LATERAL] (query) alias (columns). */
    record DerivedTable(Query query, boolean lateral, @Nullable String alias, List<String> columns, Position position)
            implements Relation {
        public DerivedTable {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.visitDerivedTable(this);
        }
    }

    /** left kind JOIN right. */
    record Join(
            JoinKind kind,
            boolean natural,
            Relation left,
            Relation right,
            @Nullable Expression on,
            List<String> using,
            Position position)
            implements Relation {
        public Join {
            using = List.copyOf(using);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.visitJoin(this);
        }
    }

    /** UNNEST(array) [WITH ORDINALITY] alias (columns). */
    record Unnest(
            Expression array, boolean withOrdinality, @Nullable String alias, List<String> columns, Position position)
            implements Relation {
        public Unnest {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(RelationVisitor<R> visitor) {
            return visitor.visitUnnest(this);
        }
    }
}
