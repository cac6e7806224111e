package org.dynamojdbc.execute.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.type.ValueKey;
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
    private final Map<ValueKey, ResumeTokens.Place> places = new HashMap<>();
    private int guess = 1;

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
        int most = keysFor(wanted);
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        places.clear();
        while (keys.size() < most) {
            entries.expect(wanted < 0 ? -1 : Math.max(wanted, most) - keys.size());
            if (!entries.next()) {
                break;
            }
            Map<String, AttributeValue> key = ItemKeys.of(path.table(), entries.item());
            // An item that moves in the index while it is read can be met twice, and BatchGetItem takes a key once.
            if (places.put(ValueKey.of(key), entries.place()) == null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            return null;
        }
        return new BatchGetPages(client, path.table(), path.shape(), keys, 0, options, context).next(-1);
    }

    /**
     * Under a limit the first call fetches as many items as rows are wanted. Items that the condition then refuses make
     * more calls necessary, which take ever more, so that there are few of them.
     */
    private int keysFor(long wanted) {
        if (wanted < 0) {
            return BatchGetPages.MAX_KEYS;
        }
        int most = (int) Math.min(BatchGetPages.MAX_KEYS, Math.max(wanted, guess));
        guess = Math.min(BatchGetPages.MAX_KEYS, 2 * most);
        return most;
    }

    /** Where the index's entry of an item of the last page is. */
    ResumeTokens.@Nullable Place place(Map<String, AttributeValue> item, int source) {
        return places.get(ValueKey.of(ItemKeys.of(path.table(), item)));
    }
}
