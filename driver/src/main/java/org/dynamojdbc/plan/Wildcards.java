package org.dynamojdbc.plan;

import java.util.Map;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** SHOW ... LIKE matches names as the dialect's LIKE matches strings. */
final class Wildcards {
    private Wildcards() {}

    static boolean matches(String pattern, String name) {
        Predicate like = new Predicate.Like(new Operand.Constant(AttributeValue.fromS(name)), pattern, null);
        return Evaluator.evaluate(like, Map.of()) == Truth.TRUE;
    }
}
