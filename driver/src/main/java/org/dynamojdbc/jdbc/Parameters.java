package org.dynamojdbc.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.dynamojdbc.catalog.Column;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.JdbcTypes;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a statement's parameters: the columns they are written to or compared with. DynamoDB takes any type
 * anywhere, so that a parameter of no known column is shown as VARCHAR and takes any object.
 */
final class Parameters implements ParameterMetaData {
    private static final ColumnType UNKNOWN = ColumnType.of(ColumnType.Kind.ANY);

    private final int count;
    private final Supplier<List<@Nullable Column>> source;
    private @Nullable List<@Nullable Column> columns;

    /** @param source asked once, when a type is wanted */
    Parameters(int count, Supplier<List<@Nullable Column>> source) {
        this.count = count;
        this.source = source;
    }

    private @Nullable Column column(int parameter) throws SQLException {
        require(parameter);
        List<@Nullable Column> known = columns;
        if (known == null) {
            known = asked();
            columns = known;
        }
        return known.get(parameter - 1);
    }

    /** A statement that will fail has parameters all the same; one that was told to stop asking has no answer. */
    private List<@Nullable Column> asked() throws SQLException {
        try {
            return source.get();
        } catch (SqlFailure wrongStatement) {
            if (wrongStatement.state() == SqlState.QUERY_CANCELED || wrongStatement.state() == SqlState.TIMEOUT) {
                throw Refusal.from(wrongStatement);
            }
            return Collections.nCopies(count, null);
        }
    }

    private ColumnType type(int parameter) throws SQLException {
        Column column = column(parameter);
        return column == null ? UNKNOWN : column.type();
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
        Column column = column(parameter);
        if (column == null) {
            return parameterNullableUnknown;
        }
        return column.nullable() ? parameterNullable : parameterNoNulls;
    }

    @Override
    public boolean isSigned(int parameter) throws SQLException {
        return column(parameter) == null || JdbcTypes.signed(type(parameter));
    }

    @Override
    public int getPrecision(int parameter) throws SQLException {
        return JdbcTypes.precision(type(parameter));
    }

    @Override
    public int getScale(int parameter) throws SQLException {
        return JdbcTypes.scale(type(parameter));
    }

    @Override
    public int getParameterType(int parameter) throws SQLException {
        return JdbcTypes.sqlType(type(parameter));
    }

    @Override
    public String getParameterTypeName(int parameter) throws SQLException {
        return JdbcTypes.typeName(type(parameter));
    }

    @Override
    public String getParameterClassName(int parameter) throws SQLException {
        return column(parameter) == null ? Object.class.getName() : JdbcTypes.className(type(parameter));
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
