package org.dynamojdbc.relational.run;

import org.apache.calcite.sql.SqlKind;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.type.AttributeValues;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Comparisons of dates, timestamps and points in time with each other: a date is its midnight, and a time without a zone is
 * one of the JVM's zone, as wherever the driver makes one of the other.
 */
final class Moments {
    private static final ColumnType TIMESTAMP = ColumnType.of(ColumnType.Kind.TIMESTAMP);
    private static final ColumnType INSTANT = ColumnType.of(ColumnType.Kind.TIMESTAMP_TZ);

    private Moments() {}

    static @Nullable Object compare(SqlKind kind, @Nullable Object a, @Nullable Object b) {
        if (!(a instanceof String x) || !(b instanceof String y)) {
            return ScalarCompiler.compare(kind, a, b);
        }
        boolean instants = isInstant(x) || isInstant(y);
        return ScalarCompiler.compare(kind, as(x, instants), as(y, instants));
    }

    private static boolean isInstant(String text) {
        return text.endsWith("Z");
    }

    private static String as(String text, boolean instant) {
        if (isInstant(text)) {
            return text;
        }
        try {
            AttributeValue moment = AttributeValues.compared(text, instant ? INSTANT : TIMESTAMP);
            return moment.s() == null ? text : moment.s();
        } catch (SqlFailure noMoment) {
            return text;
        }
    }
}
