package org.dynamojdbc.execute.read;

import java.util.Map;
import org.dynamojdbc.access.AccessPath;
import org.dynamojdbc.access.KeyCondition;
import org.dynamojdbc.type.ValueKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells whether a read stopped at the last key its Query can have. DynamoDB refuses to start behind such a key; in a table
 * nothing can follow it, for keys are unique there.
 */
final class QueryEnds {
    private QueryEnds() {}

    static boolean isLast(AccessPath.Query path, ResumeTokens.Place place) {
        if (path.index() != null || place.source() >= path.conditions().size()) {
            return false;
        }
        KeyCondition condition = path.conditions().get(place.source());
        if (condition.equalities().size() == path.table().key().attributes().size()) {
            return true;
        }
        KeyCondition.Range range = condition.range();
        if (range == null) {
            return false;
        }
        AttributeValue last = last(range, path.forward());
        return last != null && isAt(place.key(), range.attribute(), last);
    }

    /** The inclusive bound in the direction of the read, null when there is none. */
    private static @Nullable AttributeValue last(KeyCondition.Range range, boolean forward) {
        return switch (range.operator()) {
            case LE -> forward ? range.low() : null;
            case GE -> forward ? null : range.low();
            case BETWEEN -> forward ? range.high() : range.low();
            case LT, GT, BEGINS_WITH -> null;
        };
    }

    private static boolean isAt(Map<String, AttributeValue> key, String attribute, AttributeValue bound) {
        AttributeValue value = key.get(attribute);
        return value != null && ValueKey.of(value).equals(ValueKey.of(bound));
    }
}
