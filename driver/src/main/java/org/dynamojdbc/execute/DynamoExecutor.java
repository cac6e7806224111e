package org.dynamojdbc.execute;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.client.CallsUnderWay;
import org.dynamojdbc.execute.call.PartiQl;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.read.ItemRequests;
import org.dynamojdbc.execute.read.Page;
import org.dynamojdbc.execute.read.PagedRows;
import org.dynamojdbc.execute.read.Pages;
import org.dynamojdbc.execute.read.PartiQlPages;
import org.dynamojdbc.execute.read.QueryPages;
import org.dynamojdbc.execute.read.Reads;
import org.dynamojdbc.execute.read.RequestText;
import org.dynamojdbc.execute.read.ScanPages;
import org.dynamojdbc.execute.read.VectorPages;
import org.dynamojdbc.execute.read.VectorSearch;
import org.dynamojdbc.execute.table.TableChange;
import org.dynamojdbc.execute.table.TableChanger;
import org.dynamojdbc.execute.table.TableInspector;
import org.dynamojdbc.execute.table.TableReport;
import org.dynamojdbc.execute.write.BatchWriter;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.ItemWriter;
import org.dynamojdbc.execute.write.RowWriter;
import org.dynamojdbc.execute.write.RowWrites;
import org.dynamojdbc.execute.write.SettledWrites;
import org.dynamojdbc.execute.write.TransactionWriter;
import org.dynamojdbc.execute.write.TransactionWrites;
import org.dynamojdbc.execute.write.WriteBatch;
import org.dynamojdbc.execute.write.WrittenRows;
import org.dynamojdbc.row.RowStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs access paths and writes on a DynamoDB client. One per connection; safe to use from several threads. */
public final class DynamoExecutor implements Executor {
    private static final int MAX_THREADS = 64;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final DynamoDbClient client;
    private final CallsUnderWay calls;
    private final ThreadPoolExecutor readers;
    private final ItemWriter writer;
    private final BatchWriter batches;
    private final SettledWrites settled;
    private final TransactionWriter transactions;
    private final RowWrites rowWrites;
    private final ThreadPoolExecutor writers;
    private final ItemRequests itemRequests = new ItemRequests();

    /** @param calls the client's calls under way */
    public DynamoExecutor(DynamoDbClient client, CallsUnderWay calls) {
        this.client = client;
        this.calls = calls;
        this.readers = pool("dynamo-jdbc-read-", DynamoExecutor::runInCaller);
        this.writers = pool("dynamo-jdbc-write-", new ThreadPoolExecutor.AbortPolicy());
        this.writer = new ItemWriter(client);
        this.batches = new BatchWriter(client, writer, readers);
        this.rowWrites = new RowWrites(writer, batches, writers);
        this.settled = new SettledWrites(writer.readFirst());
        this.transactions = new TransactionWriter(client, writer.readFirst());
    }

    /** When all threads are busy the caller does the work; after close nobody does, and whoever waited for it must not. */
    private static void runInCaller(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the connection is closed");
        }
        task.run();
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
        return path.accept(new Reads(client, readers, itemRequests, options, context));
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
    public WriteBatch batch(StatementContext context) {
        return batches.begin(context);
    }

    @Override
    public List<ItemWrite> settle(
            ItemWrite write, @Nullable Map<String, AttributeValue> item, StatementContext context) {
        return settled.of(write, item, context);
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
                PagedRows.NO_PLACES,
                PagedRows.Counted.YES);
    }

    @Override
    public RowStream search(VectorSearch search, ReadOptions options, StatementContext context) {
        return new PagedRows(
                new VectorPages(client, search, options, context),
                search.readsTable() ? search.filter() : org.dynamojdbc.predicate.Predicate.TRUE,
                options,
                context,
                readers,
                PagedRows.NO_PLACES,
                PagedRows.Counted.YES);
    }

    @Override
    public ItemWrite.Outcome write(PartiQl statement, StatementContext context) {
        Page page = new PartiQlPages(client, statement, ReadOptions.DEFAULT, context).write();
        if (page == null) {
            return new ItemWrite.Outcome(0, null);
        }
        context.meter().wrote(1);
        return new ItemWrite.Outcome(
                1, page.items().isEmpty() ? null : page.items().get(0));
    }

    @Override
    public WrittenRows writeEach(
            RowStream rows, RowWriter writer, Consumer<ItemWrite> written, StatementContext context) {
        return rowWrites.write(rows, writer, written, context);
    }

    @Override
    public void change(TableChange change, StatementContext context) {
        new TableChanger(client, context).change(change);
    }

    @Override
    public TableReport inspect(String table, TableReport.Detail detail, StatementContext context) {
        return new TableInspector(client, context).inspect(table, detail);
    }

    @Override
    public String request(AccessPath path, ReadOptions options) {
        return RequestText.of(path, options);
    }

    @Override
    public String request(VectorSearch search) {
        return RequestText.of(VectorPages.request(search));
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
}
