package org.dynamojdbc.execute.read;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.ReadShape;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.call.Requests;
import org.dynamojdbc.execute.call.ReturnedCosts;
import org.dynamojdbc.predicate.RequestExpression;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The requests of reads by key. A prepared statement comes with the same shape at each execution, so that the text of its
 * projection is kept; of other statements the place is soon another's. Safe to use from several threads.
 */
public final class ItemRequests {
    private static final int KEPT = 64;

    private final AtomicReferenceArray<@Nullable Projection> kept = new AtomicReferenceArray<>(KEPT);

    /** @param text null for all attributes */
    private record Projection(ReadShape shape, Table table, @Nullable String text, Map<String, String> names) {}

    /** @param limits null for none */
    GetItemRequest of(AccessPath.GetItem path, @Nullable AwsRequestOverrideConfiguration limits) {
        Projection projection = projection(path);
        GetItemRequest.Builder request = GetItemRequest.builder()
                .tableName(path.table().name())
                .key(path.key())
                .returnConsumedCapacity(ReturnedCosts.ofRead(null));
        if (path.shape().consistent()) {
            request.consistentRead(true);
        }
        if (projection.text() != null) {
            request.projectionExpression(projection.text()).expressionAttributeNames(projection.names());
        }
        return limits == null
                ? request.build()
                : request.overrideConfiguration(limits).build();
    }

    private Projection projection(AccessPath.GetItem path) {
        int place = System.identityHashCode(path.shape()) & (KEPT - 1);
        Projection known = kept.get(place);
        if (known == null
                || !known.shape().equals(path.shape())
                || !known.table().equals(path.table())) {
            RequestExpression expression = new RequestExpression();
            String text = Requests.projection(path.shape(), path.table(), null, expression);
            known = new Projection(path.shape(), path.table(), text, expression.names());
            kept.set(place, known);
        }
        return known;
    }
}
