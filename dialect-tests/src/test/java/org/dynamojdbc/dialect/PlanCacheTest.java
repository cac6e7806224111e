package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans of relational queries are kept, with other parameters too, until the tables are no longer what they were. */
class PlanCacheTest {
    private static final String URL = "jdbc:dynamodb:embedded:plans";
    private static final String GROUPED =
            "SELECT upper(id), COUNT(*) FROM planned WHERE id = ? OR n = ? GROUP BY upper(id) ORDER BY 1";

    private Connection connection;

    @BeforeEach
    void fill() throws SQLException {
        connection = DriverManager.getConnection(URL);
        execute("DROP TABLE IF EXISTS planned");
        execute("CREATE TABLE planned (id VARCHAR, n NUMERIC, PRIMARY KEY (id))");
        execute("INSERT INTO planned (id, n) VALUES ('a', 1), ('b', 2), ('c', 3)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(PreparedStatement statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(result.getString(1) + result.getString(2));
            }
        }
        return rows;
    }

    private List<String> rows(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return rows(statement);
        }
    }

    @Test
    void aCorrelatedQueryTakesItsLimitFromAParameter() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT p.id, (SELECT MAX(x.n) FROM (SELECT q.n"
                + " FROM planned q WHERE q.n < p.n ORDER BY q.n LIMIT ?) x) FROM planned p ORDER BY p.id")) {
            statement.setInt(1, 1);
            assertThat(rows(statement)).containsExactly("anull", "b1", "c1");
            statement.setInt(1, 2);
            assertThat(rows(statement)).containsExactly("anull", "b1", "c2");
        }
    }

    @Test
    void aPreparedQueryAnswersEachOfItsParameters() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GROUPED)) {
            for (int round = 0; round < 3; round++) {
                statement.setString(1, "a");
                statement.setInt(2, 2);
                assertThat(rows(statement)).containsExactly("A1", "B1");
                statement.setString(1, "none");
                statement.setInt(2, 3);
                assertThat(rows(statement)).containsExactly("C1");
                statement.setNull(1, java.sql.Types.VARCHAR);
                statement.setNull(2, java.sql.Types.NUMERIC);
                assertThat(rows(statement)).isEmpty();
            }
        }
    }

    @Test
    void aPreparedUpdateWithASubQueryWritesWhatEachOfItsParametersSays() throws SQLException {
        String sql = "UPDATE planned SET n = n + ?, s = (SELECT MAX(x.n) FROM planned x WHERE x.n < ?)"
                + " WHERE upper(id) = ? AND n <= (SELECT MAX(y.n) FROM planned y)";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (String id : List.of("A", "B")) {
                update.setInt(1, 10);
                update.setInt(2, id.equals("A") ? 3 : 2);
                update.setString(3, id);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        }
        assertThat(rows("SELECT upper(id), n || '/' || s FROM planned WHERE n > 10 ORDER BY 1"))
                .containsExactly("A11/2", "Bnull");
        execute("DROP TABLE planned");
        execute("CREATE TABLE planned (id VARCHAR, k VARCHAR, n NUMERIC, PRIMARY KEY (k, id))");
        execute("INSERT INTO planned (id, k, n) VALUES ('1', 'k', 1)");
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setInt(1, 5);
            update.setInt(2, 9);
            update.setString(3, "1");
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        assertThat(rows("SELECT id, n || '/' || s FROM planned ORDER BY 1")).containsExactly("16/1");
    }

    @Test
    void aPlanEndsWithTheTableItReads() throws SQLException {
        String sql = "SELECT upper(id), n FROM planned WHERE n = '1' OR upper(id) = 'NONE'";
        assertThat(rows(sql)).isEmpty();
        execute("DROP TABLE planned");
        execute("CREATE TABLE planned (id VARCHAR, n NUMERIC, PRIMARY KEY (n))");
        execute("INSERT INTO planned (id, n) VALUES ('z', 1)");
        // n is a key now, so that '1' means the number.
        assertThat(rows(sql)).containsExactly("Z1");
    }

    @Test
    void anIndexThatIsMadeIsUsedFromThenOn() throws SQLException {
        String sql = "EXPLAIN SELECT upper(id), n FROM planned WHERE n = 2";
        assertThat(operations(sql)).anyMatch(step -> step.strip().equals("Scan"));
        execute("CREATE INDEX by_n ON planned (n)");
        assertThat(operations(sql)).anyMatch(step -> step.strip().equals("Query"));
    }

    @Test
    void moreQueriesThanPlansAreKeptStillAnswer() throws SQLException {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 260; i++) {
                assertThat(rows("SELECT upper(id), n + " + i + " FROM planned WHERE id = 'a'"))
                        .containsExactly("A" + (i + 1));
            }
        }
    }

    private List<String> operations(String sql) throws SQLException {
        List<String> operations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                operations.add(result.getString("operation"));
            }
        }
        return operations;
    }
}
