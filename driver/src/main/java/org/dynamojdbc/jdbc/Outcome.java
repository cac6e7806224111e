package org.dynamojdbc.jdbc;

import java.util.List;
import org.dynamojdbc.row.OutputColumn;
import org.dynamojdbc.row.RowStream;

/** What an execution gives: rows or an update count. */
sealed interface Outcome {
    /** Rows to read. */
    record Rows(List<OutputColumn> columns, RowStream stream, List<String> warnings) implements Outcome {}

    /** Number of items written, 0 for DDL and SET; and the new items among them that are known. */
    record Count(long items, List<String> warnings, GeneratedKeys.Inserted inserted) implements Outcome {
        Count(long items) {
            this(items, List.of(), GeneratedKeys.Inserted.NOTHING);
        }
    }
}
