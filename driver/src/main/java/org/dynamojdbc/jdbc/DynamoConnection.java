package org.dynamojdbc.jdbc;

import java.sql.Connection;
import org.dynamojdbc.catalog.Catalog;

/** What {@code connection.unwrap(DynamoConnection.class)} gives beyond JDBC; {@code unwrap(DynamoDbClient.class)} gives the SDK client. */
public sealed interface DynamoConnection extends Connection permits ConnectionRefusals {

    /** What this connection knows of tables, keys, indexes and columns. */
    Catalog catalog();
}
