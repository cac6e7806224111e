package org.dynamojdbc.execute;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.RowStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/** Runs access paths and writes with the SDK's client. */
public final class DynamoExecutor implements Executor {
    /** Writes of one batch that are under way at the same time. */
    private static final int WRITERS = 16;

    private final DynamoDbClient client;
    private final ItemWrites writes;
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS, work -> {
        Thread thread = new Thread(work, "dynamo-jdbc-writer");
        thread.setDaemon(true);
        return thread;
    });

    /** The client stays the caller's to close. */
    public DynamoExecutor(DynamoDbClient client) {
        this.client = client;
        this.writes = new ItemWrites(client);
    }

    @Override
    public RowStream read(AccessPath path, ReadOptions options, StatementContext context) {
        Pages pages = path.accept(new ReadPages(client, options, context));
        return new PagedRows(
                pages, Shapes.of(path).residual(), options, context, item -> ResumeToken.behind(path, item));
    }

    @Override
    public long count(AccessPath path, ReadOptions options, StatementContext context) {
        ReadShape shape = Shapes.of(path);
        long count = 0;
        if (shape.countOnly() && shape.residual().equals(Predicate.TRUE)) {
            Pages pages = path.accept(new ReadPages(client, options, context));
            for (Pages.Page page = pages.next(); page != null; page = pages.next()) {
                count += page.count();
            }
            return count;
        }
        try (RowStream rows = read(path, options, context)) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    @Override
    public ItemWrite.Outcome write(ItemWrite write, StatementContext context) {
        return writes.write(write, context);
    }

    @Override
    public List<ItemWrite.Outcome> writeAll(List<ItemWrite> all, StatementContext context) {
        return new WriteBatches(client, writes, threads).writeAll(all, context);
    }

    @Override
    public void change(TableChange change, StatementContext context) {
        new TableChanges(client, context).change(change);
    }

    @Override
    public String request(AccessPath path, ReadOptions options) {
        return path.accept(new RequestText(options));
    }

    /** The first call of each path. */
    private record RequestText(ReadOptions options) implements AccessPathVisitor<String> {
        @Override
        public String visitNothing(AccessPath.Nothing path) {
            return "";
        }

        @Override
        public String visitGetItem(AccessPath.GetItem path) {
            return RequestJson.of(ReadRequests.getItem(path));
        }

        @Override
        public String visitBatchGetItem(AccessPath.BatchGetItem path) {
            return RequestJson.of(BatchGetItemRequest.builder()
                    .requestItems(Map.of(
                            path.table().name(),
                            ReadRequests.batch(
                                    path.keys(),
                                    path.shape(),
                                    path.table().key().attributes())))
                    .build());
        }

        @Override
        public String visitQuery(AccessPath.Query path) {
            return RequestJson.of(ReadRequests.query(
                            path,
                            path.conditions().get(0),
                            ReadPages.neededKeys(path),
                            ReadPages.limit(path.shape(), options))
                    .build());
        }

        @Override
        public String visitScan(AccessPath.Scan path) {
            return RequestJson.of(ReadRequests.scan(path, List.of(), ReadPages.limit(path.shape(), options))
                    .build());
        }

        @Override
        public String visitIndexLookup(AccessPath.IndexLookup path) {
            return path.keys().accept(this);
        }
    }

    @Override
    public String request(ItemWrite write) {
        return ItemWrites.request(write);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
