package org.dynamojdbc.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** A text as Clob: a copy, whose changes do not reach the table. */
final class TextView implements NClob {
    private @Nullable StringBuilder text;

    TextView(String text) {
        this.text = new StringBuilder(text);
    }

    private StringBuilder text() throws SQLException {
        StringBuilder present = text;
        if (present == null) {
            throw Refusal.of(SqlState.FUNCTION_SEQUENCE, "the Clob was freed; read the column again");
        }
        return present;
    }

    private static SQLException outside(long position, long length) {
        return Refusal.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "position " + position + ", length " + length + " is outside of the Clob; positions begin at 1");
    }

    private static SQLException nothingGiven(String method) {
        return Refusal.of(SqlState.INVALID_PARAMETER_VALUE, "Clob." + method + " takes a text, not null");
    }

    @Override
    public long length() throws SQLException {
        return text().length();
    }

    @Override
    public String getSubString(long position, int length) throws SQLException {
        StringBuilder all = text();
        if (position < 1 || length < 0 || position > all.length() + 1L) {
            throw outside(position, length);
        }
        int from = (int) position - 1;
        return all.substring(from, (int) Math.min(all.length(), from + (long) length));
    }

    @Override
    public Reader getCharacterStream() throws SQLException {
        return new StringReader(text().toString());
    }

    @Override
    public Reader getCharacterStream(long position, long length) throws SQLException {
        if (length > Integer.MAX_VALUE) {
            throw outside(position, length);
        }
        return new StringReader(getSubString(position, (int) length));
    }

    @Override
    public InputStream getAsciiStream() throws SQLException {
        return new ByteArrayInputStream(text().toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public long position(@Nullable String pattern, long start) throws SQLException {
        StringBuilder all = text();
        if (pattern == null) {
            throw nothingGiven("position");
        }
        if (start < 1 || start > Integer.MAX_VALUE) {
            throw outside(start, 0);
        }
        int found = all.indexOf(pattern, (int) start - 1);
        return found < 0 ? -1 : found + 1L;
    }

    @Override
    public long position(@Nullable Clob pattern, long start) throws SQLException {
        if (pattern == null) {
            throw nothingGiven("position");
        }
        return position(pattern.getSubString(1, (int) pattern.length()), start);
    }

    @Override
    public int setString(long position, @Nullable String value) throws SQLException {
        StringBuilder all = text();
        if (value == null) {
            throw nothingGiven("setString");
        }
        if (position < 1 || position > all.length() + 1L) {
            throw outside(position, value.length());
        }
        int from = (int) position - 1;
        all.replace(from, Math.min(all.length(), from + value.length()), value);
        return value.length();
    }

    @Override
    public int setString(long position, @Nullable String value, int offset, int length) throws SQLException {
        if (value == null) {
            throw nothingGiven("setString");
        }
        if (offset < 0 || length < 0 || offset + (long) length > value.length()) {
            throw outside(offset, length);
        }
        return setString(position, value.substring(offset, offset + length));
    }

    @Override
    public OutputStream setAsciiStream(long position) throws SQLException {
        requireAt(position);
        return new ByteArrayOutputStream() {
            @Override
            public void close() throws java.io.IOException {
                store(position, toString(StandardCharsets.US_ASCII));
            }
        };
    }

    @Override
    public Writer setCharacterStream(long position) throws SQLException {
        requireAt(position);
        return new StringWriter() {
            @Override
            public void close() throws java.io.IOException {
                store(position, toString());
            }
        };
    }

    private void requireAt(long position) throws SQLException {
        if (position < 1 || position > length() + 1) {
            throw outside(position, 0);
        }
    }

    private void store(long position, String value) throws java.io.IOException {
        try {
            setString(position, value);
        } catch (SQLException freed) {
            throw new java.io.IOException(freed);
        }
    }

    @Override
    public void truncate(long length) throws SQLException {
        StringBuilder all = text();
        if (length < 0 || length > all.length()) {
            throw outside(1, length);
        }
        all.setLength((int) length);
    }

    @Override
    public void free() {
        text = null;
    }
}
