package org.dynamojdbc.plan;

import java.util.List;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.execute.write.ItemWrite.Expectation;
import org.dynamojdbc.execute.write.ItemWrite.MissingItem;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.tree.Expression;
import org.jspecify.annotations.Nullable;

/** IF, the condition whose failure is an error: WHERE chooses items, IF asserts something of those chosen. */
final class Assertions {
    private Assertions() {}

    static List<Expectation> of(@Nullable Expression condition, PredicateBuilder predicates, String verb) {
        if (condition == null) {
            return List.of();
        }
        Predicate predicate = predicates.build(condition);
        return List.of(new Expectation(
                predicate,
                SqlState.CHECK_VIOLATION,
                At.of(condition.position()) + "the IF condition of " + verb + " did not hold",
                MissingItem.NOT_COUNTED));
    }
}
