package org.dynamojdbc.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.dynamojdbc.error.SqlState;

/** What is known of a statement's parameters: their number. Any type can be given to any of them. */
final class Parameters implements ParameterMetaData {
    private final int count;

    Parameters(int count) {
        this.count = count;
    }

    private void require(int parameter) throws SQLException {
        if (parameter < 1 || parameter > count) {
            throw Refusal.of(
                    SqlState.INVALID_COLUMN_INDEX,
                    "parameter " + parameter + " does not exist, the statement has " + count);
        }
    }

    @Override
    public int getParameterCount() {
        return count;
    }

    @Override
    public int isNullable(int parameter) throws SQLException {
        require(parameter);
        return parameterNullableUnknown;
    }

    @Override
    public boolean isSigned(int parameter) throws SQLException {
        require(parameter);
        return true;
    }

    @Override
    public int getPrecision(int parameter) throws SQLException {
        require(parameter);
        return 0;
    }

    @Override
    public int getScale(int parameter) throws SQLException {
        require(parameter);
        return 0;
    }

    @Override
    public int getParameterType(int parameter) throws SQLException {
        require(parameter);
        return Types.VARCHAR;
    }

    @Override
    public String getParameterTypeName(int parameter) throws SQLException {
        require(parameter);
        return "VARCHAR";
    }

    @Override
    public String getParameterClassName(int parameter) throws SQLException {
        require(parameter);
        return Object.class.getName();
    }

    @Override
    public int getParameterMode(int parameter) throws SQLException {
        require(parameter);
        return parameterModeIn;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Faces.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return Faces.wraps(this, type);
    }
}
