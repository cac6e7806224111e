package org.dynamojdbc.execute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.type.ValueOrder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Several Queries, each in the order of the sort key, merged into one such order. */
final class MergedPages implements Pages {
    private static final int PAGE = 100;

    private final List<KeyAttribute> sort;
    private final boolean forward;
    private final PriorityQueue<Source> heads;
    private @Nullable List<Source> unopened;

    /** One Query and the items of its page that are not delivered yet. */
    private static final class Source {
        private final int number;
        private final Pages pages;
        private final Deque<Map<String, AttributeValue>> waiting = new ArrayDeque<>();

        Source(int number, Pages pages) {
            this.number = number;
            this.pages = pages;
        }

        boolean fill() {
            while (waiting.isEmpty()) {
                Page page = pages.next();
                if (page == null) {
                    return false;
                }
                waiting.addAll(page.items());
            }
            return true;
        }
    }

    MergedPages(List<Pages> queries, List<KeyAttribute> sort, boolean forward) {
        this.sort = sort;
        this.forward = forward;
        this.heads =
                new PriorityQueue<>(Comparator.comparing((Source source) -> source.waiting.element(), this::compare)
                        .thenComparingInt(source -> source.number));
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            sources.add(new Source(i, queries.get(i)));
        }
        this.unopened = sources;
    }

    private int compare(Map<String, AttributeValue> a, Map<String, AttributeValue> b) {
        for (KeyAttribute attribute : sort) {
            AttributeValue left = a.get(attribute.name());
            AttributeValue right = b.get(attribute.name());
            if (left == null || right == null) {
                throw new IllegalStateException("an item without its sort key " + attribute.name());
            }
            int order = ValueOrder.compare(left, right);
            if (order != 0) {
                return forward ? order : -order;
            }
        }
        return 0;
    }

    @Override
    public @Nullable Page next() {
        List<Source> sources = unopened;
        if (sources != null) {
            unopened = null;
            for (Source source : sources) {
                if (source.fill()) {
                    heads.add(source);
                }
            }
        }
        List<Map<String, AttributeValue>> merged = new ArrayList<>();
        while (!heads.isEmpty() && merged.size() < PAGE) {
            Source first = heads.remove();
            merged.add(first.waiting.remove());
            if (!first.waiting.isEmpty()) {
                heads.add(first);
            } else if (merged.size() < PAGE && first.fill()) {
                heads.add(first);
            } else if (merged.size() >= PAGE) {
                unopened = List.of(first);
            }
        }
        return merged.isEmpty() ? null : Page.of(merged);
    }
}
