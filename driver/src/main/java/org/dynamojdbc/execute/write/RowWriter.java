package org.dynamojdbc.execute.write;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.call.ItemKeys;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.ItemWrite.ReturnImage;
import org.dynamojdbc.predicate.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the write of each row that a statement reads first. */
public interface RowWriter {
    /** The table written. */
    Table table();

    ItemWrite write(Map<String, AttributeValue> row);

    /** What running the statement again after a failure does to the rows that it already wrote. */
    enum Again {
        /** Nothing, or what it did before. */
        WRITES_THE_REST,
        /** Computes new values of them once more. */
        CHANGES_AGAIN,
        /** Is refused by them. */
        MEETS_ITS_OWN_ROWS
    }

    Again again();

    /** The item of a row, with all that its write needs of it; null when the row is something else. */
    default @Nullable Map<String, AttributeValue> item(Map<String, AttributeValue> row) {
        return row;
    }

    /**
     * Told how many rows there are, before any of them is written if {@link #effect()} is BECOMES_ANOTHER.
     *
     * @throws org.dynamojdbc.error.SqlFailure when rows are missing that have to be there
     */
    default void found(long rows) {}

    /** How the writes change what the read that goes on beside them delivers. */
    enum Effect {
        /** No row comes twice. */
        NONE,
        /** A row may come again from its new place in an index. */
        MAY_COME_AGAIN,
        /** A row may come again as another: all are read before the first is written. */
        BECOMES_ANOTHER
    }

    default Effect effect() {
        return Effect.NONE;
    }

    /**
     * UPDATE of each item whose key is read.
     *
     * @param change what is done to each; its own key does not count
     */
    record UpdateEach(ItemWrite.OfParts change, Effect effect) implements RowWriter {
        @Override
        public Table table() {
            return change.table();
        }

        @Override
        public ItemWrite write(Map<String, AttributeValue> row) {
            return change.of(ItemKeys.of(change.table(), row));
        }

        @Override
        public Again again() {
            return LocalValues.areRelative(change.actions()) ? Again.CHANGES_AGAIN : Again.WRITES_THE_REST;
        }
    }

    /** DELETE of each item whose key is read. */
    record DeleteEach(Table table, Predicate condition, ReturnImage image, List<Expectation> expectations)
            implements RowWriter {
        public DeleteEach {
            expectations = List.copyOf(expectations);
        }

        @Override
        public ItemWrite write(Map<String, AttributeValue> row) {
            return new ItemWrite.Delete(table, ItemKeys.of(table, row), condition, image, expectations);
        }

        @Override
        public Again again() {
            return Again.WRITES_THE_REST;
        }
    }
}
