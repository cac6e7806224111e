package org.dynamojdbc.plan;

import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.catalog.Table;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.tree.Position;

/** Puts the place in the statement before a message. */
final class At {
    private At() {}

    /**
     * The table that a statement names.
     *
     * @param position where it does
     * @throws SqlFailure 42P01 with the place
     */
    static Table table(Catalog catalog, String name, Position position) {
        try {
            return catalog.table(name);
        } catch (SqlFailure unknown) {
            if (unknown.state() != SqlState.UNDEFINED_TABLE) {
                throw unknown;
            }
            throw new SqlFailure(unknown.state(), of(position) + unknown.getMessage(), unknown);
        }
    }

    /** A refusal that does not know where the mistake stands, with the place. */
    static SqlFailure placed(SqlFailure refused, Position position) {
        return new SqlFailure(refused.state(), of(position) + refused.getMessage(), refused);
    }

    /** {@code "line 1:8 "}. */
    static String of(Position position) {
        return "line " + position.line() + ":" + position.column() + " ";
    }
}
