package org.dynamojdbc.execute.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.StatementContext;
import org.dynamojdbc.execute.write.ItemChange.Effect;
import org.dynamojdbc.execute.write.ItemChange.Requirement;
import org.dynamojdbc.execute.write.ItemWrite.Action;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Updates of a transaction that DynamoDB cannot compute on the items as they are: n + 1 where n is missing, which it refuses
 * and SQL calls NULL. As with single updates the items are read only when DynamoDB has refused.
 */
final class MissingInputs {
    private final ReadThenWrite reads;

    MissingInputs(ReadThenWrite reads) {
        this.reads = reads;
    }

    /**
     * The changes, those computed that DynamoDB cannot compute; each then requires that what was looked at stays the same.
     *
     * @throws SqlFailure for values that cannot be computed at all, such as a string plus one
     */
    List<ItemChange> computed(List<ItemChange> changes, StatementContext context) {
        List<ItemChange> computed = new ArrayList<>();
        for (ItemChange change : changes) {
            computed.add(
                    change.effect() instanceof Effect.Update update && LocalValues.readTheItem(update.actions())
                            ? computed(change, update.actions(), context)
                            : change);
        }
        return computed;
    }

    private ItemChange computed(ItemChange change, List<Action> actions, StatementContext context) {
        Map<String, AttributeValue> item = reads.read(change.table(), change.key(), context);
        if (isComputable(actions, item)) {
            return change;
        }
        List<Action> constants = LocalValues.constants(actions, item, change.table());
        return change.with(new Effect.Update(constants))
                .requiring(new Requirement(
                        WriteCondition.unchanged(LocalValues.inputs(actions), item),
                        change.requirements().get(0).statement(),
                        SqlState.SERIALIZATION_FAILURE,
                        null));
    }

    private static boolean isComputable(List<Action> actions, Map<String, AttributeValue> item) {
        try {
            LocalUpdate.apply(actions, item);
            return true;
        } catch (SqlFailure refused) {
            return false;
        }
    }
}
