package org.dynamojdbc.execute.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.Requests;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.read.PagedRows.Counted;
import org.dynamojdbc.execute.read.ResumeTokens.Place;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.ValueKey;
import org.dynamojdbc.type.ValueOrder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Starts the stream of each kind of path, at its beginning or behind a resume token. */
public final class Reads implements AccessPathVisitor<RowStream> {
    private final DynamoDbClient client;
    private final ExecutorService readers;
    private final ItemRequests itemRequests;
    private final ReadOptions options;
    private final StatementContext context;

    /** Reads of one statement. */
    public Reads(
            DynamoDbClient client,
            ExecutorService readers,
            ItemRequests itemRequests,
            ReadOptions options,
            StatementContext context) {
        this.client = client;
        this.readers = readers;
        this.itemRequests = itemRequests;
        this.options = options;
        this.context = context;
    }

    @Override
    public RowStream visitNothing(AccessPath.Nothing path) {
        // There is no row to go on behind, so that a token is another statement's.
        Resumption.of(path, options.resumeToken());
        return new PagedRows(wanted -> null, Predicate.TRUE, options, context, null, PagedRows.NO_PLACES, Counted.YES);
    }

    @Override
    public RowStream visitGetItem(AccessPath.GetItem path) {
        Resumption resumption = Resumption.of(path, options.resumeToken());
        boolean done = resumption.last() != null;
        PagedRows rows = new PagedRows(
                new OnePage(() -> getItem(path), done),
                path.shape().residual(),
                options,
                context,
                null,
                (item, source) -> new Place(0, Map.of()),
                Counted.YES);
        return new ResumableRows(rows, resumption);
    }

    private Page getItem(AccessPath.GetItem path) {
        GetItemRequest call = itemRequests.of(path, Calls.limits(context));
        GetItemResponse answer = Calls.send("GetItem on " + path.table().name(), context, () -> client.getItem(call));
        boolean found = answer.hasItem() && !answer.item().isEmpty();
        context.meter().read(found ? 1 : 0, answer.consumedCapacity());
        return found ? new Page(List.of(answer.item()), 0, 1) : new Page(List.of(), 0, 0);
    }

    @Override
    public RowStream visitBatchGetItem(AccessPath.BatchGetItem path) {
        if (options.isolation() == ReadOptions.Isolation.SERIALIZABLE) {
            return together(path);
        }
        Resumption resumption = Resumption.of(path, options.resumeToken());
        Place stopped = resumption.last();
        List<Map<String, AttributeValue>> keys = path.keys();
        Map<ValueKey, Integer> numbers = new HashMap<>();
        PagedRows rows = new PagedRows(
                new BatchGetPages(
                        client,
                        path.table(),
                        path.shape(),
                        keys,
                        stopped == null ? 0 : stopped.source() + 1,
                        options,
                        context),
                path.shape().residual(),
                options,
                context,
                readers,
                (item, source) -> new Place(number(ItemKeys.of(path.table(), item), keys, numbers), Map.of()),
                Counted.YES);
        return new ResumableRows(rows, resumption);
    }

    /** The number of a key in the list, whose numbers are made when the first is asked for. */
    private static int number(
            Map<String, AttributeValue> key, List<Map<String, AttributeValue>> keys, Map<ValueKey, Integer> numbers) {
        if (numbers.isEmpty()) {
            for (int i = 0; i < keys.size(); i++) {
                numbers.put(ValueKey.of(keys.get(i)), i);
            }
        }
        Integer number = numbers.get(ValueKey.of(key));
        if (number == null) {
            throw new IllegalStateException("BatchGetItem answered with a key that was not asked for: " + key.keySet());
        }
        return number;
    }

    private RowStream together(AccessPath.BatchGetItem path) {
        return new PagedRows(
                new TransactGetPages(client, path, options, context),
                path.shape().residual(),
                options,
                context,
                readers,
                PagedRows.NO_PLACES,
                Counted.YES);
    }

    @Override
    public RowStream visitQuery(AccessPath.Query path) {
        Resumption resumption = Resumption.of(path, options.resumeToken());
        if (path.combination() == AccessPath.Combination.MERGED
                && path.conditions().size() > 1) {
            return merged(path, resumption);
        }
        PagedRows rows = new PagedRows(
                pages(path, options, resumption.last()),
                path.shape().residual(),
                options,
                context,
                readers,
                places(path.table(), path.index()),
                Counted.YES);
        return new ResumableRows(rows, resumption);
    }

    /** All Queries of a path from a place on. */
    private Pages pages(AccessPath.Query path, ReadOptions each, @Nullable Place stopped) {
        int first = stopped == null ? 0 : stopped.source();
        return pages(path, each, stopped, first, path.conditions().size());
    }

    private Pages pages(AccessPath.Query path, ReadOptions each, @Nullable Place stopped, int first, int end) {
        boolean ended = stopped != null && QueryEnds.isLast(path, stopped);
        return new QueryPages(
                client,
                path,
                each,
                context,
                ended ? first + 1 : first,
                end,
                stopped == null || ended ? null : stopped.key());
    }

