package org.dynamojdbc.execute.table;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.dynamojdbc.client.Attempts;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Calls;
import org.dynamojdbc.execute.call.StatementContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** The calls of one statement about tables: canceled, timed and metered with it. */
final class TableCalls {
    private final DynamoDbClient client;
    private final StatementContext context;

    TableCalls(DynamoDbClient client, StatementContext context) {
        this.client = client;
        this.context = context;
    }

    DynamoDbClient client() {
        return client;
    }

    StatementContext context() {
        return context;
    }

    /** Sends a request within the statement's limits. */
    <B extends AwsRequest.Builder, T> T send(String action, B request, Function<B, T> call) {
        AwsRequestOverrideConfiguration limits = Calls.limits(context);
        if (limits != null) {
            request.overrideConfiguration(limits);
        }
        return Calls.send(action, context, () -> call.apply(request));
    }

    /**
     * Sends a change. One whose answer was lost may have been made, and what refuses its next attempt be its own work: where
     * the table is as wanted then, the change is done.
     *
     * @param isDone asked only then
     */
    <B extends AwsRequest.Builder> void change(String action, B request, Function<B, ?> call, BooleanSupplier isDone) {
        Attempts attempts = new Attempts(Attempts.Repeat.HARMLESS);
        request.overrideConfiguration(Calls.limits(context, attempts));
        try {
            Calls.send(action, context, () -> call.apply(request));
        } catch (SqlFailure failure) {
            boolean stopped = failure.state() == SqlState.QUERY_CANCELED || failure.state() == SqlState.TIMEOUT;
            if (stopped || !attempts.mayBeDone() || !isDone.getAsBoolean()) {
                throw failure;
            }
            context.warn(action + " got no answer at first; what it asks for is there");
        }
    }

    /** Null when there is no such table. */
    @Nullable
    TableDescription find(String table) {
        try {
            return send(
                            "DescribeTable of " + table,
                            DescribeTableRequest.builder().tableName(table),
                            request -> client.describeTable(request.build()))
                    .table();
        } catch (SqlFailure failure) {
            if (failure.getCause() instanceof ResourceNotFoundException) {
                return null;
            }
            throw failure;
        }
    }

    TableDescription describe(String table) {
        TableDescription found = find(table);
        if (found == null) {
            throw new SqlFailure(SqlState.UNDEFINED_TABLE, "table '" + table + "' does not exist");
        }
        return found;
    }

    void update(String action, UpdateTableRequest.Builder request, BooleanSupplier isDone) {
        change(action, request, r -> client.updateTable(r.build()), isDone);
    }
}
