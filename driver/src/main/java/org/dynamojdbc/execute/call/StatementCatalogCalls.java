package org.dynamojdbc.execute.call;

import java.util.function.Function;
import org.dynamojdbc.catalog.CatalogCalls;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * The catalog's calls of one statement: its cancellation and time limits reach them. Descriptions cost nothing and are not
 * among its calls; a sample is, with what it consumed.
 */
public final class StatementCatalogCalls implements CatalogCalls {
    private final StatementContext context;

    /** @param context the statement that waits for the calls */
    public StatementCatalogCalls(StatementContext context) {
        this.context = context;
    }

    @Override
    public <B extends AwsRequest.Builder, T> T send(String action, B request, Function<B, T> call) {
        AwsRequestOverrideConfiguration limits = Calls.limits(context);
        if (limits != null) {
            request.overrideConfiguration(limits);
        }
        return Calls.free(action, context, () -> call.apply(request));
    }

    @Override
    public void consumed(long items, @Nullable ConsumedCapacity capacity) {
        context.meter().call();
        context.meter().read(items, capacity);
    }
}
