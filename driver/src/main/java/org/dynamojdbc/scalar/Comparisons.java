package org.dynamojdbc.scalar;

import java.util.List;
import java.util.Map;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.predicate.CompareOperator;
import org.dynamojdbc.predicate.Evaluator;
import org.dynamojdbc.predicate.Operand;
import org.dynamojdbc.predicate.Predicate;
import org.dynamojdbc.predicate.Truth;
import org.dynamojdbc.type.ValueOrder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Comparisons, as conditions make them: one meaning of equal, less and LIKE in the whole driver. */
final class Comparisons {
    private Comparisons() {}

    static @Nullable AttributeValue compare(ScalarFunction f, List<AttributeValue> a) {
        return truth(new Predicate.Compare(
                new Operand.Constant(a.get(0)), CompareOperator.valueOf(f.name()), new Operand.Constant(a.get(1))));
    }

    static @Nullable AttributeValue like(ScalarFunction f, List<AttributeValue> a) {
        if (a.get(1).s() == null) {
            return null;
        }
        Integer escape = null;
        if (a.size() == 3) {
            String given = a.get(2).s();
            if (given == null) {
                throw f.refuses(a.get(2), "a character to ESCAPE with");
            }
            if (given.codePointCount(0, given.length()) != 1) {
                throw new SqlFailure(SqlState.INVALID_PARAMETER_VALUE, "ESCAPE takes one character, as in ESCAPE '\\'");
            }
            escape = given.codePointAt(0);
        }
        return truth(new Predicate.Like(new Operand.Constant(a.get(0)), a.get(1).s(), escape));
    }

    private static @Nullable AttributeValue truth(Predicate predicate) {
        return value(Evaluator.evaluate(predicate, Map.of()));
    }

    static @Nullable AttributeValue value(Truth truth) {
        return truth == Truth.UNKNOWN ? null : AttributeValue.fromBool(truth == Truth.TRUE);
    }

    /** The greatest or least of values, NULLs passed over; values of several types are in the order of their types. */
    static @Nullable AttributeValue extreme(List<@Nullable AttributeValue> values, int direction) {
        AttributeValue best = null;
        for (AttributeValue value : values) {
            if (value != null && (best == null || Integer.signum(ValueOrder.total(value, best)) == direction)) {
                best = value;
            }
        }
        return best;
    }
}
