package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Descriptions and samples whose answer never comes end with the statement that waits for them. The socket time-out (30 s)
 * would end them too, so that each test has less time than that.
 */
@Timeout(value = 15, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingCatalogTest {
    private final DynamoStub stub = new DynamoStub();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);

    @BeforeEach
    void tables() {
        stub.table("users", "id");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private void hang(String operation) {
        stub.on(operation, call -> {
            asked.countDown();
            never.await();
            return Answer.lost();
        });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(stub.endpoint().replace("http:", "jdbc:dynamodb:") + "?sampleSize=10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DescribeTable | SELECT id FROM users",
                "DescribeTable | SELECT count(*), id FROM users GROUP BY id",
                "DescribeTable | INSERT INTO users (id) VALUES ('1')",
                "DescribeTable | ALTER TABLE users SET (stream = 'NEW_IMAGE')",
                "DescribeTable | SHOW CREATE TABLE users",
                "Scan | SELECT * FROM users WHERE id = 'x'",
                "Scan | DESCRIBE users",
                "ListTables | SHOW TABLES",
                "ListTables | SELECT id FROM usres"
            })
    void cancelReachesThem(String operation, String sql) throws Exception {
        hang(operation);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            FutureTask<String> running = new FutureTask<>(() -> {
                SQLException failed = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
                return failed.getSQLState();
            });
            Thread thread = new Thread(running, "asking-client");
            thread.setDaemon(true);
            thread.start();
            asked.await();
            statement.cancel();
            assertThat(running.get()).isEqualTo("57014");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DescribeTable | SELECT id FROM users",
                "Scan | SELECT * FROM users WHERE id = 'x'",
                "ListTables | SHOW TABLES"
            })
    void theQueryTimeoutReachesThem(String operation, String sql) throws Exception {
        hang(operation);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            SQLException failed = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
            assertThat(failed.getSQLState()).isEqualTo("HYT00");
        }
    }

    /** What is asked of a prepared statement before its first execution, when nothing of it runs yet. */
    private enum Asked {
        COLUMNS,
        PARAMETERS;

        void of(PreparedStatement statement) throws SQLException {
            if (this == COLUMNS) {
                statement.getMetaData();
            } else {
                statement.getParameterMetaData().getParameterType(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"DescribeTable, COLUMNS", "Scan, COLUMNS", "DescribeTable, PARAMETERS", "Scan, PARAMETERS"})
    void cancelAndTheQueryTimeoutReachThoseOfAStatementThatIsOnlyPrepared(String operation, Asked question)
            throws Exception {
        hang(operation);
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("SELECT * FROM users WHERE name = ?")) {
            FutureTask<String> running = new FutureTask<>(() -> {
                SQLException failed = catchThrowableOfType(SQLException.class, () -> question.of(statement));
                return failed.getSQLState();
            });
            Thread thread = new Thread(running, "asking-client");
            thread.setDaemon(true);
            thread.start();
            asked.await();
            statement.cancel();
            assertThat(running.get()).isEqualTo("57014");
            statement.setQueryTimeout(1);
            SQLException failed = catchThrowableOfType(SQLException.class, () -> question.of(statement));
            assertThat(failed.getSQLState()).isEqualTo("HYT00");
        }
    }

    @Test
    void aSampleIsAmongWhatTheStatementConsumed() throws Exception {
        stub.on(
                "Scan",
                call -> Answer.ok("{\"Items\":[" + Answer.item(Map.of("id", "1", "name", "Ada"))
                        + "],\"Count\":1,\"ScannedCount\":1,\"ConsumedCapacity\":{\"TableName\":\"users\","
                        + "\"CapacityUnits\":2.5}}"));
        stub.on("GetItem", call -> Answer.ok("{\"ConsumedCapacity\":{\"TableName\":\"users\",\"CapacityUnits\":0.5}}"));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (double units : List.of(3.0, 0.5)) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM users WHERE id = 'x'")) {
                    assertThat(rows.next()).isFalse();
                }
                assertThat(statement.unwrap(DynamoStatement.class).statistics().readUnits())
                        .isEqualTo(units);
            }
        }
    }

    @Test
    void whatCanBeNoTablesNameIsRefusedHere() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "SELECT * FROM ab",
                    "INSERT INTO \"a b c\" (id) VALUES (1)",
                    "DROP TABLE ab",
                    "CREATE TABLE ab (id VARCHAR PRIMARY KEY)",
                    "SHOW TABLE STATUS FROM ab")) {
                SQLException refused = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
                assertThat(refused.getSQLState()).as(sql).isIn("42602", "42P01");
                assertThat((Throwable) refused).hasMessageContaining("3 to 255");
            }
            assertThat(stub.calls("DescribeTable")).isEmpty();
        }
    }
}
