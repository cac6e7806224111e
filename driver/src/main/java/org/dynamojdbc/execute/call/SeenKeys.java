package org.dynamojdbc.execute.call;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.ItemBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keys that were met, by 16 bytes of their digests each: two keys of the same 16 bytes are not met in practice. Keys are
 * given as DynamoDB returns them, which is in one form.
 */
public final class SeenKeys {
    private static final int FIRST_PLACES = 1 << 10;

    /** Some 400 MB. */
    private static final int MOST = 12_000_000;

    private final MessageDigest digest;
    /** Two longs a place, hashed with open addressing; both are 0 where no key is. */
    private long[] places = new long[2 * FIRST_PLACES];

    private int size;

    /** No key was seen yet. */
    public SeenKeys() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** False when the key was met before. */
    public boolean add(Map<String, AttributeValue> key) {
        ByteBuffer digested = ByteBuffer.wrap(digest.digest(bytes(key)));
        long high = digested.getLong();
        // The lowest bit says that a key is here.
        long low = digested.getLong() | 1;
        if (!put(places, high, low)) {
            return false;
        }
        if (++size == MOST) {
            throw new SqlFailure(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "the statement reads an index that its own writes may change, and would have to remember more than "
                            + MOST + " rows; restrict it by WHERE and run it in parts");
        }
        if (size > places.length / 2 * 2 / 3) {
            grow();
        }
        return true;
    }

    private static byte[] bytes(Map<String, AttributeValue> key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ItemBytes.write(key, new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static boolean put(long[] places, long high, long low) {
        int mask = places.length / 2 - 1;
        int place = (int) high & mask;
        while (places[2 * place + 1] != 0) {
            if (places[2 * place] == high && places[2 * place + 1] == low) {
                return false;
            }
            place = (place + 1) & mask;
        }
        places[2 * place] = high;
        places[2 * place + 1] = low;
        return true;
    }

    private void grow() {
        long[] larger = new long[2 * places.length];
        for (int i = 0; i < places.length; i += 2) {
            if (places[i + 1] != 0) {
                put(larger, places[i], places[i + 1]);
            }
        }
        places = larger;
    }
}
