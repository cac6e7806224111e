package org.dynamojdbc.execute;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items behind a stream of index entries, in the order of the index. */
final class LookupPages implements Pages {
    private final DynamoDbClient client;
    private final AccessPath.IndexLookup path;
    private final PagedRows entries;
    private final ReadOptions options;
    private final StatementContext context;

    LookupPages(
            DynamoDbClient client,
            AccessPath.IndexLookup path,
            PagedRows entries,
            ReadOptions options,
            StatementContext context) {
        this.client = client;
        this.path = path;
        this.entries = entries;
        this.options = options;
        this.context = context;
    }

    @Override
    public @Nullable Page next(long wanted) {
        int most = wanted < 0 ? BatchGetPages.MAX_KEYS : (int) Math.min(BatchGetPages.MAX_KEYS, Math.max(wanted, 1));
        List<Map<String, AttributeValue>> keys = new java.util.ArrayList<>();
        while (keys.size() < most && entries.next()) {
            keys.add(ItemKeys.of(path.table(), entries.item()));
        }
        if (keys.isEmpty()) {
            return null;
        }
        return new BatchGetPages(client, path.table(), path.shape(), keys, options, context).next(-1);
    }
}
