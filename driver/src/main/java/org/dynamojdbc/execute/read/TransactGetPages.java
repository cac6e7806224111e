package org.dynamojdbc.execute.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Backoff;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.Requests;
import org.dynamojdbc.execute.call.StatementContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Items by their keys as of one moment: one TransactGetItems, asked again while other transactions hold its items. */
final class TransactGetPages implements Pages {
    /** API reference, TransactGetItems: up to 100 items. */
    private static final int MAX_KEYS = 100;

    private static final int MAX_TRIES = 10;
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError");

    private final DynamoDbClient client;
    private final AccessPath.BatchGetItem path;
    private final ReadOptions options;
    private final StatementContext context;
    private final TransactGetItemsRequest request;
    private boolean done;

    TransactGetPages(
            DynamoDbClient client, AccessPath.BatchGetItem path, ReadOptions options, StatementContext context) {
        this.client = client;
        this.path = path;
        this.options = options;
        this.context = context;
        this.request = request(path, options)
                .overrideConfiguration(Calls.limits(context))
                .build();
    }

    /**
     * The call for all keys of a path.
     *
     * @throws SqlFailure 54000 when one call cannot take so many, 22023 for a read that is to go on behind another one
     */
    static TransactGetItemsRequest.Builder request(AccessPath.BatchGetItem path, ReadOptions options) {
        if (options.resumeToken() != null) {
            throw new SqlFailure(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "a SERIALIZABLE read is of one moment and cannot be resumed at another; leave out RESUME");
        }
        if (path.keys().size() > MAX_KEYS) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "a SERIALIZABLE read of " + path.keys().size() + " items of "
                            + path.table().name() + ": DynamoDB reads at most " + MAX_KEYS
                            + " as of one moment; ask for fewer keys or use READ COMMITTED");
        }
        KeysAndAttributes shape = Requests.batchGet(path.table(), path.keys(), path.shape());
        List<TransactGetItem> gets = new ArrayList<>();
        for (Map<String, AttributeValue> key : path.keys()) {
            gets.add(TransactGetItem.builder()
                    .get(g -> g.tableName(path.table().name())
                            .key(key)
                            .projectionExpression(shape.projectionExpression())
                            .expressionAttributeNames(
                                    shape.hasExpressionAttributeNames() ? shape.expressionAttributeNames() : null))
                    .build());
        }
        return TransactGetItemsRequest.builder()
                .transactItems(gets)
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES);
    }

    @Override
    public @Nullable Page next(long wanted) {
        if (done) {
            return null;
        }
        done = true;
        Calls.checkBudget(options, context);
        String action = "TransactGetItems on " + path.table().name();
        Backoff backoff = new Backoff(action, context);
        for (int attempt = 1; ; attempt++) {
            try {
                return page(Calls.send(action, context, () -> client.transactGetItems(request)));
            } catch (SqlFailure failure) {
                if (!(failure.getCause() instanceof TransactionCanceledException canceled)) {
                    throw failure;
                }
                if (attempt == MAX_TRIES || !isPassing(canceled)) {
                    throw DynamoErrors.from(canceled, action);
                }
                backoff.pause();
            }
        }
    }

    private static boolean isPassing(TransactionCanceledException canceled) {
        return !canceled.cancellationReasons().isEmpty()
                && canceled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .allMatch(code -> code == null || PASSING.contains(code));
    }

    private Page page(TransactGetItemsResponse answer) {
        List<Map<String, AttributeValue>> items = answer.responses().stream()
                .filter(r -> r.hasItem() && !r.item().isEmpty())
                .map(r -> r.item())
                .toList();
        context.meter().read(items.size(), answer.consumedCapacity());
        return new Page(items, 0, items.size());
    }
}
