package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operator in whose expressions queries run, which EXPLAIN shows below it. */
final class WithNestedQueries extends Node {
    private final Node operator;
    private final List<Node> queries;

    WithNestedQueries(Node operator, List<Node> queries) {
        this.operator = operator;
        this.queries = List.copyOf(queries);
    }

    @Override
    Rows start(Frame frame) {
        return operator.open(frame);
    }

    @Override
    @Nullable
    KeySource keySource(int column) {
        return operator.keySource(column);
    }

    @Override
    Node expecting(long rows) {
        return new WithNestedQueries(operator.expecting(rows), queries);
    }

    @Override
    public String operation() {
        return "QueryPerRow";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        return Map.of("notes", "the operator that follows runs the queries behind it for its rows");
    }

    @Override
    public List<Node> inputs() {
        List<Node> inputs = new ArrayList<>();
        inputs.add(operator);
        inputs.addAll(queries);
        return inputs;
    }

    @Override
    int width() {
        return operator.width();
    }

    @Override
    double estimatedRows() {
        return operator.estimatedRows();
    }
}
