package org.dynamojdbc.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between WITH and ORDER BY. */
public sealed interface QueryBody {
    <R> R accept(QueryBodyVisitor<R> visitor);

    /** Where it was written. */
    Position position();

    /** SELECT. */
    record Select(
            List<Hint> hints,
            boolean distinct,
            List<SelectItem> items,
            List<Relation> from,
            @Nullable Expression where,
            List<GroupingElement> groupBy,
            @Nullable Expression having,
            List<NamedWindow> windows,
            Position position)
            implements QueryBody {
        public Select {
            hints = List.copyOf(hints);
            items = List.copyOf(items);
            from = List.copyOf(from);
            groupBy = List.copyOf(groupBy);
            windows = List.copyOf(windows);
        }

        @Override
        public <R> R accept(QueryBodyVisitor<R> visitor) {
            return visitor.visitSelect(this);
        }
    }

    /** UNION, INTERSECT or EXCEPT. */
    record SetOperation(SetKind kind, boolean all, QueryBody left, QueryBody right, Position position)
            implements QueryBody {
        @Override
        public <R> R accept(QueryBodyVisitor<R> visitor) {
            return visitor.visitSetOperation(this);
        }
    }

    /** VALUES. */
    record Values(List<List<Expression>> rows, Position position) implements QueryBody {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R accept(QueryBodyVisitor<R> visitor) {
            return visitor.visitValues(this);
        }
    }

    /** (query). */
    record NestedQuery(Query query, Position position) implements QueryBody {
        @Override
        public <R> R accept(QueryBodyVisitor<R> visitor) {
            return visitor.visitNestedQuery(this);
        }
    }
}
