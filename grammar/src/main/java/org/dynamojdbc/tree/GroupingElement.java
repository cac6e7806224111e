package org.dynamojdbc.tree;

import java.util.List;

/** One element of GROUP BY. */
public sealed interface GroupingElement {
    <R> R accept(GroupingElementVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** An expression, or several in parentheses. */
    record Simple(List<Expression> expressions, Position position) implements GroupingElement {
        public Simple {
            expressions = List.copyOf(expressions);
        }

        @Override
        public <R> R accept(GroupingElementVisitor<R> visitor) {
            return visitor.visitSimple(this);
        }
    }

    /** ROLLUP (...). */
    record Rollup(List<Expression> expressions, Position position) implements GroupingElement {
        public Rollup {
            expressions = List.copyOf(expressions);
        }

        @Override
        public <R> R accept(GroupingElementVisitor<R> visitor) {
            return visitor.visitRollup(this);
        }
    }

    /** CUBE (...). */
    record Cube(List<Expression> expressions, Position position) implements GroupingElement {
        public Cube {
            expressions = List.copyOf(expressions);
        }

        @Override
        public <R> R accept(GroupingElementVisitor<R> visitor) {
            return visitor.visitCube(this);
        }
    }

    /** GROUPING SETS (...). */
    record GroupingSets(List<List<Expression>> sets, Position position) implements GroupingElement {
        public GroupingSets {
            sets = sets.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R accept(GroupingElementVisitor<R> visitor) {
            return visitor.visitGroupingSets(this);
        }
    }
}
