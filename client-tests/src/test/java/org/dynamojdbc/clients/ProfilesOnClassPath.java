package org.dynamojdbc.clients;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A program that says, for each profile of the AWS configuration named to it, how a statement fails. */
final class ProfilesOnClassPath {
    private ProfilesOnClassPath() {}

    public static void main(String[] profiles) throws SQLException {
        for (String profile : profiles) {
            String url = "jdbc:dynamodb://eu-west-1?maxAttempts=1&profile=" + profile;
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT * FROM orders");
                System.out.println("00000");
            } catch (SQLException refused) {
                System.out.println(refused.getSQLState() + " " + refused.getMessage());
            }
        }
    }
}
