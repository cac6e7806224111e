package org.dynamojdbc.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** The setters of a prepared statement, all of them ways to give {@link #bind} one Java object. */
abstract sealed class ParameterSetters extends RunningStatement implements DynamoPreparedStatement
        permits BoundStatement {

    ParameterSetters(OpenConnection connection) {
        super(connection);
    }

    /** Binds parameter {@code index}, from 1; null binds SQL NULL. */
    abstract void bind(int index, @Nullable Object value) throws SQLException;

    @Override
    public final void setNull(int index, int sqlType) throws SQLException {
        bind(index, null);
    }

    @Override
    public final void setNull(int index, int sqlType, @Nullable String typeName) throws SQLException {
        bind(index, null);
    }

    @Override
    public final void setBoolean(int index, boolean value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setByte(int index, byte value) throws SQLException {
        bind(index, (int) value);
    }

    @Override
    public final void setShort(int index, short value) throws SQLException {
        bind(index, (int) value);
    }

    @Override
    public final void setInt(int index, int value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setLong(int index, long value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setFloat(int index, float value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setDouble(int index, double value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setString(int index, @Nullable String value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setNString(int index, @Nullable String value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setBytes(int index, byte @Nullable [] value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setDate(int index, @Nullable Date value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setDate(int index, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
        bind(index, ParameterValues.in(value, calendar));
    }

    @Override
    public final void setTime(int index, @Nullable Time value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setTime(int index, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
        bind(index, ParameterValues.in(value, calendar));
    }

    @Override
    public final void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar)
            throws SQLException {
        bind(index, ParameterValues.in(value, calendar));
    }

    @Override
    public final void setObject(int index, @Nullable Object value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int sqlType) throws SQLException {
        bind(index, TypedParameters.as(value, sqlType, TypedParameters.ANY_SCALE));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int sqlType, int scaleOrLength) throws SQLException {
        bind(index, TypedParameters.as(value, sqlType, scaleOrLength));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, @Nullable SQLType sqlType) throws SQLException {
        setObject(index, value, ParameterValues.number(sqlType));
    }

    @Override
    public final void setObject(int index, @Nullable Object value, @Nullable SQLType sqlType, int scaleOrLength)
            throws SQLException {
        setObject(index, value, ParameterValues.number(sqlType), scaleOrLength);
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value) throws SQLException {
        bind(index, ParameterValues.ascii(value, ParameterValues.ALL));
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value, int length) throws SQLException {
        bind(index, ParameterValues.ascii(value, length));
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value, long length) throws SQLException {
        bind(index, ParameterValues.ascii(value, length));
    }

    @Override
    @Deprecated
    public final void setUnicodeStream(int index, @Nullable InputStream value, int length) throws SQLException {
        bind(index, ParameterValues.utf8(value, length));
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value) throws SQLException {
        bind(index, ParameterValues.bytes(value, ParameterValues.ALL));
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value, int length) throws SQLException {
        bind(index, ParameterValues.bytes(value, length));
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value, long length) throws SQLException {
        bind(index, ParameterValues.bytes(value, length));
    }

    @Override
    public final void setBlob(int index, @Nullable Blob value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setBlob(int index, @Nullable InputStream value) throws SQLException {
        bind(index, ParameterValues.bytes(value, ParameterValues.ALL));
    }

    @Override
    public final void setBlob(int index, @Nullable InputStream value, long length) throws SQLException {
        bind(index, ParameterValues.bytes(value, length));
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
        bind(index, ParameterValues.text(value, ParameterValues.ALL));
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value, int length) throws SQLException {
        bind(index, ParameterValues.text(value, length));
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value, long length) throws SQLException {
        bind(index, ParameterValues.text(value, length));
    }

    @Override
    public final void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
        bind(index, ParameterValues.text(value, ParameterValues.ALL));
    }

    @Override
    public final void setNCharacterStream(int index, @Nullable Reader value, long length) throws SQLException {
        bind(index, ParameterValues.text(value, length));
    }

    @Override
    public final void setClob(int index, @Nullable Clob value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setClob(int index, @Nullable Reader value) throws SQLException {
        bind(index, ParameterValues.text(value, ParameterValues.ALL));
    }

    @Override
    public final void setClob(int index, @Nullable Reader value, long length) throws SQLException {
        bind(index, ParameterValues.text(value, length));
    }

    @Override
    public final void setNClob(int index, @Nullable NClob value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setNClob(int index, @Nullable Reader value) throws SQLException {
        bind(index, ParameterValues.text(value, ParameterValues.ALL));
    }

    @Override
    public final void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
        bind(index, ParameterValues.text(value, length));
    }

    @Override
    public final void setArray(int index, @Nullable Array value) throws SQLException {
        bind(index, value);
    }

    @Override
    public final void setURL(int index, @Nullable URL value) throws SQLException {
        bind(index, value == null ? null : value.toString());
    }

    @Override
    public final void setRef(int index, @Nullable Ref value) throws SQLException {
        throw Refusal.unsupported("PreparedStatement.setRef", "DynamoDB has no references; use setObject");
    }

    @Override
    public final void setRowId(int index, @Nullable RowId value) throws SQLException {
        throw Refusal.unsupported("PreparedStatement.setRowId", "set the key attributes instead");
    }

    @Override
    public final void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
        throw Refusal.unsupported("PreparedStatement.setSQLXML", "store the text with setString");
    }
}
