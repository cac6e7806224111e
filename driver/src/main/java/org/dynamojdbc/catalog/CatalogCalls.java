package org.dynamojdbc.catalog;

import java.util.function.Function;
import org.dynamojdbc.error.DynamoErrors;
import org.dynamojdbc.error.SqlFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** How the catalog's calls are sent: on their own, or within the statement that needs their answers. */
public interface CatalogCalls {
    /**
     * Sends a request.
     *
     * @throws SqlFailure when it fails, with the SDK's exception as cause
     */
    <B extends AwsRequest.Builder, T> T send(String action, B request, Function<B, T> call);

    /** Notes what a sample of items has consumed. */
    void consumed(long items, @Nullable ConsumedCapacity capacity);

    /** Calls of no statement: metadata is asked for. */
    CatalogCalls ALONE = new CatalogCalls() {
        @Override
        public <B extends AwsRequest.Builder, T> T send(String action, B request, Function<B, T> call) {
            try {
                return call.apply(request);
            } catch (SdkException failed) {
                throw DynamoErrors.from(failed, action);
            }
        }

        @Override
        public void consumed(long items, @Nullable ConsumedCapacity capacity) {}
    };
}
