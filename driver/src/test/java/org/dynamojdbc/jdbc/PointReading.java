package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.dynamojdbc.DynamoDriver;

/** A program that reads one item by its key and some by a Query. */
final class PointReading {
    private PointReading() {}

    public static void main(String[] arguments) throws SQLException {
        // Not by DriverManager, which loads every driver on the class path: Calcite's and Avatica's too (the all-in-one
        // jar has
        // them not).
        try (Connection connection = new DynamoDriver().connect(arguments[0], new Properties())) {
            read(connection, "SELECT * FROM orders WHERE customer = ? AND placed = ?", "a", "1");
            read(connection, "SELECT placed FROM orders WHERE customer = ? AND placed > ? LIMIT 3", "a", "1");
        }
    }

    private static void read(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    System.out.println("read " + rows.getString("placed"));
                }
            }
        }
    }
}
