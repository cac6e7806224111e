package org.dynamojdbc.jdbc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A connection, and what it says of the SQL it supports. */
abstract class SupportedSqlSession {
    static Connection connection;
    static DatabaseMetaData metadata;

    /** Something that works exactly when the flag is set. */
    @FunctionalInterface
    interface Proof {
        void run() throws SQLException;
    }

    @FunctionalInterface
    interface Step {
        void on(Connection connection) throws SQLException;
    }

    static Map.Entry<String, Proof> statement(String flag, String sql) {
        return entry(flag, () -> run(sql));
    }

    static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:dynamodb:embedded:supported-sql");
    }

    static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (rows && statement.getResultSet().next()) {
                assertThat(statement.getResultSet().getMetaData().getColumnCount())
                        .isPositive();
            }
        }
    }

    static void inTransaction(String sql) throws SQLException {
        inTransaction(c -> {
            try (Statement statement = c.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    static void inTransaction(Step step) throws SQLException {
        try (Connection own = connect()) {
            own.setAutoCommit(false);
            step.on(own);
            own.commit();
        }
    }

    @BeforeAll
    static void open() throws SQLException {
        connection = connect();
        metadata = connection.getMetaData();
        run("CREATE TABLE samples (id VARCHAR PRIMARY KEY)");
        run("CREATE TABLE written (id VARCHAR PRIMARY KEY)");
        run("UPSERT INTO samples VALUE {'id': 'a', 'n': 1, 'p': 5, 'mixedCase': 'kept', 'tags': <<'x', 'y'>>,"
                + " 'list': [1, 2], 'doc': {'a': 1, 'b': {'c': 2}}}");
        run("UPSERT INTO samples VALUE {'id': 'b', 'n': 2, 'p': 7, 'tags': <<'y'>>,"
                + " 'doc': {'a': 1, 'b': {'c': 2}}}");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    static List<String> values(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
