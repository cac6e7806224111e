package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.dynamojdbc.catalog.Catalog;
import org.dynamojdbc.execute.call.Statistics;

/** What {@code connection.unwrap(DynamoConnection.class)} gives beyond JDBC; {@code unwrap(DynamoDbClient.class)} gives the SDK client. */
public sealed interface DynamoConnection extends Connection permits ConnectionRefusals {

    /** What this connection knows of tables, keys, indexes and columns. */
    Catalog catalog();

    /** What the last commit cost, also a failed one; all zero before the first. */
    Statistics commitStatistics() throws SQLException;

    /**
     * Sets the client request token of the next commit, 1 to 36 characters; without it each commit makes its own. A
     * commit with the token and the writes of one done within ten minutes succeeds and does nothing (DynamoDB API
     * reference, TransactWriteItems).
     */
    void setClientRequestToken(String token) throws SQLException;
}
