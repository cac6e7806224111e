package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A table of orders that differ in their attributes, as tools meet it. */
abstract class ToolSession {
    static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:results-for-tools");
        execute("CREATE TABLE orders (customer VARCHAR, placed VARCHAR, PRIMARY KEY (customer, placed))");
        execute("INSERT INTO orders VALUE {'customer': 'a', 'placed': '1', 'total': 1.5, 'open': true,"
                + " 'note': NULL, 'bytes': 0x0102}");
        execute("INSERT INTO orders VALUE {'customer': 'a', 'placed': '2', 'total': 99999999999999999999}");
        execute("CREATE TABLE numbers (id VARCHAR PRIMARY KEY)");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> first(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    static String state(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        SQLException refused = (SQLException) org.assertj.core.api.Assertions.catchThrowable(call);
        return refused == null ? "none" : String.valueOf(refused.getSQLState());
    }
}
