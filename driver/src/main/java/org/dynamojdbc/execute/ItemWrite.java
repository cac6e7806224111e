package org.dynamojdbc.execute;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One write of one item. {@code condition} is a SQL condition in any form; {@link Predicate#TRUE} for none. */
public sealed interface ItemWrite {
    Table table();

    Map<String, AttributeValue> key();

    /** What RETURNING asks for. */
    enum ReturnImage {
        NONE,
        ALL_OLD,
        ALL_NEW,
        MODIFIED_OLD,
        MODIFIED_NEW
    }

    /** INSERT: refused with 23505 when the key exists. */
    record Insert(Table table, Map<String, AttributeValue> item) implements ItemWrite {
        @Override
        public Map<String, AttributeValue> key() {
            return ItemKeys.of(table, item);
        }
    }

    /** UPSERT / REPLACE: overwrites. With a condition, count 0 when it does not hold. */
    record Put(Table table, Map<String, AttributeValue> item, Predicate condition, ReturnImage image)
            implements ItemWrite {
        @Override
        public Map<String, AttributeValue> key() {
            return ItemKeys.of(table, item);
        }
    }

    /** INSERT ... ON CONFLICT DO NOTHING: count 0 when the key exists. */
    record InsertIfAbsent(Table table, Map<String, AttributeValue> item) implements ItemWrite {
        @Override
        public Map<String, AttributeValue> key() {
            return ItemKeys.of(table, item);
        }
    }

    /** UPDATE of an existing item; count 0 when it does not exist or the condition does not hold. */
    record Update(
            Table table, Map<String, AttributeValue> key, List<Action> actions, Predicate condition, ReturnImage image)
            implements ItemWrite {
        public Update {
            actions = List.copyOf(actions);
        }
    }

    /** DELETE of an existing item; count 0 when it does not exist or the condition does not hold. */
    record Delete(Table table, Map<String, AttributeValue> key, Predicate condition, ReturnImage image)
            implements ItemWrite {}

    /** One part of an UpdateExpression. */
    sealed interface Action {
        AttributePath path();

        /** SET path = value. */
        record Set(AttributePath path, SetValue value) implements Action {}

        /** REMOVE path. */
        record Remove(AttributePath path) implements Action {}

        /** ADD path value: a number or a set. */
        record Add(AttributePath path, AttributeValue value) implements Action {}

        /** DELETE path value: elements taken from a set. */
        record DeleteFromSet(AttributePath path, AttributeValue value) implements Action {}
    }

    /** Right side of SET, as far as DynamoDB can compute it. */
    sealed interface SetValue {
        record Constant(AttributeValue value) implements SetValue {}

        record Attribute(AttributePath path) implements SetValue {}

        record Plus(SetValue left, SetValue right) implements SetValue {}

        record Minus(SetValue left, SetValue right) implements SetValue {}

        record IfNotExists(AttributePath path, SetValue fallback) implements SetValue {}

        record ListAppend(SetValue first, SetValue second) implements SetValue {}
    }

    /** Result of one write. {@code image} is null when none was asked for or there is none. */
    record Outcome(int count, @Nullable Map<String, AttributeValue> image) {
        /** The count of a write that was done without being told whether there was an item. */
        public static final int COUNT_UNKNOWN = -2;
    }
}
