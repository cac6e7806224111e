package org.dynamojdbc.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.AccessPathVisitor;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.predicate.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Opens the pages of an access path. */
final class ReadPages implements AccessPathVisitor<Pages> {
    private final DynamoDbClient client;
    private final ReadOptions options;
    private final StatementContext context;

    ReadPages(DynamoDbClient client, ReadOptions options, StatementContext context) {
        this.client = client;
        this.options = options;
        this.context = context;
    }

    @Override
    public Pages visitNothing(AccessPath.Nothing path) {
        return () -> null;
    }

    @Override
    public Pages visitGetItem(AccessPath.GetItem path) {
        return new Pages() {
            private boolean done;

            @Override
            public @Nullable Page next() {
                if (done) {
                    return null;
                }
                done = true;
                return Page.of(getItem(path));
            }
        };
    }

    private List<Map<String, AttributeValue>> getItem(AccessPath.GetItem path) {
        Calls.requireBudget(options.maxReadUnits(), context);
        GetItemRequest request = ReadRequests.getItem(path).toBuilder()
                .overrideConfiguration(Calls.limits(context))
                .build();
        GetItemResponse response =
                Calls.send("GetItem of " + path.table().name(), context, () -> client.getItem(request));
        boolean found = response.hasItem() && !response.item().isEmpty();
        context.meter().read(found ? 1 : 0, Calls.units(response.consumedCapacity()));
        return found ? List.of(response.item()) : List.of();
    }

    @Override
    public Pages visitBatchGetItem(AccessPath.BatchGetItem path) {
        BatchGets gets = new BatchGets(client, options, context);
        return new Pages() {
            private int at;

            @Override
            public @Nullable Page next() {
                if (at >= path.keys().size()) {
                    return null;
                }
                int end = Math.min(path.keys().size(), at + BatchGets.MOST_KEYS);
                List<Map<String, AttributeValue>> items =
                        gets.get(path.table(), path.keys().subList(at, end), path.shape());
                at = end;
                return Page.of(items);
            }
        };
    }

    @Override
    public Pages visitQuery(AccessPath.Query path) {
        List<Pages> queries = new ArrayList<>();
        for (int i = 0; i < path.conditions().size(); i++) {
            queries.add(query(path, i));
        }
        if (queries.size() == 1) {
            return queries.get(0);
        }
        return path.combination() == AccessPath.Combination.MERGED
                ? new MergedPages(queries, sortAttributes(path), path.forward())
                : new ConcatenatedPages(queries);
    }

    private static List<KeyAttribute> sortAttributes(AccessPath.Query path) {
        return path.index() == null
                ? path.table().key().sort()
                : path.index().key().sort();
    }

    /** What an item needs so that a read can go on behind it, or so that Queries can be merged. */
    static List<KeyAttribute> neededKeys(AccessPath.Query path) {
        Stream<KeyAttribute> own = path.index() == null ? Stream.of() : path.index().key().attributes().stream();
        return path.conditions().size() > 1
                ? Stream.concat(path.table().key().attributes().stream(), own).toList()
                : List.of();
    }

    private Pages query(AccessPath.Query path, int number) {
        return new Pages() {
            private @Nullable Map<String, AttributeValue> start =
                    path.conditions().size() == 1 ? ResumeToken.parse(options.resumeToken()) : null;
            private boolean done;

            @Override
            public @Nullable Page next() {
                if (done) {
                    return null;
                }
                Calls.requireBudget(options.maxReadUnits(), context);
                QueryRequest request = ReadRequests.query(
                                path, path.conditions().get(number), neededKeys(path), limit(path.shape()))
                        .exclusiveStartKey(start)
                        .overrideConfiguration(Calls.limits(context))
                        .build();
                QueryResponse response =
                        Calls.send("Query of " + path.table().name(), context, () -> client.query(request));
                context.meter().read(response.scannedCount(), Calls.units(response.consumedCapacity()));
                start = response.hasLastEvaluatedKey()
                                && !response.lastEvaluatedKey().isEmpty()
                        ? response.lastEvaluatedKey()
                        : null;
                done = start == null;
                return new Page(response.items(), response.count());
            }
        };
    }

    @Override
    public Pages visitScan(AccessPath.Scan path) {
        return new Pages() {
            private @Nullable Map<String, AttributeValue> start = ResumeToken.parse(options.resumeToken());
            private boolean done;

            @Override
            public @Nullable Page next() {
                if (done) {
                    return null;
                }
                Calls.requireBudget(options.maxReadUnits(), context);
                ScanRequest request = ReadRequests.scan(path, List.of(), limit(path.shape()))
                        .exclusiveStartKey(start)
                        .overrideConfiguration(Calls.limits(context))
                        .build();
                ScanResponse response =
                        Calls.send("Scan of " + path.table().name(), context, () -> client.scan(request));
                context.meter().read(response.scannedCount(), Calls.units(response.consumedCapacity()));
                start = response.hasLastEvaluatedKey()
                                && !response.lastEvaluatedKey().isEmpty()
                        ? response.lastEvaluatedKey()
                        : null;
                done = start == null;
                return new Page(response.items(), response.count());
            }
        };
    }

    /** Items per page: no more than the rows wanted when every item read is a row, else as the client asked. */
    private int limit(ReadShape shape) {
        return limit(shape, options);
    }

    static int limit(ReadShape shape, ReadOptions options) {
        boolean everyItemIsARow = shape.filter() == Predicate.TRUE && shape.residual() == Predicate.TRUE;
        long rows = options.limit() < 0 ? Long.MAX_VALUE : options.limit() + options.offset();
        long page = options.pageSize() > 0 ? options.pageSize() : Long.MAX_VALUE;
        long wanted = everyItemIsARow ? Math.min(rows, page) : page;
        return wanted > Integer.MAX_VALUE ? 0 : (int) Math.max(1, wanted);
    }

    @Override
    public Pages visitIndexLookup(AccessPath.IndexLookup path) {
        ReadOptions keyOptions = new ReadOptions(
                0, -1, options.pageSize(), options.prefetchPages(), 1, options.maxReadUnits(), options.resumeToken());
        Pages keys = path.keys().accept(new ReadPages(client, keyOptions, context));
        return new LookupPages(keys, path.keys(), path.table(), path.shape(), new BatchGets(client, options, context));
    }
}
