package org.dynamojdbc.tree;

import java.util.List;

/** What INSERT writes. */
public sealed interface InsertSource {
    <R> R accept(InsertSourceVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** VALUES (..), (..). */
    record RowSource(List<List<Expression>> rows, Position position) implements InsertSource {
        public RowSource {
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R accept(InsertSourceVisitor<R> visitor) {
            return visitor.visitRowSource(this);
        }
    }

    /** VALUE {..}, {..}. */
    record DocumentSource(List<Expression> documents, Position position) implements InsertSource {
        public DocumentSource {
            documents = List.copyOf(documents);
        }

        @Override
        public <R> R accept(InsertSourceVisitor<R> visitor) {
            return visitor.visitDocumentSource(this);
        }
    }

    /** A query. */
    record QuerySource(Query query, Position position) implements InsertSource {
        @Override
        public <R> R accept(InsertSourceVisitor<R> visitor) {
            return visitor.visitQuerySource(this);
        }
    }

    /** DEFAULT VALUES. */
    record DefaultValues(Position position) implements InsertSource {
        @Override
        public <R> R accept(InsertSourceVisitor<R> visitor) {
            return visitor.visitDefaultValues(this);
        }
    }
}
