package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.Choice;
import org.dynamojdbc.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One row of each of several orders instead of all rows, when access paths deliver them in these orders and that costs no more;
 * else all of them.
 */
final class FirstInOrder extends Node {
    private final LeafRead all;
    private final List<LeafRead> firsts;

    /** @param firsts the same rows, ordered and cut to one each */
    FirstInOrder(LeafRead all, List<LeafRead> firsts) {
        this.all = all;
        this.firsts = List.copyOf(firsts);
    }

    private List<LeafRead> better(Frame frame) {
        double units = 0;
        for (LeafRead first : firsts) {
            Choice choice = first.choose(frame, Predicate.TRUE, false);
            if (!first.delivers(choice, frame)) {
                return List.of(all);
            }
            units += choice.cost().readUnits();
        }
        return firsts.size() == 1
                        || units
                                <= all.choose(frame, Predicate.TRUE, false)
                                        .cost()
                                        .readUnits()
                ? firsts
                : List.of(all);
    }

    @Override
    Rows start(Frame frame) {
        List<Rows> reads = new ArrayList<>();
        better(frame).forEach(read -> reads.add(read.open(frame)));
        return new Rows() {
            @Override
            public Object @Nullable [] next() {
                while (!reads.isEmpty()) {
                    Object[] row = reads.get(0).next();
                    if (row != null) {
                        return row;
                    }
                    reads.remove(0).close();
                }
                return null;
            }

            @Override
            public void close() {
                reads.forEach(Rows::close);
            }
        };
    }

    @Override
    public String operation() {
        return "Read";
    }

    @Override
    public Map<String, Object> details(Frame frame) {
        List<LeafRead> reads = better(frame);
        Map<String, Object> details = new LinkedHashMap<>(reads.get(0).details(frame));
        if (reads.size() > 1) {
            double units = 0;
            for (LeafRead read : reads) {
                units += read.choose(frame, Predicate.TRUE, false).cost().readUnits();
            }
            details.put("estimated_units", units);
            details.put("estimated_items", (double) reads.size());
            details.merge(
                    "notes", reads.size() + " reads of one item, each in an order of its own", (a, b) -> a + "; " + b);
        }
        return details;
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
