package org.dynamojdbc.execute.write;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.call.Conditions;
import org.dynamojdbc.execute.write.ItemChange.Effect;
import org.dynamojdbc.execute.write.ItemChange.Requirement;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.row.AttributePath;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Adds one statement's write to what a transaction already does to the item. DynamoDB takes one action per item, so the
 * two become one that has the same effect; where there is none, the statement is refused and the transaction stays.
 */
final class ItemChangeMerge {
    private final ItemChange earlier;
    private final String statement;

    /** @param statement names the statement in messages */
    ItemChangeMerge(ItemChange earlier, String statement) {
        this.earlier = earlier;
        this.statement = statement;
    }

    /** @param count items the statement affects when the transaction is committed */
    record Merged(ItemChange change, int count) {}

    /** The item exists: DynamoDB has no other test, and its key is on every item. */
    static Predicate exists(org.dynamojdbc.catalog.Table table) {
        return new Predicate.Not(absent(table));
    }

    static Predicate absent(org.dynamojdbc.catalog.Table table) {
        return new Predicate.IsMissing(
                AttributePath.of(table.key().partition().get(0).name()));
    }

    Merged add(ItemWrite write) {
        if (write instanceof ItemWrite.Insert insert) {
            refuseImage(insert.image());
            return insert(insert.item());
        }
        if (write instanceof ItemWrite.Put put) {
            refuseImage(put.image());
            return put(put);
        }
        if (write instanceof ItemWrite.Update update) {
            refuseImage(update.image());
            return update(update);
        }
        if (write instanceof ItemWrite.Delete delete) {
            refuseImage(delete.image());
            return delete(delete);
        }
        throw new IllegalArgumentException("settled writes only, not " + write.getClass());
    }

    /** ASSERT: the condition must hold, the item stays. */
    ItemChange check(Predicate condition) {
        @Nullable Map<String, AttributeValue> known = known();
        if (known == null) {
            return earlier.requiring(requirement(independent(condition), SqlState.SERIALIZATION_FAILURE));
        }
        if (Evaluator.evaluate(condition, known) != Truth.TRUE) {
            throw new SqlFailure(
                    SqlState.SERIALIZATION_FAILURE,
                    statement + ": what is asserted does not hold after the earlier statements of the transaction");
        }
        return earlier;
    }

    private static void refuseImage(ItemWrite.ReturnImage image) {
        if (image != ItemWrite.ReturnImage.NONE) {
            throw unsupported("RETURNING in a transaction: DynamoDB gives no items back from one; read them after the"
                    + " commit, or run the statement in auto-commit mode");
        }
    }

    private static SqlFailure unsupported(String why) {
        return new SqlFailure(SqlState.FEATURE_NOT_SUPPORTED, why);
    }

    private @Nullable Map<String, AttributeValue> known() {
        return earlier.known();
    }

    private boolean isUpdated() {
        return earlier.effect() instanceof Effect.Update;
    }

    private Requirement requirement(Predicate condition, SqlState otherwise) {
        // Refuses now what DynamoDB could not check at the commit.
        Conditions.pushable(condition);
        return new Requirement(condition, statement, otherwise, null);
    }

    private Requirement requirement(Expectation expectation) {
        Requirement checked = requirement(independent(expectation.predicate()), expectation.state());
        return new Requirement(checked.condition(), statement, checked.otherwise(), expectation.whole());
    }

    /** A condition on the item as it is now, moved before an earlier UPDATE that it must not depend on. */
    private Predicate independent(Predicate condition) {
        if (earlier.effect() instanceof Effect.Update update && !UpdateMerge.independent(condition, update.actions())) {
            throw notMergeable("its condition reads what the earlier statement changes");
        }
        return condition;
    }

    SqlFailure notMergeable(String why) {
        return unsupported(statement + " meets an earlier statement of the transaction on the same item, and DynamoDB"
                + " takes one action per item: " + why + "; write the two as one statement or commit between them");
    }

