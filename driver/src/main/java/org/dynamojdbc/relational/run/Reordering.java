package org.dynamojdbc.relational.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a join in the order the statement knows; EXPLAIN does not show it. */
final class Reordering extends Node {
    private final Node input;
    private final int[] columns;

    /** @param columns the input's column for each output column */
    Reordering(Node input, int[] columns) {
        this.input = input;
        this.columns = columns;
    }

    @Override
    @Nullable
    KeySource keySource(int column) {
        return input.keySource(columns[column]);
    }

    @Override
    Node expecting(long rows) {
        return new Reordering(input.expecting(rows), columns);
    }

    @Override
    Rows start(Frame frame) {
        Rows rows = input.open(frame);
        return new Rows() {
            @Override
            public Object @Nullable [] next() {
                Object[] row = rows.next();
                return row == null ? null : LeafRows.projected(row, columns);
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    @Override
    public String operation() {
        return input.operation();
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        return input.details(frame);
    }

    @Override
    public List<Node> inputs() {
        return input.inputs();
    }

    @Override
    int width() {
        return columns.length;
    }

    @Override
    double estimatedRows() {
        return input.estimatedRows();
    }
}
