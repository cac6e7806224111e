package org.dynamojdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What {@code resultSet.unwrap(DynamoResultSet.class)} gives beyond JDBC. */
public sealed interface DynamoResultSet extends ResultSet permits UnchangeableResultSet {

    /**
     * A token with which a later run of the same statement goes on behind the current row, as the hint
     * {@code RESUME('token')}; null when this read cannot be resumed.
     */
    @Nullable
    String resumeToken() throws SQLException;
}
