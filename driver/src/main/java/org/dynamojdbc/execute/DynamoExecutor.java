package org.dynamojdbc.execute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Index;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.KeySchema;
import org.dynamojdbc.client.CallsUnderWay;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.ValueOrder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Runs access paths and writes on a DynamoDB client. One per connection; safe to use from several threads. */
public final class DynamoExecutor implements Executor {
    private static final int MAX_THREADS = 64;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final DynamoDbClient client;
    private final CallsUnderWay calls;
    private final ThreadPoolExecutor readers;
    private final ItemWriter writer;
    private final BatchWriter batches;
    private final TransactionWriter transactions;
    private final RowWrites rowWrites;
    private final ThreadPoolExecutor writers;
    private final TableChanger tables;

    /** @param calls the client's calls under way */
    public DynamoExecutor(DynamoDbClient client, CallsUnderWay calls) {
        this.client = client;
        this.calls = calls;
        this.readers = pool("dynamo-jdbc-read-", new ThreadPoolExecutor.CallerRunsPolicy());
        this.writers = pool("dynamo-jdbc-write-", new ThreadPoolExecutor.AbortPolicy());
        this.writer = new ItemWriter(client);
        this.batches = new BatchWriter(client, writer, readers);
        this.rowWrites = new RowWrites(writer, batches, writers);
        this.transactions = new TransactionWriter(client);
        this.tables = new TableChanger(client);
    }

