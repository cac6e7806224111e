package org.dynamojdbc.relational.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Keeps the rows that satisfy a condition, and computes expressions on them; streams. */
final class Computing extends Node {
    private final Node input;
    private final List<Scalar> conditions;
    private final @Nullable List<Scalar> columns;
    private final int[] sources;
    private final String text;

    private Computing(Node input, List<Scalar> conditions, @Nullable List<Scalar> columns, int[] sources, String text) {
        this.input = input;
        this.conditions = conditions;
        this.columns = columns;
        this.sources = sources;
        this.text = text;
    }

    /** The rows that satisfy all conditions. */
    static Computing filter(Node input, List<RexNode> conditions, List<String> names) {
        return new Computing(
                input, ScalarCompiler.compile(conditions), null, new int[0], RexText.all(conditions, names));
    }

    /** Expressions over the rows. */
    static Computing project(Node input, List<RexNode> columns, List<String> names) {
        int[] sources = columns.stream()
                .mapToInt(c -> c instanceof RexInputRef ref ? ref.getIndex() : -1)
                .toArray();
        return new Computing(input, List.of(), ScalarCompiler.compile(columns), sources, RexText.all(columns, names));
    }

    @Override
    @Nullable
    KeySource keySource(int column) {
        int source = columns == null ? column : sources[column];
        return source < 0 ? null : input.keySource(source);
    }

    @Override
    Node expecting(long rows) {
        return new Computing(input.expecting(rows), conditions, columns, sources, text);
    }

    @Override
    Rows start(Frame frame) {
        Rows rows = input.open(frame);
        Scalar[] scalars = columns == null ? null : columns.toArray(Scalar[]::new);
        return new Rows() {
            @Override
            public Object @Nullable [] next() {
                for (Object[] row = rows.next(); row != null; row = rows.next()) {
                    if (holds(row, frame)) {
                        return scalars == null ? row : computed(scalars, row, frame);
                    }
                }
                return null;
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    private boolean holds(Object[] row, Frame frame) {
        for (Scalar condition : conditions) {
            if (!condition.holds(row, frame)) {
                return false;
            }
        }
        return true;
    }

    static Object[] computed(Scalar[] scalars, Object[] row, Frame frame) {
        frame.step();
        Object[] computed = new Object[scalars.length];
        for (int i = 0; i < scalars.length; i++) {
            computed[i] = scalars[i].value(row, frame);
        }
        return computed;
    }

    @Override
    public String operation() {
        return columns == null ? "Filter" : "Project";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(columns == null ? "residual" : "projection", text);
        return details;
    }

    @Override
    public List<Node> inputs() {
        return List.of(input);
    }

    @Override
    int width() {
        return columns == null ? input.width() : columns.size();
    }

    @Override
    double estimatedRows() {
        return conditions.isEmpty() ? input.estimatedRows() : Math.max(1, input.estimatedRows() / 4);
    }
}
