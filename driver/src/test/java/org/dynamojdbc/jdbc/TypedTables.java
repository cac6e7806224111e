package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table with a column of every type, and one that declares none. */
abstract class TypedTables {
    static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:types?metadataCacheSeconds=0");
        run("CREATE TABLE undeclared (id VARCHAR PRIMARY KEY)");
        run("CREATE TABLE declared (id VARCHAR PRIMARY KEY, d DATE, t TIME, ts TIMESTAMP, tz TIMESTAMP WITH TIME ZONE,"
                + " es EPOCH_SECONDS, em EPOCH_MILLIS, n INTEGER NOT NULL, dec DECIMAL(10, 2), u UUID, flag BOOLEAN,"
                + " b VARBINARY, doc MAP, tags STRING_SET)");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    static int run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
            return statement.getUpdateCount();
        }
    }

    static AttributeValue stored(String table, String id, String attribute) throws SQLException {
        return connection
                .unwrap(DynamoDbClient.class)
                .getItem(r -> r.tableName(table).consistentRead(true).key(Map.of("id", AttributeValue.fromS(id))))
                .item()
                .get(attribute);
    }
}
