package org.dynamojdbc.relational.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table read: a place in the item, or whether a condition on the item holds that only the item itself can
 * tell (IS MISSING).
 *
 * @param name unique in its table
 * @param path the place
 * @param condition the condition, null for the value at the place
 * @param key the type of a key attribute of the table or of an index, null for any other place
 */
public record LeafColumn(
        String name,
        AttributePath path,
        @Nullable Predicate condition,
        ColumnType type,
        @Nullable AttributeType key,
        RelDataType calciteType) {

    /** Numbers that read as points in time: their stored form is not their value. */
    public boolean isEpoch() {
        return type.kind() == ColumnType.Kind.EPOCH_SECONDS || type.kind() == ColumnType.Kind.EPOCH_MILLIS;
    }

    /** Whether the value of the column is what the item holds, so that DynamoDB can compare and order it. */
    public boolean isStored() {
        return condition == null && !isEpoch();
    }
}
