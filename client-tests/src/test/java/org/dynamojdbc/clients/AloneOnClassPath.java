package org.dynamojdbc.clients;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A program that knows the JDK alone: the driver comes from whatever jar is on the class path. */
final class AloneOnClassPath {
    static final String DONE = "every statement ran";

    private AloneOnClassPath() {}

    public static void main(String[] drivers) throws SQLException, ClassNotFoundException {
        for (String driver : drivers) {
            Class.forName(driver);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:dynamodb:embedded:alone");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (customer VARCHAR, placed VARCHAR, total NUMERIC,"
                    + " PRIMARY KEY (customer, placed))");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO orders (customer, placed, total) VALUES (?, ?, ?)")) {
                for (int i = 0; i < 30; i++) {
                    insert.setString(1, "c" + i % 3);
                    insert.setString(2, "2024-" + i);
                    insert.setInt(3, i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            expect(connection, 10, "SELECT * FROM orders WHERE customer = 'c1'");
            expect(connection, 5, "SELECT * FROM orders WHERE total >= 25");
            expect(connection, 1, "SELECT COUNT(*) FROM orders");
            expect(connection, 1, "SELECT total FROM orders WHERE customer = 'c1' AND placed = '2024-1'");
            expect(connection, 3, "SELECT customer, SUM(total) FROM orders GROUP BY customer ORDER BY 2 DESC");
            expect(
                    connection,
                    10,
                    "SELECT a.total FROM orders a JOIN orders b ON a.customer = b.customer AND a.placed = b.placed"
                            + " WHERE b.customer = 'c2' ORDER BY a.total / 3");
            expectRefusal(connection, "INSERT INTO orders (customer, placed) VALUES ('c1', '2024-1')", "23505");
            expectRefusal(connection, "SELECT * FROM nowhere", "42P01");
            expectRefusal(connection, "SELEC", "42601");
        }
        expectRegion("jdbc:dynamodb://?region=eu-west-1&accessKeyId=a&secretAccessKey=b");
        System.out.println(DONE);
    }

    /** Opening sends nothing to AWS and yet builds the client: region metadata, HTTP client, signer. */
    private static void expectRegion(String url) throws SQLException {
        DriverManager.getConnection(url).close();
    }

    private static void expect(Connection connection, int expected, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            if (count != expected) {
                throw new IllegalStateException(sql + " gave " + count + " rows, not " + expected);
            }
        }
    }

    private static void expectRefusal(Connection connection, String sql, String state) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            if (refused.getSQLState().equals(state)) {
                return;
            }
            throw refused;
        }
        throw new IllegalStateException(sql + " was not refused");
    }
}
