package org.dynamojdbc.client;

import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The body that a call sends instead of the one that the SDK makes of its request; made by {@link RequestJson}. The SDK signs
 * and repeats it like its own.
 */
public final class RequestBody {
    /** What marks a call. */
    public static final ExecutionAttribute<RequestBody> ATTRIBUTE =
            new ExecutionAttribute<>("org.dynamojdbc.RequestBody");

    private final byte[] json;

    RequestBody(byte[] json) {
        this.json = json;
    }

    /** Puts the bodies in before the calls are signed. */
    static final class Replacement implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            RequestBody body = attributes.getAttribute(ATTRIBUTE);
            return body == null
                    ? context.httpRequest()
                    : context.httpRequest().toBuilder()
                            .putHeader("Content-Length", Integer.toString(body.json.length))
                            .build();
        }

        @Override
        public Optional<software.amazon.awssdk.core.sync.RequestBody> modifyHttpContent(
                Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            RequestBody body = attributes.getAttribute(ATTRIBUTE);
            return body == null
                    ? context.requestBody()
                    : Optional.of(software.amazon.awssdk.core.sync.RequestBody.fromContentProvider(
                            ContentStreamProvider.fromByteArrayUnsafe(body.json),
                            body.json.length,
                            "application/x-amz-json-1.0"));
        }
    }
}
