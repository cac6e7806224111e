package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;

/** {@code unwrap} for every object of the java.sql face. */
final class Faces {
    private Faces() {}

    static <T> T unwrap(Object self, @Nullable Class<T> type) throws SQLException {
        if (type == null || !type.isInstance(self)) {
            throw Refusal.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "unwrap: this is a " + self.getClass().getSimpleName() + " and no "
                            + (type == null ? "null" : type.getName()) + "; ask isWrapperFor first");
        }
        return type.cast(self);
    }

    static boolean wraps(Object self, @Nullable Class<?> type) {
        return type != null && type.isInstance(self);
    }
}
