package org.dynamojdbc.relational.run;

import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.relational.function.Datum;
import org.jspecify.annotations.Nullable;

/** Values to group and join by. */
final class Keys {
    private Keys() {}

    /** Equal exactly when all values are; NULL equals NULL. */
    static List<Object> of(Object[] values) {
        List<Object> key = new ArrayList<>(values.length);
        for (Object value : values) {
            key.add(Datum.identity(value));
        }
        return key;
    }

    static List<Object> of(Object[] row, int[] columns) {
        List<Object> key = new ArrayList<>(columns.length);
        for (int column : columns) {
            key.add(Datum.identity(row[column]));
        }
        return key;
    }

    /** The values of some expressions; null when one is NULL that equals nothing. */
    static @Nullable List<Object> of(List<Scalar> scalars, boolean[] nullSafe, Object[] row, Frame frame) {
        List<Object> key = new ArrayList<>(scalars.size());
        for (int i = 0; i < scalars.size(); i++) {
            Object value = scalars.get(i).value(row, frame);
            if (value == null && !nullSafe[i]) {
                return null;
            }
            key.add(Datum.identity(value));
        }
        return key;
    }
}
