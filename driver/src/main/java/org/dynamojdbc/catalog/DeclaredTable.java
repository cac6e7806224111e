package org.dynamojdbc.catalog;

import java.util.List;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.TypeNames;

/**
 * A table of the schema file.
 *
 * @param key names of its key attributes, partition key first
 * @param place file and line, for messages
 */
record DeclaredTable(String name, List<Column> columns, List<String> key, String place) {
    DeclaredTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** Refuses, with 42P16, to describe a table whose key is another one. */
    void checkFits(Table table) {
        List<String> actual =
                table.key().attributes().stream().map(KeyAttribute::name).toList();
        if (!key.equals(actual)) {
            throw wrong("the key of table '" + name + "' is (" + String.join(", ", actual) + "), not ("
                    + String.join(", ", key) + "); correct PRIMARY KEY");
        }
        for (KeyAttribute attribute : table.key().attributes()) {
            checkFits(attribute, "a key attribute of table '" + name + "'");
        }
        for (Index index : table.indexes()) {
            index.key()
                    .attributes()
                    .forEach(
                            a -> checkFits(a, "a key attribute of index " + index.name() + " of table '" + name + "'"));
        }
    }

    private void checkFits(KeyAttribute attribute, String what) {
        for (Column column : columns) {
            AttributeType declared = TypeNames.storedAs(column.type());
            if (column.name().equals(attribute.name()) && declared != attribute.type()) {
                throw wrong("column '" + column.name() + "' is declared "
                        + column.type().kind() + ", which is stored as " + declared + ", but it is " + what
                        + " of type " + attribute.type() + "; correct its type");
            }
        }
    }

    private SqlFailure wrong(String sentence) {
        return new SqlFailure(SqlState.INVALID_DEFINITION, place + ": " + sentence);
    }
}
