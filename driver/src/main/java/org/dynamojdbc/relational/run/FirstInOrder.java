package org.dynamojdbc.relational.run;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.predicate.Predicate;

/** One row instead of all when an access path delivers them in the wanted order; else all of them. */
final class FirstInOrder extends Node {
    private final LeafRead all;
    private final LeafRead first;

    FirstInOrder(LeafRead all, LeafRead first) {
        this.all = all;
        this.first = first;
    }

    private LeafRead better(Frame frame) {
        Choice choice = first.choose(frame, Predicate.TRUE, false);
        return first.delivers(choice, frame) ? first : all;
    }

    @Override
    Rows start(Frame frame) {
        return better(frame).open(frame);
    }

    @Override
    public String operation() {
        return "Read";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        return better(frame).details(frame);
    }

    @Override
    public List<Node> inputs() {
        return List.of();
    }

    @Override
    int width() {
        return all.width();
    }

    @Override
    double estimatedRows() {
        return all.estimatedRows();
    }
}
