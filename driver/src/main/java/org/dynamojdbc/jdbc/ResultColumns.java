package org.dynamojdbc.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.Documents;
import org.dynamojdbc.type.JdbcTypes;

/** The columns of a result. They are fixed before the first row is read. */
final class ResultColumns implements ResultSetMetaData {
    private final List<OutputColumn> columns;
    private final Documents documents;

    ResultColumns(List<OutputColumn> columns, Documents documents) {
        this.columns = columns;
        this.documents = documents;
    }

    private OutputColumn column(int number) throws SQLException {
        if (number < 1 || number > columns.size()) {
            throw Refusal.of(
                    SqlState.INVALID_COLUMN_INDEX,
                    "column " + number + " does not exist, the result has " + columns.size()
                            + "; columns are numbered from 1");
        }
        return columns.get(number - 1);
    }

    @Override
    public int getColumnCount() {
        return columns.size();
    }

    @Override
    public String getColumnLabel(int column) throws SQLException {
        return column(column).label();
    }

    @Override
    public String getColumnName(int column) throws SQLException {
        return column(column).name();
    }

    @Override
    public String getTableName(int column) throws SQLException {
        return column(column).table();
    }

    @Override
    public String getSchemaName(int column) throws SQLException {
        column(column);
        return "";
    }

    @Override
    public String getCatalogName(int column) throws SQLException {
        column(column);
        return "";
    }

    @Override
    public int getColumnType(int column) throws SQLException {
        return documents.sqlType(column(column).type());
    }

    @Override
    public String getColumnTypeName(int column) throws SQLException {
        return JdbcTypes.typeName(column(column).type());
    }

    @Override
    public String getColumnClassName(int column) throws SQLException {
        return documents.className(column(column).type());
    }

    @Override
    public int getPrecision(int column) throws SQLException {
        return JdbcTypes.precision(column(column).type());
    }

    @Override
    public int getScale(int column) throws SQLException {
        return JdbcTypes.scale(column(column).type());
    }

    @Override
    public int getColumnDisplaySize(int column) throws SQLException {
        return JdbcTypes.displaySize(column(column).type());
    }

    @Override
    public int isNullable(int column) throws SQLException {
        return column(column).nullable() ? columnNullable : columnNoNulls;
    }

    @Override
    public boolean isSigned(int column) throws SQLException {
        return JdbcTypes.signed(column(column).type());
    }

    @Override
    public boolean isCaseSensitive(int column) throws SQLException {
        return JdbcTypes.caseSensitive(column(column).type());
    }

    @Override
    public boolean isAutoIncrement(int column) throws SQLException {
        column(column);
        return false;
    }

    @Override
    public boolean isSearchable(int column) throws SQLException {
        return column(column).path() != null;
    }

    @Override
    public boolean isCurrency(int column) throws SQLException {
        column(column);
        return false;
    }

    /** Whether the column is an attribute of a table, which an UPDATE could write; the result itself is read-only. */
    @Override
    public boolean isWritable(int column) throws SQLException {
        OutputColumn asked = column(column);
        return asked.path() != null && !asked.table().isEmpty();
    }

    @Override
    public boolean isReadOnly(int column) throws SQLException {
        return !isWritable(column);
    }

    @Override
    public boolean isDefinitelyWritable(int column) throws SQLException {
        column(column);
        return false;
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
