package org.dynamojdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows that several reads of a statement have in common are kept in memory while there is room; when joins and sorts need the
 * room, they are read again, and no row is lost or doubled by it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryPressureTest {
    private static final String URL = "jdbc:dynamodb:embedded:pressure";
    private static final int FEW = 12;
    private static final int MANY = 91;
    private static final int WITH_PARTNER = 47;

    private Connection connection;

    @BeforeAll
    void open() throws SQLException {
        connection = DriverManager.getConnection(URL + "?maxMemoryRows=110");
        run("DROP TABLE IF EXISTS few");
        run("DROP TABLE IF EXISTS many");
        run("CREATE TABLE few (id NUMERIC, x VARCHAR, PRIMARY KEY (id))");
        run("CREATE TABLE many (id NUMERIC, y VARCHAR, PRIMARY KEY (id))");
        for (int i = 0; i < FEW; i++) {
            run("INSERT INTO few (id, x) VALUES (" + i + ", 'x" + i + "')");
        }
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            rows.append(i == 0 ? "" : ", ")
                    .append("(")
                    .append(i)
                    .append(", '")
                    .append(i < WITH_PARTNER ? "x" + i % FEW : "none")
                    .append("')");
        }
        run("INSERT INTO many (id, y) VALUES " + rows);
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int count = 0;
            while (result.next()) {
                count++;
            }
            return count;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The first branch stops after one row of a read that the join then needs as well.
                "SELECT u, 'q' v FROM (SELECT upper(x) u FROM few LIMIT 1) q UNION ALL SELECT b.u, m.x"
                        + " FROM (SELECT id, lower(y) u FROM many ORDER BY y) b JOIN few m ON m.x = b.u | 48",
                "SELECT b.u, m.x FROM (SELECT id, lower(y) u FROM many ORDER BY y) b JOIN few m ON m.x = b.u"
                        + " UNION ALL SELECT x, x FROM few | 59",
                "SELECT x, x FROM few UNION ALL SELECT b.u, m.x"
                        + " FROM (SELECT id, lower(y) u FROM many ORDER BY y) b JOIN few m ON m.x = b.u | 59",
                "SELECT u, 'q' v FROM (SELECT upper(x) u FROM few LIMIT 1) q UNION ALL SELECT b.u, m.x"
                        + " FROM (SELECT id, lower(y) u FROM many ORDER BY y) b LEFT JOIN few m ON m.x = b.u | 92",
                "SELECT a.id FROM few a JOIN few b ON a.x = b.x JOIN many m ON m.y = a.x | 47",
                "SELECT id FROM few WHERE x IN (SELECT f.x FROM few f JOIN many m ON f.x = m.y)"
                        + " UNION ALL SELECT id FROM few | 24",
                "SELECT f.x FROM few f JOIN many m ON f.x = m.y WHERE f.id < 4 UNION ALL SELECT g.x FROM few g"
                        + " JOIN many n ON g.x = n.y WHERE g.id >= 4 | 47",
                "SELECT a.id FROM few a FULL JOIN many m ON m.y = a.x UNION ALL SELECT id FROM few | 103"
            })
    void noRowIsLostWhenSharedRowsMakeRoomForAJoin(String sql, int expected) throws SQLException {
        assertThat(rows(sql)).isEqualTo(expected);
    }
}
