package org.dynamojdbc.tree;

import org.jspecify.annotations.Nullable;

/** One item of a SELECT list. */
public sealed interface SelectItem {
    <R> R accept(SelectItemVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** * or qualifier.*. */
    record AllColumns(@Nullable String qualifier, Position position) implements SelectItem {
        @Override
        public <R> R accept(SelectItemVisitor<R> visitor) {
            return visitor.visitAllColumns(this);
        }
    }

    /** expression [AS alias]. */
    record SelectExpression(Expression expression, @Nullable String alias, Position position) implements SelectItem {
        @Override
        public <R> R accept(SelectItemVisitor<R> visitor) {
            return visitor.visitSelectExpression(this);
        }
    }
}
