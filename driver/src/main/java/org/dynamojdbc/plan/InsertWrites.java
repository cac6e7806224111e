package org.dynamojdbc.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.execute.write.ItemWrite;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.tree.ConflictAction;
import org.dynamojdbc.tree.InsertKind;
import org.dynamojdbc.tree.Statement;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The write of each item of one INSERT, UPSERT or REPLACE.
 *
 * @param expectations what IF asserts
 * @param updates makes the actions of ON CONFLICT DO UPDATE for an item
 */
record InsertWrites(
        Statement.Insert statement,
        Table table,
        Optional<VersionColumn> version,
        List<Expectation> expectations,
        ReturningClause returning,
        Updates updates) {

    /** Makes the actions of ON CONFLICT DO UPDATE, which may read the item that was to be inserted as {@code excluded}. */
    interface Updates {
        List<Action> of(ConflictAction.DoUpdate update, Map<String, AttributeValue> excluded);
    }

    ItemWrite of(Map<String, AttributeValue> item) {
        ConflictAction onConflict = statement.onConflict();
        if (statement.kind() == InsertKind.UPSERT || onConflict instanceof ConflictAction.DoReplace) {
            List<Expectation> expected = expectations;
            if (version.isPresent()) {
                expected = new java.util.ArrayList<>(expectations);
                expected.add(version.get().replace(item));
            }
            return new ItemWrite.Put(table, item, Predicate.TRUE, returning.image(), expected);
        }
        version.ifPresent(v -> v.begin(item));
        if (onConflict instanceof ConflictAction.DoNothing) {
            return new ItemWrite.InsertIfAbsent(table, item, returning.image());
        }
        if (onConflict instanceof ConflictAction.DoUpdate update) {
            List<Action> actions = updates.of(update, item);
            return new ItemWrite.InsertOrUpdate(
                    table, item, version.isPresent() ? version.get().counted(actions) : actions, returning.image());
        }
        return new ItemWrite.Insert(table, item, returning.image());
    }
}
