package org.dynamojdbc.jdbc;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** The warnings of one connection, statement or result. */
final class WarningChain {
    /** SQLSTATE class 01: a warning without a condition of its own. */
    private static final String GENERAL_WARNING = "01000";

    private @Nullable SQLWarning first;

    synchronized void add(String sentence) {
        SQLWarning warning = new SQLWarning(sentence, GENERAL_WARNING);
        if (first == null) {
            first = warning;
        } else {
            first.setNextWarning(warning);
        }
    }

    synchronized @Nullable SQLWarning first() {
        return first;
    }

    synchronized void clear() {
        first = null;
    }
}
