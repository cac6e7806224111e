package org.dynamojdbc.client;

import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Gives the answers of calls that carry {@link StreamedItems} to them; all others go to the SDK as they are. */
final class ItemStreaming implements ExecutionInterceptor {
    private static final String CHECKSUM = "x-amz-crc32";
    private static final ExecutionAttribute<Long> EXPECTED =
            new ExecutionAttribute<>("org.dynamojdbc.ExpectedChecksum");

    /** The checksum is of the whole body, so it is kept from the SDK, which sees the rest only. */
    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        SdkHttpResponse response = context.httpResponse();
        if (attributes.getAttribute(StreamedItems.ATTRIBUTE) == null || !isStreamed(response)) {
            return response;
        }
        attributes.putAttribute(
                EXPECTED,
                response.firstMatchingHeader(CHECKSUM).map(Long::valueOf).orElse(null));
        return response.toBuilder().removeHeader(CHECKSUM).build();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        StreamedItems items = attributes.getAttribute(StreamedItems.ATTRIBUTE);
        if (items == null) {
            return context.responseBody();
        }
        if (!isStreamed(context.httpResponse())) {
            items.leave();
            return context.responseBody();
        }
        @Nullable Long expected = attributes.getAttribute(EXPECTED);
        return context.responseBody().map(body -> items.restOf(body, expected));
    }

    /** Errors have no items; the SDK knows how to read a compressed answer, whose checksum is of the compressed bytes. */
    private static boolean isStreamed(SdkHttpResponse response) {
        return response.isSuccessful()
                && response.firstMatchingHeader("Content-Encoding").isEmpty();
    }
}
