package org.dynamojdbc.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A program that reads one item by its key and some by a Query. */
final class PointReading {
    private PointReading() {}

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
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
