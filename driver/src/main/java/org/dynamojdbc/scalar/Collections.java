package org.dynamojdbc.scalar;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.type.Extent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Functions on lists, maps and sets. */
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

    static @Nullable AttributeValue size(ScalarFunction f, List<AttributeValue> a) {
        return number(Extent.size(a.get(0)));
    }

    static @Nullable AttributeValue cardinality(ScalarFunction f, List<AttributeValue> a) {
        return number(Extent.elements(a.get(0)));
    }

    private static @Nullable AttributeValue number(int extent) {
        return extent == Extent.NONE ? null : AttributeValue.fromN(Integer.toString(extent));
    }
}
