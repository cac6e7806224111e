package org.dynamojdbc.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of one call's answer, read straight from its JSON instead of by the SDK. A call that carries this as an execution
 * attribute gets an SDK response without items. Each attempt of the call begins anew.
 */
public final class StreamedItems {
    /** What marks a call. */
    public static final ExecutionAttribute<StreamedItems> ATTRIBUTE =
            new ExecutionAttribute<>("org.dynamojdbc.StreamedItems");

    private @Nullable List<Map<String, AttributeValue>> items;

    /** The items read; those of the SDK's response when the answer went to the SDK as it was. */
    public List<Map<String, AttributeValue>> orElse(List<Map<String, AttributeValue>> responded) {
        List<Map<String, AttributeValue>> read = items;
        return read == null ? responded : read;
    }

    /** An attempt begins whose answer the SDK reads itself. */
    void leave() {
        items = null;
    }

    /**
     * The rest of an answer; reading it reads the items.
     *
     * @param checksum what the service says of the body, null when it says nothing
     */
    InputStream restOf(InputStream body, @Nullable Long checksum) {
        items = null;
        return new Rest(body, checksum);
    }

    private byte[] read(InputStream body, @Nullable Long checksum) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(body, new CRC32());
        List<Map<String, AttributeValue>> read = new ArrayList<>();
        byte[] rest = ItemsJson.read(checked, read::add);
        checked.transferTo(OutputStream.nullOutputStream());
        long actual = checked.getChecksum().getValue();
        if (checksum != null && checksum != actual) {
            throw Crc32MismatchException.builder()
                    .message("the answer's checksum is " + actual + " instead of " + checksum)
                    .build();
        }
        items = read;
        return rest;
    }

    /** Reads the answer at the first byte that is wanted, so that what goes wrong counts as a failure to read it. */
    private final class Rest extends InputStream {
        private final InputStream body;
        private final @Nullable Long checksum;
        private @Nullable InputStream rest;

        Rest(InputStream body, @Nullable Long checksum) {
            this.body = body;
            this.checksum = checksum;
        }

        private InputStream rest() throws IOException {
            InputStream known = rest;
            if (known == null) {
                known = new ByteArrayInputStream(StreamedItems.this.read(body, checksum));
                rest = known;
            }
            return known;
        }

        @Override
        public int read() throws IOException {
            return rest().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return rest().read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
