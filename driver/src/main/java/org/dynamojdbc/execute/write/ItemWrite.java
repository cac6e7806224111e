package org.dynamojdbc.execute.write;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.row.AttributePath;
import org.dynamojdbc.row.ItemValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One write of one item. {@code condition} is a SQL condition in any form, {@link Predicate#TRUE} for none: where it does
 * not hold, the write counts 0. Where an {@link Expectation} does not hold, the write fails.
 */
public sealed interface ItemWrite {
    Table table();

    Map<String, AttributeValue> key();

    /** Attributes that it names: what a SELECT * is to show from then on. */
    Set<String> attributes();

    /** A write of a whole item, which has its key. */
    sealed interface OfItem extends ItemWrite {
        Map<String, AttributeValue> item();

        @Override
        default Map<String, AttributeValue> key() {
            return ItemKeys.of(table(), item());
        }

        @Override
        default Set<String> attributes() {
            return item().keySet();
        }
    }

    /** A change of parts of an item. */
    sealed interface OfParts extends ItemWrite {
        List<Action> actions();

        /** The same change of another item. */
        OfParts of(Map<String, AttributeValue> key);

        @Override
        default Set<String> attributes() {
            return roots(actions());
        }
    }

    private static Set<String> roots(List<Action> actions) {
        return actions.stream().map(action -> action.path().root()).collect(Collectors.toSet());
    }

    /** What RETURNING asks for. */
    enum ReturnImage {
        NONE,
        ALL_OLD,
        ALL_NEW,
        MODIFIED_OLD,
        MODIFIED_NEW
    }

    /**
     * A condition whose failure is an error: what IF asserts, and the version of optimistic locking.
     *
     * @param state the error's SQLSTATE
     * @param message what the error says
     * @param missingItem what a missing item means to an UPDATE or DELETE
     * @param whole the item as it was found, when all of it matters, also what has come to it since; else null
     */
    record Expectation(
            Predicate predicate,
            SqlState state,
            String message,
            MissingItem missingItem,
            @Nullable Map<String, AttributeValue> whole) {
        /** What has come to the item since does not matter. */
        public Expectation(Predicate predicate, SqlState state, String message, MissingItem missingItem) {
            this(predicate, state, message, missingItem, null);
        }
    }

    /** What a missing item means to an expectation of UPDATE or DELETE. */
    enum MissingItem {
        /** No row is there to match: count 0. */
        NOT_COUNTED,
        /** The item that was read is gone: an error. */
        REFUSED
    }

    /** INSERT: refused with 23505 when the key exists. */
    record Insert(Table table, Map<String, AttributeValue> item, ReturnImage image) implements OfItem {
        /** Without RETURNING. */
        public Insert(Table table, Map<String, AttributeValue> item) {
            this(table, item, ReturnImage.NONE);
        }
    }

    /** UPSERT / REPLACE: overwrites. */
    record Put(
            Table table,
            Map<String, AttributeValue> item,
            Predicate condition,
            ReturnImage image,
            List<Expectation> expectations)
            implements OfItem {
        public Put {
            expectations = List.copyOf(expectations);
        }

        /** Without expectations. */
        public Put(Table table, Map<String, AttributeValue> item, Predicate condition, ReturnImage image) {
            this(table, item, condition, image, List.of());
        }
    }

    /** INSERT ... ON CONFLICT DO NOTHING: count 0 when the key exists. */
    record InsertIfAbsent(Table table, Map<String, AttributeValue> item, ReturnImage image) implements OfItem {
        /** Without RETURNING. */
        public InsertIfAbsent(Table table, Map<String, AttributeValue> item) {
            this(table, item, ReturnImage.NONE);
        }
    }

    /** INSERT ... ON CONFLICT DO UPDATE: the item where the key is new, the actions where it exists. */
    record InsertOrUpdate(Table table, Map<String, AttributeValue> item, List<Action> actions, ReturnImage image)
            implements OfItem {
        public InsertOrUpdate {
            actions = List.copyOf(actions);
        }

        @Override
        public Set<String> attributes() {
            Set<String> attributes = new HashSet<>(item.keySet());
            attributes.addAll(roots(actions));
            return attributes;
        }
    }

    /** UPDATE of an existing item; count 0 when it does not exist or the condition does not hold. */
    record Update(
            Table table,
            Map<String, AttributeValue> key,
            List<Action> actions,
            Predicate condition,
            ReturnImage image,
            List<Expectation> expectations)
            implements OfParts {
        public Update {
            actions = List.copyOf(actions);
            expectations = List.copyOf(expectations);
        }

        /** Without expectations. */
        public Update(
                Table table,
                Map<String, AttributeValue> key,
                List<Action> actions,
                Predicate condition,
                ReturnImage image) {
            this(table, key, actions, condition, image, List.of());
        }

        @Override
        public Update of(Map<String, AttributeValue> other) {
            return new Update(table, other, actions, condition, image, expectations);
        }
    }

    /**
     * UPDATE that sets key attributes: the item leaves its key for another, in one transaction; 23505 when an item is
     * there. The actions name key attributes too.
     *
     * @param columns attributes that items of the table are known to have: DynamoDB checks what an item has not by name
     *     only, so that one of these that comes to the item on the way is noticed, as far as a condition holds them
     */
    record Move(
            Table table,
            Map<String, AttributeValue> key,
            List<Action> actions,
            List<String> columns,
            Predicate condition,
            ReturnImage image,
            List<Expectation> expectations)
            implements OfParts {
        public Move {
            columns = List.copyOf(columns);
            actions = List.copyOf(actions);
            expectations = List.copyOf(expectations);
        }

        @Override
        public Move of(Map<String, AttributeValue> other) {
            return new Move(table, other, actions, columns, condition, image, expectations);
        }
    }

    /** DELETE of an existing item; count 0 when it does not exist or the condition does not hold. */
    record Delete(
            Table table,
            Map<String, AttributeValue> key,
            Predicate condition,
            ReturnImage image,
            List<Expectation> expectations)
            implements ItemWrite {
        public Delete {
            expectations = List.copyOf(expectations);
        }

        /** Without expectations. */
        public Delete(Table table, Map<String, AttributeValue> key, Predicate condition, ReturnImage image) {
            this(table, key, condition, image, List.of());
        }

        @Override
        public Set<String> attributes() {
            return Set.of();
        }
    }

    /** One part of an UpdateExpression. */
    sealed interface Action {
        AttributePath path();

        /** SET path = value; what a NULL does is for values that are not known before the item is. */
        record Set(AttributePath path, SetValue value, OnNull onNull) implements Action {
            /** A NULL is stored. */
            public Set(AttributePath path, SetValue value) {
                this(path, value, OnNull.STORED);
            }
        }

        /** REMOVE path. */
        record Remove(AttributePath path) implements Action {}

        /** ADD path value: a number or a set. */
        record Add(AttributePath path, AttributeValue value) implements Action {}

        /** DELETE path value: elements taken from a set. */
        record DeleteFromSet(AttributePath path, AttributeValue value) implements Action {}
    }

    /** What SET to NULL does. */
    enum OnNull {
        /** The attribute holds the NULL type. */
        STORED,
        /** The attribute is removed, as an index key has to be. */
        REMOVED
    }

    /** Right side of SET: DynamoDB's own expressions, and what the driver computes from the item first. */
    sealed interface SetValue {
        record Constant(AttributeValue value) implements SetValue {}

        record Attribute(AttributePath path) implements SetValue {}

        record Plus(SetValue left, SetValue right) implements SetValue {}

        record Minus(SetValue left, SetValue right) implements SetValue {}

        record IfNotExists(AttributePath path, SetValue fallback) implements SetValue {}

        record ListAppend(SetValue first, SetValue second) implements SetValue {}

        /** Computed by the driver, written under the condition that its inputs did not change. */
        record Computed(ItemValue value) implements SetValue {}
    }

    /** Result of one write. {@code image} is null when none was asked for or there is none. */
    record Outcome(int count, @Nullable Map<String, AttributeValue> image) {
        /** The count of a write that was done without being told whether there was an item. */
        public static final int COUNT_UNKNOWN = -2;
    }
}
