package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads whose answer never comes end when they are told to. The socket time-out (30 s) would end them too, so that each test
 * has less time than that.
 */
@Timeout(value = 15, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingReadsTest {
    private static final String POINT_READ = "SELECT * FROM users WHERE id = 'x'";
    private static final String SCAN = "SELECT id FROM users";
    private static final String COUNT = "SELECT COUNT(*) FROM users";
    private static final String KEYS = "SELECT id FROM users WHERE id IN ('x', 'y')";

    private final DynamoStub stub = new DynamoStub();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);

    @BeforeEach
    void hang() {
        stub.table("users", "id");
        for (String operation : List.of("GetItem", "BatchGetItem", "Scan")) {
            stub.on(operation, call -> {
                asked.countDown();
                never.await();
                return Answer.lost();
            });
        }
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static int read(Statement statement, String sql) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "reading-client");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @ParameterizedTest
    @ValueSource(strings = {POINT_READ, SCAN, COUNT, KEYS, SCAN + " /* twice */"})
    void cancelFromAnotherThreadEndsARead(String sql) throws Exception {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            FutureTask<Boolean> reading = start(() -> {
                SQLException failed = catchThrowableOfType(SQLException.class, () -> read(statement, sql));
                assertThat(failed.getSQLState()).isEqualTo("57014");
                return Thread.currentThread().isInterrupted();
            });
            asked.await();
            statement.cancel();
            assertThat(reading.get())
                    .as("interrupt flag of the client's thread")
                    .isFalse();

            stub.on("Scan", call -> Answer.page(List.of(Answer.item(Map.of("id", "1"))), null));
            assertThat(read(statement, SCAN)).as("rows of the next execution").isEqualTo(1);
        }
    }

    @Test
    void cancelBetweenPagesEndsARead() throws Exception {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            stub.first("Scan", Answer.page(List.of(Answer.item(Map.of("id", "1"))), Answer.item(Map.of("id", "1"))));
            try (ResultSet rows = statement.executeQuery(SCAN)) {
                assertThat(rows.next()).isTrue();
                statement.cancel();
                SQLException failed = catchThrowableOfType(SQLException.class, rows::next);
                assertThat(failed.getSQLState()).isEqualTo("57014");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {POINT_READ, SCAN, COUNT, KEYS})
    void closingTheStatementEndsARead(String sql) throws Exception {
        try (Connection connection = stub.connect("")) {
            Statement statement = connection.createStatement();
            FutureTask<SQLException> reading =
                    start(() -> catchThrowableOfType(SQLException.class, () -> read(statement, sql)));
            asked.await();
            statement.close();
            assertThat((Throwable) reading.get()).isNotNull();
        }
    }

    @Test
    void closingTheConnectionEndsARead() throws Exception {
        Connection connection = stub.connect("");
        Statement statement = connection.createStatement();
        FutureTask<SQLException> reading =
                start(() -> catchThrowableOfType(SQLException.class, () -> read(statement, SCAN)));
        asked.await();
        connection.close();
        assertThat((Throwable) reading.get()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {POINT_READ, SCAN, COUNT, KEYS})
    void theQueryTimeoutEndsARead(String sql) throws Exception {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            SQLException failed = catchThrowableOfType(SQLException.class, () -> read(statement, sql));
            assertThat((Throwable) failed)
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageContaining("query timeout of 1 s");
            assertThat(failed.getSQLState()).isEqualTo("HYT00");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {POINT_READ, SCAN, COUNT, KEYS})
    void theNetworkTimeoutEndsARead(String sql) throws Exception {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 300);
            SQLException failed = catchThrowableOfType(SQLException.class, () -> read(statement, sql));
            assertThat((Throwable) failed)
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageContaining("network timeout of 300 ms");
            assertThat(failed.getSQLState()).isEqualTo("HYT00");
        }
    }

    @Test
    void theSocketTimeoutEndsARead() throws Exception {
        try (Connection connection = stub.connect("socketTimeoutMs=300&maxAttempts=1");
                Statement statement = connection.createStatement()) {
            SQLException failed = catchThrowableOfType(SQLException.class, () -> read(statement, POINT_READ));
            assertThat((Throwable) failed)
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageContaining("socketTimeoutMs");
        }
    }
}