    private static ThreadPoolExecutor pool(String name, RejectedExecutionHandler whenFull) {
        return new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                5,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, name + THREADS.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                whenFull);
    }

    @Override
    public StatementContext begin(@Nullable Duration timeout, @Nullable Duration networkTimeout) {
        return new StatementContext(timeout, networkTimeout, calls);
    }

    @Override
    public RowStream read(AccessPath path, ReadOptions options, StatementContext context) {
        return path.accept(new Reads(options, context));
    }

    @Override
    public long count(AccessPath path, ReadOptions options, StatementContext context) {
        Optional<Pages> counted = path.accept(new CountPages(options, context));
        if (counted.isEmpty()) {
            long rows = 0;
            try (RowStream stream = read(path, options, context)) {
                while (stream.next()) {
                    rows++;
                }
            }
            return rows;
        }
        Pages pages = counted.get();
        long count = 0;
        for (Page page = pages.next(-1); page != null; page = pages.next(-1)) {
            context.check();
            count += page.count();
        }
        return count;
    }

    @Override
    public ItemWrite.Outcome write(ItemWrite write, StatementContext context) {
        return writer.write(write, context);
    }

    @Override
    public List<ItemWrite.Outcome> writeAll(List<ItemWrite> writes, Counts counts, StatementContext context) {
        return batches.write(writes, counts, context);
    }

    @Override
    public void commit(TransactionWrites writes, String token, StatementContext context) {
        transactions.commit(writes, token, context);
    }

    @Override
    public RowStream read(PartiQl statement, ReadOptions options, StatementContext context) {
        return new PagedRows(
                new PartiQlPages(client, statement, options, context),
                org.dynamojdbc.predicate.Predicate.TRUE,
                options,
                context,
                readers,
                (item, source) -> null,
                true);
    }

    @Override
    public ItemWrite.Outcome write(PartiQl statement, StatementContext context) {
        Page page = new PartiQlPages(client, statement, ReadOptions.DEFAULT, context).write();
        if (page == null) {
            return new ItemWrite.Outcome(0, null);
        }
        return new ItemWrite.Outcome(
                1, page.items().isEmpty() ? null : page.items().get(0));
    }

    @Override
    public WrittenRows writeEach(RowStream rows, RowWriter writer, StatementContext context) {
        return rowWrites.write(rows, writer, context);
    }

    @Override
    public void change(TableChange change, StatementContext context) {
        tables.change(change, context);
    }

    @Override
    public String request(AccessPath path, ReadOptions options) {
        return RequestText.of(path, options);
    }

    @Override
    public String request(ItemWrite write) {
        return writer.request(write);
    }

    @Override
    public void close() {
        readers.shutdownNow();
        writers.shutdownNow();
    }

    /** Pages to count by Select=COUNT, null for paths whose rows must be counted one by one. */
    private final class CountPages implements AccessPathVisitor<Optional<Pages>> {
        private final ReadOptions options;
        private final StatementContext context;

        CountPages(ReadOptions options, StatementContext context) {
            this.options = options;
            this.context = context;
        }

        @Override
        public Optional<Pages> visitNothing(AccessPath.Nothing path) {
            return Optional.empty();
        }

        @Override
        public Optional<Pages> visitGetItem(AccessPath.GetItem path) {
            return Optional.empty();
        }

        @Override
        public Optional<Pages> visitBatchGetItem(AccessPath.BatchGetItem path) {
            return Optional.empty();
        }

        @Override
        public Optional<Pages> visitQuery(AccessPath.Query path) {
            return path.shape().countOnly()
                    ? Optional.of(new QueryPages(
                            client, path, options, context, 0, path.conditions().size(), null))
                    : Optional.empty();
        }

        @Override
        public Optional<Pages> visitScan(AccessPath.Scan path) {
            return path.shape().countOnly()
                    ? Optional.of(new ScanPages(client, path, options, context, null))
                    : Optional.empty();
        }

        @Override
        public Optional<Pages> visitIndexLookup(AccessPath.IndexLookup path) {
            return Optional.empty();
        }
    }

    /** Starts the stream of each kind of path. */
    private final class Reads implements AccessPathVisitor<RowStream> {
        private final ReadOptions options;
        private final StatementContext context;

        Reads(ReadOptions options, StatementContext context) {
            this.options = options;
            this.context = context;
        }

        private void refuseResume(String operation) {
            if (options.resumeToken() != null) {
                throw new SqlFailure(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "this statement is answered by " + operation + ", which cannot be resumed; leave out RESUME");
            }
        }

        private RowStream rows(Pages pages, ReadShape shape, @Nullable ExecutorService ahead) {
            return new PagedRows(pages, shape.residual(), options, context, ahead, (item, source) -> null, true);
        }

        @Override
        public RowStream visitNothing(AccessPath.Nothing path) {
            return rows(
                    wanted -> null,
                    new ReadShape(
                            org.dynamojdbc.predicate.Predicate.TRUE,
                            org.dynamojdbc.predicate.Predicate.TRUE,
                            List.of(),
                            false,
                            false),
                    null);
        }

        @Override
        public RowStream visitGetItem(AccessPath.GetItem path) {
            refuseResume("GetItem");
            return rows(
                    new Pages() {
                        private boolean done;

                        @Override
                        public @Nullable Page next(long wanted) {
                            if (done) {
                                return null;
                            }
                            done = true;
                            return getItem(path);
                        }
                    },
                    path.shape(),
                    null);
        }

        private Page getItem(AccessPath.GetItem path) {
            GetItemRequest request = Requests.getItem(path);
            AwsRequestOverrideConfiguration limits = Calls.limits(context);
            GetItemRequest call = limits == null
                    ? request
                    : request.toBuilder().overrideConfiguration(limits).build();
            GetItemResponse answer =
                    Calls.send("GetItem on " + path.table().name(), context, () -> client.getItem(call));
            boolean found = answer.hasItem() && !answer.item().isEmpty();
            context.meter().read(found ? 1 : 0, Calls.units(answer.consumedCapacity()));
            return found ? new Page(List.of(answer.item()), 0, 1) : new Page(List.of(), 0, 0);
        }

        @Override
        public RowStream visitBatchGetItem(AccessPath.BatchGetItem path) {
            refuseResume("BatchGetItem");
            Pages pages = options.isolation() == ReadOptions.Isolation.SERIALIZABLE
                    ? new TransactGetPages(client, path, options, context)
                    : new BatchGetPages(client, path.table(), path.shape(), path.keys(), options, context);
            return rows(pages, path.shape(), readers);
        }

        @Override
        public RowStream visitQuery(AccessPath.Query path) {
            if (path.combination() == AccessPath.Combination.MERGED
                    && path.conditions().size() > 1) {
                refuseResume("several merged Queries");
                return merged(path);
            }
            String fingerprint = fingerprint(path);
            ResumeTokens.Place place = place(fingerprint);
            boolean ended = place != null && QueryEnds.isLast(path, place);
            Pages pages = new QueryPages(
                    client,
                    path,
                    options,
                    context,
                    place == null ? 0 : place.source() + (ended ? 1 : 0),
                    path.conditions().size(),
                    place == null || ended ? null : place.key());
            return resumable(pages, path.shape(), path.index(), path, fingerprint);
        }

        private RowStream merged(AccessPath.Query path) {
            ReadOptions each = new ReadOptions(
                    0,
                    options.limit() < 0 ? -1 : options.limit() + options.offset(),
                    options.pageSize(),
                    options.prefetchPages(),
                    1,
                    options.maxReadUnits(),
                    null);
            List<PagedRows> streams = new ArrayList<>();
            for (int i = 0; i < path.conditions().size(); i++) {
                streams.add(new PagedRows(
                        new QueryPages(client, path, each, context, i, i + 1, null),
                        path.shape().residual(),
                        each,
                        context,
                        readers,
                        (item, source) -> null,
                        false));
            }
            return new MergedRows(streams, order(path), options, context);
        }

        private Comparator<Map<String, AttributeValue>> order(AccessPath.Query path) {
            KeySchema key =
                    path.index() == null ? path.table().key() : path.index().key();
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
            if (isParallel(path)) {
                return parallel(path);
            }
            String fingerprint = fingerprint(path);
            ResumeTokens.Place place = place(fingerprint);
            Pages pages = new ScanPages(client, path, options, context, place == null ? null : place.key());
            return resumable(pages, path.shape(), path.index(), path, fingerprint);
        }

        /** Only unlimited scans may interleave segments: tools page by running a limited read again. */
        private boolean isParallel(AccessPath.Scan path) {
            return options.scanSegments() > 1
                    && path.segment() == null
                    && options.limit() < 0
                    && options.offset() == 0
                    && options.resumeToken() == null;
        }

        private RowStream parallel(AccessPath.Scan path) {
            List<PagedRows> streams = new ArrayList<>();
            for (int i = 0; i < options.scanSegments(); i++) {
                AccessPath.Scan segment = new AccessPath.Scan(
                        path.table(), path.index(), new AccessPath.Segment(i, options.scanSegments()), path.shape());
                streams.add(new PagedRows(
                        new ScanPages(client, segment, options, context, null),
                        path.shape().residual(),
                        options,
                        context,
                        readers,
                        (item, source) -> null,
                        true));
            }
            return new InterleavedRows(streams);
        }

        private ResumeTokens.@Nullable Place place(String fingerprint) {
            String token = options.resumeToken();
            return token == null ? null : ResumeTokens.decode(token, fingerprint);
        }

        /** The path as text: the same statement with the same parameters gives the same one. */
        private String fingerprint(AccessPath path) {
            return Integer.toHexString(RequestText.of(path, ReadOptions.DEFAULT).hashCode());
        }

        private RowStream resumable(
                Pages pages, ReadShape shape, @Nullable Index index, AccessPath path, String fingerprint) {
            return new PagedRows(
                    pages,
                    shape.residual(),
                    options,
                    context,
                    readers,
                    (item, source) ->
                            ResumeTokens.encode(fingerprint, source, Requests.position(item, path.table(), index)),
                    true);
        }

        @Override
        public RowStream visitIndexLookup(AccessPath.IndexLookup path) {
            refuseResume("an index and BatchGetItem");
            ReadOptions inner = new ReadOptions(
                    0, -1, options.pageSize(), options.prefetchPages(), 1, options.maxReadUnits(), null);
            PagedRows entries = entries(path.keys(), inner);
            return rows(new LookupPages(client, path, entries, options, context), path.shape(), null);
        }

        private PagedRows entries(AccessPath keys, ReadOptions inner) {
            Pages pages;
            ReadShape shape;
            if (keys instanceof AccessPath.Query query) {
                pages = new QueryPages(
                        client, query, inner, context, 0, query.conditions().size(), null);
                shape = query.shape();
            } else if (keys instanceof AccessPath.Scan scan) {
                pages = new ScanPages(client, scan, inner, context, null);
                shape = scan.shape();
            } else {
                throw new IllegalStateException("keys are read by Query or Scan, not by " + keys);
            }
            return new PagedRows(pages, shape.residual(), inner, context, null, (item, source) -> null, false);
        }
    }
}
