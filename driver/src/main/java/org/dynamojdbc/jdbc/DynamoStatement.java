package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.dynamojdbc.execute.call.Statistics;
import org.jspecify.annotations.Nullable;

/** What {@code statement.unwrap(DynamoStatement.class)} gives beyond JDBC. */
public sealed interface DynamoStatement extends Statement permits DynamoPreparedStatement, StatementSettings {

    /** What the last execution cost so far; all zero before the first. Also after {@link #close()}. */
    Statistics statistics() throws SQLException;

    /**
     * Has a listener told how far the executions are that begin after this: after each page read and each write done, by
     * the threads that do it, one call at a time. A listener that takes long holds the statement up; one that wants it to
     * end calls {@link #cancel()}; one that throws is told no more.
     *
     * @param listener null for none
     */
    void onProgress(@Nullable Consumer<Statistics> listener) throws SQLException;
}
