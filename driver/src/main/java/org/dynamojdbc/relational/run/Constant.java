package org.dynamojdbc.relational.run;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are known when the statement is planned. */
final class Constant extends Node {
    private final List<Object[]> rows;
    private final int width;

    Constant(List<Object[]> rows, int width) {
        this.rows = List.copyOf(rows);
        this.width = width;
    }

    @Override
    Rows start(Frame frame) {
        Iterator<Object[]> iterator = rows.iterator();
        return new Rows() {
            @Override
            public Object @Nullable [] next() {
                return iterator.hasNext() ? iterator.next() : null;
            }
        };
    }

    @Override
    public String operation() {
        return "Values";
    }

    @Override
    public List<Node> inputs() {
        return List.of();
    }

    @Override
    int width() {
        return width;
    }

    @Override
    double estimatedRows() {
        return rows.size();
    }
}
