package org.dynamojdbc.execute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of a table whose keys an index gives, in the index's order. */
final class LookupPages implements Pages {
    private final Pages keys;
    private final Predicate keyResidual;
    private final Table table;
    private final ReadShape shape;
    private final BatchGets gets;
    private final Deque<Map<String, AttributeValue>> waiting = new ArrayDeque<>();
    private boolean done;

    LookupPages(Pages keys, AccessPath keyPath, Table table, ReadShape shape, BatchGets gets) {
        this.keys = keys;
        this.keyResidual = Shapes.of(keyPath).residual();
        this.table = table;
        this.shape = shape;
        this.gets = gets;
    }

    @Override
    public @Nullable Page next() {
        while (waiting.size() < BatchGets.MOST_KEYS && !done) {
            Page page = keys.next();
            if (page == null) {
                done = true;
                break;
            }
            for (Map<String, AttributeValue> item : page.items()) {
                if (keyResidual == Predicate.TRUE || Evaluator.evaluate(keyResidual, item) == Truth.TRUE) {
                    waiting.add(ItemKeys.of(table, item));
                }
            }
            if (!waiting.isEmpty()) {
                break;
            }
        }
        if (waiting.isEmpty()) {
            return null;
        }
        List<Map<String, AttributeValue>> chunk = new ArrayList<>();
        while (!waiting.isEmpty() && chunk.size() < BatchGets.MOST_KEYS) {
            chunk.add(waiting.remove());
        }
        return Page.of(gets.get(table, chunk, shape));
    }
}
