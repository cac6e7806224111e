package org.dynamojdbc.execute.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.KeyAttribute;
import org.dynamojdbc.catalog.VectorIndex;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.RequestExpression;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.SearchResultItem;
import software.amazon.awssdk.services.dynamodb.model.SearchVectorsRequest;
import software.amazon.awssdk.services.dynamodb.model.SearchVectorsResponse;

/** The one page of a vector search; each item with its distance. */
public final class VectorPages implements Pages {
    private final DynamoDbClient client;
    private final VectorSearch search;
    private final ReadOptions options;
    private final StatementContext context;
    private boolean done;

    /** The pages of a search for the nearest vectors. */
    public VectorPages(DynamoDbClient client, VectorSearch search, ReadOptions options, StatementContext context) {
        this.client = client;
        this.search = search;
        this.options = options;
        this.context = context;
    }

    /** The call that a search sends. */
    public static SearchVectorsRequest request(VectorSearch search) {
        RequestExpression expression = new RequestExpression();
        SearchVectorsRequest.Builder request = SearchVectorsRequest.builder()
                .tableName(search.table().name())
                .indexName(search.index().name())
                .searchVector(search.vector())
                .topK(search.most());
        if (!search.filter().equals(Predicate.TRUE)) {
            request.searchConditionExpression(expression.condition(search.filter()));
        }
        Set<AttributePath> paths = new LinkedHashSet<>(search.projection());
        for (KeyAttribute key : search.table().key().attributes()) {
            paths.add(AttributePath.of(key.name()));
        }
        request.projectionExpression(
                        String.join(", ", paths.stream().map(expression::path).toList()))
                .expressionAttributeNames(expression.names());
        return expression.values().isEmpty()
                ? request.build()
                : request.expressionAttributeValues(expression.values()).build();
    }

    @Override
    public @Nullable Page next(long wanted) {
        if (done) {
            return null;
        }
        done = true;
        SearchVectorsRequest.Builder request = request(search).toBuilder();
        AwsRequestOverrideConfiguration limits = Calls.limits(context);
        if (limits != null) {
            request.overrideConfiguration(limits);
        }
        SearchVectorsResponse answer = Calls.send(
                "SearchVectors on " + search.table().name(), context, () -> client.searchVectors(request.build()));
        List<SearchResultItem> found = answer.searchResults();
        context.meter().read(found.size(), (ConsumedCapacity) null);
        List<Map<String, AttributeValue>> items = search.readsTable() ? stored(found) : projected(found);
        return new Page(items, 0, items.size());
    }

    private List<Map<String, AttributeValue>> projected(List<SearchResultItem> found) {
        return found.stream().map(result -> withDistance(result.item(), result)).toList();
    }

    /** The items as they are in the table now; those that are gone are left out. */
    private List<Map<String, AttributeValue>> stored(List<SearchResultItem> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<Map<String, AttributeValue>> keys = found.stream()
                .map(result -> ItemKeys.of(search.table(), result.item()))
                .toList();
        ReadShape shape = new ReadShape(Predicate.TRUE, Predicate.TRUE, List.of(), false, false);
        Page page = new BatchGetPages(client, search.table(), shape, keys, 0, options, context).next(-1);
        Map<List<ValueKey>, Map<String, AttributeValue>> byKey = new HashMap<>();
        if (page != null) {
            page.items().forEach(item -> byKey.put(key(item), item));
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (SearchResultItem result : found) {
            Map<String, AttributeValue> item = byKey.get(key(result.item()));
            if (item != null) {
                items.add(withDistance(item, result));
            }
        }
        return items;
    }

    private List<ValueKey> key(Map<String, AttributeValue> item) {
        return ItemKeys.of(search.table(), item).values().stream()
                .map(ValueKey::of)
                .toList();
    }

    /** The greatest product is the nearest: as a distance it is negative. */
    private Map<String, AttributeValue> withDistance(Map<String, AttributeValue> item, SearchResultItem result) {
        Map<String, AttributeValue> row = new HashMap<>(item);
        Double score = result.score();
        if (score != null) {
            double distance = search.index().distance() == VectorIndex.Distance.DOT_PRODUCT ? 0 - score : score;
            row.put(VectorSearch.DISTANCE.root(), AttributeValue.fromN(Double.toString(distance)));
        }
        return row;
    }
}
