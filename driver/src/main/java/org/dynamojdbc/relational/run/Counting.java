package org.dynamojdbc.relational.run;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/** COUNT(*) of a table read: DynamoDB counts, no items come back. */
final class Counting extends Node {
    private final LeafRead read;
    private final int columns;

    Counting(LeafRead read, int columns) {
        this.read = read;
        this.columns = columns;
    }

    @Override
    Rows start(Frame frame) {
        return new Rows() {
            private boolean given;

            @Override
            public Object @Nullable [] next() {
                if (given) {
                    return null;
                }
                given = true;
                Object[] row = new Object[columns];
                java.util.Arrays.fill(row, BigDecimal.valueOf(read.count(Counting.this, frame)));
                return row;
            }
        };
    }

    @Override
    public String operation() {
        return "Count";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        Map<String, Object> details = ReadDetails.of(read.choose(frame, Predicate.TRUE, true), frame);
        details.merge("notes", "counts only", (a, b) -> b + "; " + a);
        return details;
    }

    @Override
    public List<Node> inputs() {
        return List.of();
    }

    @Override
    int width() {
        return columns;
    }

    @Override
    double estimatedRows() {
        return 1;
    }
}
