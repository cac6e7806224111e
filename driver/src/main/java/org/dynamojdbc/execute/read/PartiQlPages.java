package org.dynamojdbc.execute.read;

import java.util.List;
import org.dynamojdbc.client.Attempts;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.PartiQl;
import org.dynamojdbc.execute.call.ReadOptions;
import org.dynamojdbc.execute.call.StatementContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** The pages of a statement in DynamoDB's own PartiQL, sent as it is. */
public final class PartiQlPages implements Pages {
    private static final String ACTION = "EXECUTE PARTIQL";

    private final DynamoDbClient client;
    private final PartiQl statement;
    private final ReadOptions options;
    private final StatementContext context;
    private @Nullable String nextToken;
    private boolean started;

    /** The pages of a statement of DynamoDB's own PartiQL. */
    public PartiQlPages(DynamoDbClient client, PartiQl statement, ReadOptions options, StatementContext context) {
        this.client = client;
        this.statement = statement;
        this.options = options;
        this.context = context;
    }

    @Override
    public @Nullable Page next(long wanted) {
        if (started && nextToken == null) {
            return null;
        }
        Calls.checkBudget(options, context);
        started = true;
        ExecuteStatementResponse answer = send();
        nextToken = answer.nextToken();
        List<java.util.Map<String, AttributeValue>> items = answer.items();
        ConsumedCapacity capacity = answer.consumedCapacity();
        if (statement.kind() == PartiQl.Kind.READ) {
            context.meter().read(items.size(), capacity);
        } else {
            context.meter().written(capacity);
        }
        return new Page(items, 0, items.size());
    }

    /** Runs a write; the items it gives back, null when its condition did not hold. */
    @Nullable
    public Page write() {
        try {
            return next(-1);
        } catch (SqlFailure failure) {
            if (failure.getCause() instanceof ConditionalCheckFailedException) {
                return null;
            }
            throw failure;
        }
    }

    private ExecuteStatementResponse send() {
        Attempts attempts = new Attempts(
                statement.kind() == PartiQl.Kind.READ ? Attempts.Repeat.HARMLESS : Attempts.Repeat.FORBIDDEN);
        ExecuteStatementRequest.Builder request = ExecuteStatementRequest.builder()
                .statement(statement.text())
                .nextToken(nextToken)
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                .overrideConfiguration(Calls.limits(context, attempts));
        if (!statement.parameters().isEmpty()) {
            request.parameters(statement.parameters());
        }
        if (statement.kind() == PartiQl.Kind.READ) {
            if (options.pageSize() > 0) {
                request.limit(options.pageSize());
            }
            if (statement.consistent()) {
                request.consistentRead(true);
            }
        }
        try {
            return Calls.send(ACTION, context, () -> client.executeStatement(request.build()));
        } catch (SqlFailure failure) {
            if (statement.kind() == PartiQl.Kind.WRITE && (attempts.isStopped() || attempts.mayBeDone())) {
                throw new SqlFailure(
                        SqlState.COMPLETION_UNKNOWN,
                        ACTION
                                + " got no clear answer: whether it was done is unknown, and sending it again could do it"
                                + " twice; read the item to find out",
                        failure);
            }
            throw failure;
        }
    }
}
