package org.dynamojdbc.relational.function;

import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Dates and times of different types as ones of the same type, to compare them by the moment they mean. What is no moment stays
 * as it is.
 */
public final class CommonMoment extends ScalarFunction {
    private CommonMoment(ColumnType type) {
        super("moment_" + type.kind(), 1, 1, false, Returns.ANY, a -> moment(a[0], type));
    }

    /**
     * The function for values one of which is of another type.
     *
     * @param type TIMESTAMP, or TIMESTAMP_TZ where one of the values is a point in time
     */
    public static CommonMoment of(ColumnType.Kind type) {
        return new CommonMoment(ColumnType.of(type));
    }

    private static @Nullable Object moment(Object value, ColumnType type) {
        if (!(value instanceof String text) || text.endsWith("Z")) {
            return value;
        }
        try {
            AttributeValue moment = AttributeValues.compared(text, type);
            return moment.s() == null ? text : moment.s();
        } catch (SqlFailure noMoment) {
            return text;
        }
    }
}
