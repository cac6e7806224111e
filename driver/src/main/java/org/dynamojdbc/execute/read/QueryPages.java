package org.dynamojdbc.execute.read;

import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.client.StreamedItems;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.Requests;
import org.dynamojdbc.execute.call.StatementContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The pages of an access path's Queries, one Query after the other. */
public final class QueryPages implements Pages {
    private final DynamoDbClient client;
    private final AccessPath.Query path;
    private final ReadOptions options;
    private final StatementContext context;
    private final PageSizes sizes;
    private final int end;
    private int query;
    private @Nullable QueryRequest request;
    private @Nullable Map<String, AttributeValue> startKey;

    /**
     * @param first the Query to begin with
     * @param end the Query to stop before
     * @param startKey where to begin in it, null for its start
     */
    public QueryPages(
            DynamoDbClient client,
            AccessPath.Query path,
            ReadOptions options,
            StatementContext context,
            int first,
            int end,
            @Nullable Map<String, AttributeValue> startKey) {
        this.client = client;
        this.path = path;
        this.options = options;
        this.context = context;
        this.sizes = new PageSizes(path.shape(), options);
        this.query = first;
        this.end = end;
        this.startKey = startKey;
    }

    @Override
    public @Nullable Page next(long wanted) {
        if (query >= end) {
            return null;
        }
        Calls.checkBudget(options, context);
        if (request == null) {
            request = Requests.query(path, path.conditions().get(query));
        }
        StreamedItems items = new StreamedItems();
        QueryRequest call = request.toBuilder()
                .exclusiveStartKey(startKey)
                .limit(sizes.next(wanted))
                .overrideConfiguration(Calls.streaming(items, context))
                .build();
        QueryResponse answer = Calls.send("Query on " + path.table().name(), context, () -> client.query(call));
        context.meter().read(answer.scannedCount(), answer.consumedCapacity());
        Page page = new Page(items.orElse(answer.items()), query, answer.count());
        if (answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()) {
            startKey = answer.lastEvaluatedKey();
        } else {
            startKey = null;
            request = null;
            query++;
        }
        return page;
    }
}
