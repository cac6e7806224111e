package org.dynamojdbc.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB list or set as java.sql.Array; its elements are JDK objects. */
final class ListArray implements Array {
    private final String elementType;
    private @Nullable List<@Nullable Object> elements;

    ListArray(String elementType, List<? extends @Nullable Object> elements) {
        this.elementType = elementType;
        this.elements = Collections.unmodifiableList(new ArrayList<>(elements));
    }

    List<@Nullable Object> elements() throws SQLException {
        List<@Nullable Object> present = elements;
        if (present == null) {
            throw Refusal.of(SqlState.FUNCTION_SEQUENCE, "the Array was freed; read the column again");
        }
        return present;
    }

    @Override
    public String getBaseTypeName() throws SQLException {
        elements();
        return elementType;
    }

    @Override
    public int getBaseType() throws SQLException {
        elements();
        return switch (elementType) {
            case "NUMERIC" -> Types.NUMERIC;
            case "BOOLEAN" -> Types.BOOLEAN;
            case "VARBINARY" -> Types.VARBINARY;
            case "INTEGER" -> Types.INTEGER;
            case "BIGINT" -> Types.BIGINT;
            case "DOUBLE" -> Types.DOUBLE;
            default -> Types.VARCHAR;
        };
    }

    @Override
    public Object getArray() throws SQLException {
        return elements().toArray();
    }

    @Override
    public Object getArray(@Nullable Map<String, Class<?>> types) throws SQLException {
        return getArray();
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        return slice(index, count).toArray();
    }

    @Override
    public Object getArray(long index, int count, @Nullable Map<String, Class<?>> types) throws SQLException {
        return getArray(index, count);
    }

    private List<@Nullable Object> slice(long index, int count) throws SQLException {
        List<@Nullable Object> all = elements();
        if (index < 1 || count < 0 || index > all.size() + 1L) {
            throw Refusal.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "the array has " + all.size() + " elements, numbered from 1; index " + index + " is outside");
        }
        int from = (int) index - 1;
        return all.subList(from, (int) Math.min(all.size(), from + (long) count));
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return rows(1, elements());
    }

    @Override
    public ResultSet getResultSet(@Nullable Map<String, Class<?>> types) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return rows(index, slice(index, count));
    }

    @Override
    public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> types) throws SQLException {
        return getResultSet(index, count);
    }

    private static ResultSet rows(long first, List<@Nullable Object> values) throws SQLException {
        List<OutputColumn> columns =
                List.of(column("INDEX", ColumnType.Kind.BIGINT), column("VALUE", ColumnType.Kind.ANY));
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        long number = first;
        try {
            for (Object value : values) {
                rows.add(Map.of(
                        "INDEX", AttributeValue.fromN(Long.toString(number++)), "VALUE", AttributeValues.of(value)));
            }
        } catch (RuntimeException refused) {
            throw Refusal.from(refused);
        }
        return new StreamingResultSet(null, columns, new KnownRows(rows), 0, 0);
    }

    private static OutputColumn column(String name, ColumnType.Kind kind) {
        return new OutputColumn(name, name, AttributePath.of(name), null, ColumnType.of(kind), "", true);
    }

    @Override
    public void free() {
        elements = null;
    }

    @Override
    public String toString() {
        return String.valueOf(elements);
    }
}
