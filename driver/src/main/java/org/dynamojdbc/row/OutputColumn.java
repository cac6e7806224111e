package org.dynamojdbc.row;

import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One column of a result: where its value stands in the item, or the constant it always has.
 *
 * @param label the alias, or the name when there is none
 * @param name the attribute's name; for a path its last step
 * @param path where the value is, null for a constant
 * @param constant the value of a constant column, null otherwise (SQL NULL is an AttributeValue of type NULL)
 * @param type SQL type, equal in getColumns and ResultSetMetaData
 * @param table table the value is read from, "" for a computed column
 * @param nullable false for key attributes
 * @param source the attribute whose values a computed column has, so that it is of its type; null for any other column
 * @param computation gives the value that is to be found at the path, null where it stands there
 */
public record OutputColumn(
        String label,
        String name,
        @Nullable AttributePath path,
        @Nullable AttributeValue constant,
        ColumnType type,
        String table,
        boolean nullable,
        @Nullable Source source,
        @Nullable Computation computation) {

    /** An attribute of a table. */
    public record Source(String table, String attribute) {}

    /** A column of a query. */
    public OutputColumn(
            String label,
            String name,
            @Nullable AttributePath path,
            @Nullable AttributeValue constant,
            ColumnType type,
            String table,
            boolean nullable,
            @Nullable Source source) {
        this(label, name, path, constant, type, table, nullable, source, null);
    }

    /** A column that is not computed, or whose type is its own. */
    public OutputColumn(
            String label,
            String name,
            @Nullable AttributePath path,
            @Nullable AttributeValue constant,
            ColumnType type,
            String table,
            boolean nullable) {
        this(label, name, path, constant, type, table, nullable, null, null);
    }
}
