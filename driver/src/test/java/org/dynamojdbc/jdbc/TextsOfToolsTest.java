package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements as tools write them, word for word but for the names of the tables. */
class TextsOfToolsTest {
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:texts-of-tools");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ttt (id VARCHAR, n NUMERIC, PRIMARY KEY (id, n))");
            statement.execute("CREATE TABLE user_data (id VARCHAR PRIMARY KEY)");
            statement.execute("CREATE TABLE \"orders-dev\" (id VARCHAR PRIMARY KEY)");
            statement.execute("CREATE TABLE \"my.table\" (id VARCHAR PRIMARY KEY)");
            statement.execute("INSERT INTO ttt VALUE {'id': 'a', 'n': 1, 'a': 'x_1', 'c': 'k', 'd': '2024-01-01',"
                    + " 'name': 'yy', 'b': 0x0102, 'pk': 'x', 'sk': 1}");
            statement.execute("INSERT INTO ttt VALUE {'id': 'b', 'n': 12, 'a': 'x', 'c': 'k', 'name': 'z'}");
            for (String table : new String[] {"user_data", "\"orders-dev\"", "\"my.table\""}) {
                statement.execute("INSERT INTO " + table + " (id, n) VALUES ('a', 1)");
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "1 ~ SELECT * FROM user_data",
                "1 ~ SELECT * FROM \"orders-dev\"",
                "1 ~ SELECT * FROM \"my.table\"",
                "0 ~ SELECT * FROM \"ttt\" WHERE 1=0",
                "0 ~ SELECT * FROM \"ttt\" WHERE ( 0 = 1 ) AND ( \"id\" = 'a' )",
                "0 ~ SELECT TRUE AS \"_\" FROM \"ttt\" WHERE 1 <> 1 LIMIT 0",
                "0 ~ SELECT * FROM (SELECT \"id\" FROM \"ttt\") spark_gen_0 WHERE 1=0",
                "1 ~ SELECT * FROM ttt\\nWHERE (pk = 'x') AND (sk = 1)",
                "1 ~ SELECT * FROM ttt\\nWHERE (name LIKE '%y%')\\nORDER BY name DESC",
                "2 ~ SELECT * FROM ttt\\nORDER BY 2 DESC",
                "1 ~ SELECT * FROM (\\nSELECT * FROM ttt\\n) z_q WHERE z_q.id = 'a' ORDER BY z_q.n",
                "1 ~ SELECT COUNT(*) FROM ttt",
                "1 ~ SELECT COUNT(*) FROM (SELECT * FROM ttt\\n) dbvrcnt",
                "1 ~ SELECT count(*) FROM ttt WHERE a = 1",
                "1 ~ SELECT DISTINCT c\\nFROM ttt\\nORDER BY 1",
                "1 ~ SELECT c, count(*)\\nFROM ttt\\nGROUP BY c\\nORDER BY 2 DESC",
                "1 ~ SELECT COUNT(DISTINCT c)\\nFROM ttt",
                "2 ~ SELECT \"id\", COUNT( * ) \"c\" FROM \"ttt\" GROUP BY \"id\"",
                "1 ~ SELECT \"a\",\"name\" FROM \"ttt\"  WHERE (\"a\" IS NOT NULL) AND (\"a\" = 'x')   ",
                "2 ~ SELECT 1 FROM \"ttt\"",
                "1 ~ SELECT \"a\" FROM \"ttt\"  WHERE \"a\" LIKE 'x\\_%' ESCAPE '\\'",
                "1 ~ SELECT \"a\" FROM \"ttt\"  WHERE \"n\" < 10 or \"n\" is null",
                "1 ~ SELECT \"a\" FROM \"ttt\"  WHERE \"n\" >= 10 AND \"n\" < 20",
                "1 ~ SELECT * FROM ttt WHERE b = 0x0102",
                "0 ~ SELECT * FROM ttt WHERE d = {ts '2024-01-01 00:00:00'}",
                "1 ~ SELECT * FROM ttt WHERE d = {d '2024-01-01'}",
                "2 ~ SELECT * FROM ttt;",
                "1 ~ select 1",
                "1 ~ SELECT {fn now()}"
            })
    void queriesGiveTheirRows(int rows, String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(text.replace("\\n", "\n"))) {
            int read = 0;
            while (result.next()) {
                read++;
            }
            assertThat(read).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select \"id\", \"n\" from \"user_data\" where \"id\" = ? order by \"id\" limit ?",
                "select u1_0.\"id\",u1_0.\"n\" from \"user_data\" u1_0 where u1_0.\"id\"=? order by u1_0.\"id\" fetch"
                        + " first ? rows only",
                "select \"id\",\"n\" from \"ttt\" where \"id\" IN (?, ?) and (\"n\" = ? or \"id\" = ?) order by \"id\"",
                "SELECT * FROM \"ttt\" WHERE ( \"id\" = 'a' ) AND ( \"ttt\".\"id\" = ? )"
            })
    void preparedQueriesFindTheRow(String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                if (statement.getParameterMetaData().getParameterType(i) == Types.VARCHAR) {
                    statement.setString(i, "a");
                } else {
                    statement.setInt(i, 1);
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("id")).isEqualTo("a");
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "0A000 ~ call current_schema",
                "42601 ~ CREATE TABLE bad (..)",
                "42P16 ~ CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL)",
                "42P01 ~ SELECT * FROM nowhere"
            })
    void whatCannotBeIsRefusedByItsState(String state, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    SQLException.class, () -> statement.execute(text))
                            .getSQLState())
                    .isEqualTo(state);
        }
    }

    @Test
    void aBatchLongerThanATransactionIsRefusedFromTheHundredAndFirstRow() throws SQLException {
        try (Connection own = DriverManager.getConnection("jdbc:dynamodb:embedded:texts-of-tools");
                PreparedStatement insert =
                        own.prepareStatement("INSERT INTO \"user_data\" (\"id\",\"n\") VALUES (?,?)")) {
            own.setAutoCommit(false);
            for (int i = 0; i < 1000; i++) {
                insert.setString(1, "spark" + i);
                insert.setInt(2, i);
                insert.addBatch();
            }
            java.sql.BatchUpdateException refused = org.assertj.core.api.Assertions.catchThrowableOfType(
                    java.sql.BatchUpdateException.class, insert::executeBatch);
            assertThat(refused.getSQLState()).isEqualTo("54000");
            assertThat(refused.getUpdateCounts()).hasSize(1000);
            assertThat(refused.getUpdateCounts()[99]).isOne();
            assertThat(refused.getUpdateCounts()[100]).isEqualTo(Statement.EXECUTE_FAILED);
            own.rollback();
            own.setAutoCommit(true);
            try (ResultSet rows = own.createStatement().executeQuery("SELECT count(*) FROM user_data")) {
                rows.next();
                assertThat(rows.getInt(1)).isOne();
            }
        }
    }
}
