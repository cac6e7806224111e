package org.dynamojdbc.relational.function;

import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;

/** A moment that a column keeps as a number, as that number. */
public final class StoredNumber extends ScalarFunction {
    private StoredNumber(ColumnType type) {
        super(
                "stored_" + type.kind(),
                1,
                1,
                false,
                Returns.ANY,
                a -> Datum.of(AttributeValues.inEncodingOf(type, Datum.toAttribute(a[0]))));
    }

    /** The function for columns of a type. */
    public static StoredNumber of(ColumnType type) {
        return new StoredNumber(type);
    }
}
