package org.dynamojdbc.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import org.dynamojdbc.execute.Statistics;

/** What {@code statement.unwrap(DynamoStatement.class)} gives beyond JDBC. */
public sealed interface DynamoStatement extends Statement permits DynamoPreparedStatement, StatementSettings {

    /** What the last execution cost so far; all zero before the first. Also after {@link #close()}. */
    Statistics statistics() throws SQLException;
}
