package org.dynamojdbc.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.Documents;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The getters of the current row by column number. */
abstract sealed class RowGetters extends ForwardResultSet permits StreamingResultSet {

    /** The value in the current row, null for SQL NULL; a column or a row that is not there is refused. */
    abstract @Nullable AttributeValue value(int column) throws SQLException;

    /** What reads the columns as they are typed now. */
    abstract ColumnReaders readers();

    abstract String label(int column);

    /** How getObject gives lists, sets and maps. */
    abstract Documents documents();

    /** Reads a value as one Java type. */
    private interface Conversion<T> {
        @Nullable
        T of(ColumnReaders readers, AttributeValue value, int column);
    }

    private <T> @Nullable T read(int column, Conversion<T> conversion) throws SQLException {
        AttributeValue value = value(column);
        if (value == null) {
            return null;
        }
        try {
            return conversion.of(readers(), value, column - 1);
        } catch (RuntimeException refused) {
            throw Refusal.inColumn(label(column), refused);
        }
    }

    private <T> T read(int column, Conversion<T> conversion, T whenNull) throws SQLException {
        T read = read(column, conversion);
        return read == null ? whenNull : read;
    }

    @Override
    public @Nullable String getString(int column) throws SQLException {
        return read(column, ColumnReaders::string);
    }

    @Override
    public @Nullable String getNString(int column) throws SQLException {
        return getString(column);
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        return read(column, ColumnReaders::truth, Boolean.FALSE);
    }

    @Override
    public byte getByte(int column) throws SQLException {
        return read(column, ColumnReaders::tiny, (byte) 0);
    }

    @Override
    public short getShort(int column) throws SQLException {
        return read(column, ColumnReaders::small, (short) 0);
    }

    @Override
    public int getInt(int column) throws SQLException {
        return read(column, ColumnReaders::integer, 0);
    }

    @Override
    public long getLong(int column) throws SQLException {
        return read(column, ColumnReaders::big, 0L);
    }

    @Override
    public float getFloat(int column) throws SQLException {
        return read(column, ColumnReaders::real, 0f);
    }

    @Override
    public double getDouble(int column) throws SQLException {
        return read(column, ColumnReaders::approximate, 0d);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
        return read(column, ColumnReaders::decimal);
    }

    @Override
    @Deprecated
    public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
        BigDecimal value = getBigDecimal(column);
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public byte @Nullable [] getBytes(int column) throws SQLException {
        return read(column, ColumnReaders::bytes);
    }

    @Override
    public @Nullable Date getDate(int column) throws SQLException {
        return getDate(column, null);
    }

    @Override
    public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
        return read(column, (readers, value, index) -> readers.date(value, index, calendar));
    }

    @Override
    public @Nullable Time getTime(int column) throws SQLException {
        return getTime(column, null);
    }

    @Override
    public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
        return read(column, (readers, value, index) -> readers.time(value, index, calendar));
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column) throws SQLException {
        return getTimestamp(column, null);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar) throws SQLException {
        return read(column, (readers, value, index) -> readers.timestamp(value, index, calendar));
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        return read(column, (readers, value, index) -> readers.object(value, index, documents()));
    }

    @Override
    public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> types) throws SQLException {
        return getObject(column);
    }

    @Override
    public <T> @Nullable T getObject(int column, @Nullable Class<T> type) throws SQLException {
        if (type == null) {
            throw Refusal.of(SqlState.INVALID_PARAMETER_VALUE, "getObject needs a class, not null");
        }
        Object read =
                switch (type.getName()) {
                    case "java.sql.Array" -> getArray(column);
                    case "java.sql.Struct" -> read(column, (readers, value, index) -> readers.struct(value));
                    case "java.sql.Blob" -> getBlob(column);
                    case "java.sql.Clob", "java.sql.NClob" -> getNClob(column);
                    case "java.io.InputStream" -> getBinaryStream(column);
                    case "java.io.Reader" -> getCharacterStream(column);
                    case "java.net.URL" -> getURL(column);
                    default -> read(column, (readers, value, index) -> readers.object(value, index, type));
                };
        return type.cast(read);
    }

    @Override
    public @Nullable Array getArray(int column) throws SQLException {
        return read(column, ColumnReaders::array);
    }

    @Override
    public @Nullable Blob getBlob(int column) throws SQLException {
        byte[] bytes = getBytes(column);
        return bytes == null ? null : new BytesView(bytes);
    }

    @Override
    public @Nullable Clob getClob(int column) throws SQLException {
        return getNClob(column);
    }

    @Override
    public @Nullable NClob getNClob(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new TextView(text);
    }

    @Override
    public @Nullable InputStream getBinaryStream(int column) throws SQLException {
        byte[] bytes = getBytes(column);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public @Nullable InputStream getAsciiStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    @Deprecated
    public @Nullable InputStream getUnicodeStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable Reader getCharacterStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new StringReader(text);
    }

    @Override
    public @Nullable Reader getNCharacterStream(int column) throws SQLException {
        return getCharacterStream(column);
    }

    @Override
    public @Nullable URL getURL(int column) throws SQLException {
        String text = getString(column);
        try {
            return text == null ? null : URI.create(text).toURL();
        } catch (MalformedURLException | IllegalArgumentException malformed) {
            throw Refusal.of(
                    SqlState.INVALID_CHARACTER_VALUE,
                    "column " + column + " holds no URL; read it with getString",
                    malformed);
        }
    }
}
