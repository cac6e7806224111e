package org.dynamojdbc.scalar;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Functions on lists. */
final class Collections {
    private Collections() {}

    static AttributeValue listAppend(ScalarFunction f, List<AttributeValue> a) {
        List<AttributeValue> joined = new ArrayList<>();
        for (AttributeValue part : a) {
            if (!part.hasL()) {
                throw f.refuses(part, "two lists");
            }
            joined.addAll(part.l());
        }
        return AttributeValue.fromL(joined);
    }
}
