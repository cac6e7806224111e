package org.dynamojdbc.execute.write;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.RowStream;
import org.dynamojdbc.type.ItemBytes;
import org.dynamojdbc.type.ItemSize;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items kept in the order they came, to be read once: the first megabytes in memory, the rest in a temporary file that
 * only this user can read and that goes with {@link #close()}. Items are added first, by one thread at a time, and then read.
 */
final class HeldItems implements RowStream {
    private static final long MEMORY_BYTES = 8L << 20;

    /** What an item takes beside its text. */
    private static final int OVERHEAD_BYTES = 200;

    private final List<Map<String, AttributeValue>> first = new ArrayList<>();
    private long firstBytes;
    private long inFile;
    private @Nullable Spill spill;
    private long position;
    private Map<String, AttributeValue> current = Map.of();
    private boolean closed;

    /** @throws SqlFailure 58000 when the temporary file cannot be written */
    synchronized void add(Map<String, AttributeValue> item) {
        if (inFile == 0) {
            firstBytes += ItemSize.bytes(item) + OVERHEAD_BYTES;
            if (firstBytes <= MEMORY_BYTES) {
                first.add(item);
                return;
            }
        }
        try {
            if (spill == null) {
                spill = new Spill();
            }
            ItemBytes.write(item, spill.out);
            inFile++;
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    synchronized long size() {
        return first.size() + inFile;
    }

    synchronized int inMemory() {
        return first.size();
    }

    synchronized boolean hasFile() {
        return spill != null;
    }

    @Override
    public synchronized boolean next() {
        if (closed || position == first.size() + inFile) {
            // Who has read everything need not close the rows, and the file is of no more use.
            closeFile();
            return false;
        }
        try {
            current = position < first.size() ? first.get((int) position) : fromFile();
        } catch (IOException failed) {
            throw broken(failed);
        }
        position++;
        return true;
    }

    private Map<String, AttributeValue> fromFile() throws IOException {
        Spill written = java.util.Objects.requireNonNull(spill);
        return ItemBytes.read(written.in());
    }

    private static SqlFailure broken(IOException failed) {
        return new SqlFailure(
                SqlState.SYSTEM_ERROR,
                "the rows of this statement do not fit into memory, and the temporary file for them in "
                        + System.getProperty("java.io.tmpdir") + " cannot be used: " + failed.getMessage()
                        + "; make room there, name another folder by java.io.tmpdir, or write fewer rows at once",
                failed);
    }

    @Override
    public synchronized Map<String, AttributeValue> item() {
        return current;
    }

    @Override
    public @Nullable String resumeToken() {
        return null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        first.clear();
        inFile = 0;
        closeFile();
    }

    private void closeFile() {
        if (spill != null) {
            spill.close();
            spill = null;
        }
    }

    /** The file: written, then read from its beginning. Not a channel, which an interrupt would close for good. */
    private static final class Spill {
        private final File path;
        private final RandomAccessFile file;
        private final DataOutputStream out;
        private @Nullable DataInputStream in;
        private boolean deleted;

        Spill() throws IOException {
            path = java.nio.file.Files.createTempFile("dynamo-jdbc-", ".rows").toFile();
            file = new RandomAccessFile(path, "rw");
            out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file.getFD()), 1 << 16));
            // Where the system allows it the file is nameless from now on, and gone however the process ends.
            deleted = path.delete();
        }

        DataInputStream in() throws IOException {
            if (in == null) {
                out.flush();
                file.seek(0);
                in = new DataInputStream(new BufferedInputStream(new FileInputStream(file.getFD()), 1 << 16));
            }
            return in;
        }

        void close() {
            try {
                file.close();
            } catch (IOException failed) {
                // Nothing more is wanted of it.
            }
            if (!deleted && !path.delete()) {
                path.deleteOnExit();
            }
            deleted = true;
        }
    }
}
