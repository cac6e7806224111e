package org.dynamojdbc.execute.write;

import org.dynamojdbc.row.RowStream;

/**
 * What a statement wrote that reads its rows first.
 *
 * @param count items written
 * @param images images of these items where RETURNING asks for them, to be closed; no rows where it does not
 */
public record WrittenRows(long count, RowStream images) {
    /** Items written, without images. */
    public static WrittenRows counted(long count) {
        return new WrittenRows(count, new HeldItems());
    }
}