    private Merged insert(Map<String, AttributeValue> item) {
        @Nullable Map<String, AttributeValue> known = known();
        if (isUpdated() || (known != null && !known.isEmpty())) {
            throw WriteFailures.duplicate(earlier.table(), earlier.key(), known, null);
        }
        ItemChange required = known != null
                ? earlier
                : earlier.requiring(requirement(absent(earlier.table()), SqlState.UNIQUE_VIOLATION));
        return new Merged(required.with(new Effect.Put(item)), 1);
    }

    private Merged put(ItemWrite.Put put) {
        return matched(put.condition(), put.expectations(), new Effect.Put(put.item()));
    }

    /** The change when the condition holds on the item as it is now; count 0 when it is known not to. */
    private Merged matched(Predicate condition, List<Expectation> expectations, Effect effect) {
        @Nullable Map<String, AttributeValue> known = known();
        if (known != null) {
            if (Evaluator.evaluate(condition, known) != Truth.TRUE) {
                return new Merged(earlier, 0);
            }
            for (Expectation expectation : expectations) {
                if (Evaluator.evaluate(expectation.predicate(), known) != Truth.TRUE) {
                    throw WriteFailures.unmet(expectation, earlier.table(), known, null);
                }
            }
            return new Merged(earlier.with(effect), 1);
        }
        ItemChange required = isConstant(condition)
                ? earlier
                : earlier.requiring(requirement(independent(condition), SqlState.SERIALIZATION_FAILURE));
        if (Conditions.pushable(condition).equals(Predicate.FALSE)) {
            return new Merged(earlier, 0);
        }
        for (Expectation expectation : expectations) {
            required = required.requiring(requirement(expectation));
        }
        return new Merged(required.with(effect), 1);
    }

    private static boolean isConstant(Predicate condition) {
        Predicate normal = Conditions.pushable(condition);
        return normal.equals(Predicate.TRUE) || normal.equals(Predicate.FALSE);
    }

    private Merged update(ItemWrite.Update update) {
        List<ItemWrite.Action> actions = update.actions();
        Predicate condition = present(update.condition());
        if (actions.isEmpty()) {
            return matched(condition, update.expectations(), earlier.effect());
        }
        // Refuses overlapping paths as UpdateItem would.
        UpdateText.of(actions, update.table(), new org.dynamojdbc.predicate.RequestExpression());
        if (earlier.effect() instanceof Effect.Put put) {
            return matched(condition, update.expectations(), new Effect.Put(put.item()))
                                    .count()
                            == 0
                    ? new Merged(earlier, 0)
                    : new Merged(earlier.with(new Effect.Put(applied(actions, put.item()))), 1);
        }
        if (earlier.effect() instanceof Effect.Update first) {
            try {
                return matched(
                        condition,
                        update.expectations(),
                        new Effect.Update(UpdateMerge.merge(first.actions(), actions)));
            } catch (UpdateMerge.NotMergeable refused) {
                throw notMergeable(String.valueOf(refused.getMessage()));
            }
        }
        return matched(condition, update.expectations(), new Effect.Update(actions));
    }

    /** What is missing is NULL, as everywhere. */
    private Map<String, AttributeValue> applied(List<ItemWrite.Action> actions, Map<String, AttributeValue> item) {
        return LocalUpdate.apply(LocalValues.constants(actions, item, earlier.table()), item);
    }

    private Merged delete(ItemWrite.Delete delete) {
        return matched(present(delete.condition()), delete.expectations(), new Effect.Delete());
    }

    /** UPDATE and DELETE never succeed without an item. */
    private Predicate present(Predicate condition) {
        Predicate normal = Conditions.pushable(condition);
        if (normal.equals(Predicate.TRUE)) {
            return exists(earlier.table());
        }
        return normal.equals(Predicate.FALSE) ? normal : new Predicate.And(List.of(exists(earlier.table()), normal));
    }
}
