package org.dynamojdbc.execute.call;

import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.FilterSplit;
import org.dynamojdbc.predicate.Normalizer;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Predicates;

/** Conditions of writes, which DynamoDB must evaluate whole: what it cannot is refused, never dropped. */
public final class Conditions {
    private Conditions() {}

    /** The condition in negation normal form. */
    public static Predicate pushable(Predicate condition) {
        Predicate normal = Normalizer.toNegationNormalForm(condition);
        FilterSplit split = FilterSplit.of(normal, attribute -> true);
        if (!split.residual().equals(Predicate.TRUE)) {
            throw new SqlFailure(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "DynamoDB cannot check the condition " + Predicates.text(split.residual())
                            + " when it writes; use comparisons, BETWEEN, IN, LIKE 'prefix%', begins_with, contains or size");
        }
        return split.pushed();
    }
}
