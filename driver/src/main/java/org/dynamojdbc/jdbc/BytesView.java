package org.dynamojdbc.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** Binary data as Blob: a copy, whose changes do not reach the table. */
final class BytesView implements Blob {
    private byte @Nullable [] bytes;

    BytesView(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    private byte[] bytes() throws SQLException {
        byte[] present = bytes;
        if (present == null) {
            throw Refusal.of(SqlState.FUNCTION_SEQUENCE, "the Blob was freed; read the column again");
        }
        return present;
    }

    private static SQLException outside(long position, long length) {
        return Refusal.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "position " + position + ", length " + length + " is outside of the Blob; positions begin at 1");
    }

    private static SQLException nothingGiven(String method) {
        return Refusal.of(SqlState.INVALID_PARAMETER_VALUE, "Blob." + method + " takes bytes, not null");
    }

    @Override
    public long length() throws SQLException {
        return bytes().length;
    }

    @Override
    public byte[] getBytes(long position, int length) throws SQLException {
        byte[] all = bytes();
        if (position < 1 || length < 0 || position > all.length + 1L) {
            throw outside(position, length);
        }
        int from = (int) position - 1;
        return Arrays.copyOfRange(all, from, (int) Math.min(all.length, from + (long) length));
    }

    @Override
    public InputStream getBinaryStream() throws SQLException {
        return new ByteArrayInputStream(bytes());
    }

    @Override
    public InputStream getBinaryStream(long position, long length) throws SQLException {
        if (length > Integer.MAX_VALUE) {
            throw outside(position, length);
        }
        return new ByteArrayInputStream(getBytes(position, (int) length));
    }

    @Override
    public long position(byte @Nullable [] pattern, long start) throws SQLException {
        byte[] all = bytes();
        if (pattern == null) {
            throw nothingGiven("position");
        }
        if (start < 1) {
            throw outside(start, 0);
        }
        for (long at = start - 1; at + pattern.length <= all.length; at++) {
            int from = (int) at;
            if (Arrays.equals(all, from, from + pattern.length, pattern, 0, pattern.length)) {
                return at + 1;
            }
        }
        return -1;
    }

    @Override
    public long position(@Nullable Blob pattern, long start) throws SQLException {
        if (pattern == null) {
            throw nothingGiven("position");
        }
        return position(pattern.getBytes(1, (int) pattern.length()), start);
    }

    @Override
    public int setBytes(long position, byte @Nullable [] value) throws SQLException {
        byte[] all = bytes();
        if (value == null) {
            throw nothingGiven("setBytes");
        }
        if (position < 1 || position > all.length + 1L) {
            throw outside(position, value.length);
        }
        int from = (int) position - 1;
        byte[] changed = Arrays.copyOf(all, Math.max(all.length, from + value.length));
        System.arraycopy(value, 0, changed, from, value.length);
        bytes = changed;
        return value.length;
    }

    @Override
    public int setBytes(long position, byte @Nullable [] value, int offset, int length) throws SQLException {
        if (value == null) {
            throw nothingGiven("setBytes");
        }
        if (offset < 0 || length < 0 || offset + (long) length > value.length) {
            throw outside(offset, length);
        }
        return setBytes(position, Arrays.copyOfRange(value, offset, offset + length));
    }

    @Override
    public OutputStream setBinaryStream(long position) throws SQLException {
        if (position < 1 || position > length() + 1) {
            throw outside(position, 0);
        }
        return new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                try {
                    setBytes(position, toByteArray());
                } catch (SQLException freed) {
                    throw new IOException(freed);
                }
            }
        };
    }

    @Override
    public void truncate(long length) throws SQLException {
        byte[] all = bytes();
        if (length < 0 || length > all.length) {
            throw outside(1, length);
        }
        bytes = Arrays.copyOf(all, (int) length);
    }

    @Override
    public void free() {
        bytes = null;
    }
}
