package org.dynamojdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.error.SqlState;

/** The kind of results that a client asks for, by the constants of {@link ResultSet}. */
record WantedResults(int type, int concurrency, int holdability) {
    /** The kind itself; 22023 for what is none of the constants. */
    static WantedResults of(int type, int concurrency, int holdability) throws SQLException {
        boolean known = (type == ResultSet.TYPE_FORWARD_ONLY
                        || type == ResultSet.TYPE_SCROLL_INSENSITIVE
                        || type == ResultSet.TYPE_SCROLL_SENSITIVE)
                && (concurrency == ResultSet.CONCUR_READ_ONLY || concurrency == ResultSet.CONCUR_UPDATABLE);
        if (!known) {
            throw Refusal.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "type and concurrency are ResultSet constants, not " + type + " and " + concurrency);
        }
        requireHoldability(holdability);
        return new WantedResults(type, concurrency, holdability);
    }

    /** Refuses with 22023 what is none of the constants. */
    static void requireHoldability(int holdability) throws SQLException {
        if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT && holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT) {
            throw Refusal.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "holdability is one of the ResultSet constants, not " + holdability);
        }
    }

    /** What the results will not be, a sentence each. */
    List<String> lowered() {
        List<String> sentences = new ArrayList<>();
        if (type != ResultSet.TYPE_FORWARD_ONLY) {
            sentences.add("results are forward-only; a scrollable one was asked for");
        }
        if (concurrency != ResultSet.CONCUR_READ_ONLY) {
            sentences.add("results are read-only; an updatable one was asked for");
        }
        if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT) {
            sentences.add("results stay open over a commit; one that it closes was asked for");
        }
        return sentences;
    }
}
