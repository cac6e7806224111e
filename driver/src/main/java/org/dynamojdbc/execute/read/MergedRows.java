package org.dynamojdbc.execute.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Several ordered streams as one ordered stream; ties go to the earlier stream, so that every run gives one order. */
final class MergedRows implements RowStream {
    private final List<PagedRows> streams;
    private final StatementContext context;
    private final Resumption resumption;
    private final LastPlaces places;
    private final PriorityQueue<Integer> heads;
    private boolean started;
    private int current = -1;
    private long toSkip;
    private long wanted;

    MergedRows(
            List<PagedRows> streams,
            Comparator<Map<String, AttributeValue>> order,
            ReadOptions options,
            StatementContext context,
            Resumption resumption) {
        this.streams = streams;
        this.context = context;
        this.resumption = resumption;
        this.places = new LastPlaces(resumption, streams.size());
        this.heads = new PriorityQueue<>(Comparator.<Integer, Map<String, AttributeValue>>comparing(
                        i -> streams.get(i).item(), order)
                .thenComparing(Comparator.naturalOrder()));
        this.toSkip = options.offset();
        this.wanted = options.limit();
    }

    @Override
    public boolean next() {
        if (wanted == 0) {
            return false;
        }
        do {
            if (!advance()) {
                return false;
            }
        } while (toSkip-- > 0);
        toSkip = 0;
        if (wanted > 0) {
            wanted--;
        }
        context.meter().returned();
        return true;
    }

    private boolean advance() {
        if (!started) {
            started = true;
            for (int i = 0; i < streams.size(); i++) {
                offer(i);
            }
        } else if (current >= 0) {
            offer(current);
        }
        Integer head = heads.poll();
        current = head == null ? -1 : head;
        if (head != null) {
            places.delivered(head, streams.get(head).place());
        }
        return head != null;
    }

    private void offer(int stream) {
        if (streams.get(stream).next()) {
            heads.add(stream);
        }
    }

    @Override
    public Map<String, AttributeValue> item() {
        return streams.get(current).item();
    }

    @Override
    public @Nullable String resumeToken() {
        return current < 0 ? null : resumption.token(places.all());
    }

    @Override
    public void close() {
        new ArrayList<>(streams).forEach(PagedRows::close);
    }
}
