package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A table of two accounts, a connection that gathers its writes and another that sees what is committed. */
abstract class Accounts {
    static final String URL = "jdbc:dynamodb:embedded:transactions";
    Connection connection;
    static Connection other;

    @BeforeAll
    static void openOther() throws SQLException {
        other = DriverManager.getConnection(URL);
    }

    @AfterAll
    static void closeOther() throws SQLException {
        other.close();
    }

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection(URL);
        run(other, "DROP TABLE IF EXISTS acc");
        run(other, "CREATE TABLE acc (id VARCHAR PRIMARY KEY, later INTEGER)");
        run(other, "INSERT INTO acc (id, n, s) VALUES ('a', 10, 'x'), ('b', 20, 'y')");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    int run(String sql) throws SQLException {
        return run(connection, sql);
    }

    static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The items as others see them. */
    List<String> rows() throws SQLException {
        return rows(other);
    }

    static List<String> rows(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, n, s FROM acc")) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2) + " " + result.getString(3));
            }
        }
        rows.sort(null);
        return rows;
    }

    static void assertState(SQLException failure, String state) {
        assertThat((Throwable) failure).hasFieldOrPropertyWithValue("SQLState", state);
    }

    SQLException failure(String sql) {
        try {
            run(sql);
        } catch (SQLException expected) {
            return expected;
        }
        throw new AssertionError(sql + " was not refused");
    }

    SQLException commitFailure() {
        try {
            connection.commit();
        } catch (SQLException expected) {
            return expected;
        }
        throw new AssertionError("the commit was not refused");
    }
}
