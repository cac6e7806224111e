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

    /** Adds it unless it is there. */
    synchronized void addOnce(String sentence) {
        for (SQLWarning known = first; known != null; known = known.getNextWarning()) {
            if (sentence.equals(known.getMessage())) {
                return;
            }
        }
        add(sentence);
    }

    synchronized @Nullable SQLWarning first() {
        return first;
    }

    synchronized void clear() {
        first = null;
    }
}