    private RowStream merged(AccessPath.Query path, Resumption resumption) {
        ReadOptions each = inner(options.wanted());
        List<PagedRows> streams = new ArrayList<>();
        for (int i = 0; i < path.conditions().size(); i++) {
            streams.add(new PagedRows(
                    pages(path, each, resumption.at(i), i, i + 1),
                    path.shape().residual(),
                    each,
                    context,
                    readers,
                    places(path.table(), path.index()),
                    Counted.NO));
        }
        return new MergedRows(streams, order(path), options, context, resumption);
    }

    private ReadOptions inner(long limit) {
        return new ReadOptions(0, limit, options.pageSize(), options.prefetchPages(), 1, options.maxReadUnits(), null)
                .withExpected(options.expected());
    }

    private static PagedRows.Places places(org.dynamojdbc.catalog.Table table, @Nullable Index index) {
        return (item, source) -> new Place(source, Requests.position(item, table, index));
    }

    private static Comparator<Map<String, AttributeValue>> order(AccessPath.Query path) {
        KeySchema key = path.index() == null ? path.table().key() : path.index().key();
        Comparator<Map<String, AttributeValue>> order = (a, b) -> {
            for (KeyAttribute attribute : key.sort()) {
                int difference = compare(a.get(attribute.name()), b.get(attribute.name()));
                if (difference != 0) {
                    return difference;
                }
            }
            return 0;
        };
        return path.forward() ? order : order.reversed();
    }

    private static int compare(@Nullable AttributeValue a, @Nullable AttributeValue b) {
        return a == null || b == null ? 0 : ValueOrder.compare(a, b);
    }

    @Override
    public RowStream visitScan(AccessPath.Scan path) {
        if (isParallel(path, options)) {
            return parallel(path);
        }
        Resumption resumption = Resumption.of(path, options.resumeToken());
        Place stopped = resumption.last();
        PagedRows rows = new PagedRows(
                new ScanPages(client, path, options, context, stopped == null ? null : stopped.key()),
                path.shape().residual(),
                options,
                context,
                readers,
                places(path.table(), path.index()),
                Counted.YES);
        return new ResumableRows(rows, resumption);
    }

    /** Only unlimited scans may interleave segments: tools page by running a limited read again. */
    static boolean isParallel(AccessPath.Scan path, ReadOptions options) {
        return options.scanSegments() > 1
                && path.segment() == null
                && options.limit() < 0
                && options.expected() < 0
                && options.offset() == 0;
    }

    private RowStream parallel(AccessPath.Scan path) {
        int segments = options.scanSegments();
        Resumption resumption = Resumption.ofSegments(path, segments, options.resumeToken());
        List<PagedRows> streams = new ArrayList<>();
        for (int i = 0; i < segments; i++) {
            AccessPath.Scan segment =
                    new AccessPath.Scan(path.table(), path.index(), new AccessPath.Segment(i, segments), path.shape());
            Place stopped = resumption.at(i);
            streams.add(new PagedRows(
                    new ScanPages(client, segment, options, context, stopped == null ? null : stopped.key()),
                    path.shape().residual(),
                    options,
                    context,
                    readers,
                    places(path.table(), path.index()),
                    Counted.YES));
        }
        return new InterleavedRows(streams, resumption);
    }

    @Override
    public RowStream visitIndexLookup(AccessPath.IndexLookup path) {
        Resumption resumption = Resumption.of(path, options.resumeToken());
        PagedRows entries = entries(path.keys(), inner(-1).withExpected(-1), resumption.last());
        LookupPages pages = new LookupPages(client, path, entries, options, context);
        PagedRows rows =
                new PagedRows(pages, path.shape().residual(), options, context, null, pages::place, Counted.YES);
        return new ResumableRows(rows, resumption);
    }

    private PagedRows entries(AccessPath keys, ReadOptions inner, @Nullable Place stopped) {
        if (keys instanceof AccessPath.Query query) {
            return entries(query, query.index(), query.shape(), pages(query, inner, stopped), inner);
        }
        if (keys instanceof AccessPath.Scan scan) {
            Pages pages = new ScanPages(client, scan, inner, context, stopped == null ? null : stopped.key());
            return entries(scan, scan.index(), scan.shape(), pages, inner);
        }
        throw new IllegalStateException("keys are read by Query or Scan, not by " + keys);
    }

    private PagedRows entries(AccessPath keys, @Nullable Index index, ReadShape shape, Pages pages, ReadOptions inner) {
        return new PagedRows(pages, shape.residual(), inner, context, null, places(keys.table(), index), Counted.NO);
    }

    /** The one answer of a call, none when it was delivered before. */
    private static final class OnePage implements Pages {
        private final java.util.function.Supplier<Page> call;
        private boolean done;

        OnePage(java.util.function.Supplier<Page> call, boolean done) {
            this.call = call;
            this.done = done;
        }

        @Override
        public @Nullable Page next(long wanted) {
            if (done) {
                return null;
            }
            done = true;
            return call.get();
        }
    }
}
