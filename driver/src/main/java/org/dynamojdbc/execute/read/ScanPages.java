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
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The pages of a Scan. */
public final class ScanPages implements Pages {
    private final DynamoDbClient client;
    private final AccessPath.Scan path;
    private final ReadOptions options;
    private final StatementContext context;
    private final PageSizes sizes;
    private final ScanRequest request;
    private @Nullable Map<String, AttributeValue> startKey;
    private boolean ended;

    /** The pages of one segment, or of the whole. */
    public ScanPages(
            DynamoDbClient client,
            AccessPath.Scan path,
            ReadOptions options,
            StatementContext context,
            @Nullable Map<String, AttributeValue> startKey) {
        this.client = client;
        this.path = path;
        this.options = options;
        this.context = context;
        this.sizes = new PageSizes(path.shape(), options);
        this.request = Requests.scan(path);
        this.startKey = startKey;
    }

    @Override
    public @Nullable Page next(long wanted) {
        if (ended) {
            return null;
        }
        Calls.checkBudget(options, context);
        StreamedItems items = new StreamedItems();
        ScanRequest call = request.toBuilder()
                .exclusiveStartKey(startKey)
                .limit(sizes.next(wanted))
                .overrideConfiguration(Calls.streaming(items, context))
                .build();
        ScanResponse answer = Calls.send("Scan of " + path.table().name(), context, () -> client.scan(call));
        context.meter().read(answer.scannedCount(), answer.consumedCapacity());
        ended = !answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty();
        startKey = ended ? null : answer.lastEvaluatedKey();
        return new Page(items.orElse(answer.items()), 0, answer.count());
    }
}
