package org.dynamojdbc.tree;

import java.util.List;

/** RETURNING. */
public sealed interface Returning {
    <R> R accept(ReturningVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** RETURNING ALL|MODIFIED OLD|NEW *. */
    record ReturningAll(ReturnScope scope, ReturnImage image, Position position) implements Returning {
        @Override
        public <R> R accept(ReturningVisitor<R> visitor) {
            return visitor.visitReturningAll(this);
        }
    }

    /** RETURNING a, b. */
    record ReturningItems(List<SelectItem> items, Position position) implements Returning {
        public ReturningItems {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(ReturningVisitor<R> visitor) {
            return visitor.visitReturningItems(this);
        }
    }
}
