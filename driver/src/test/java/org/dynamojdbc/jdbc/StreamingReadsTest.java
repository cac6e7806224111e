package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows arrive page by page, and no page is asked for without need. */
class StreamingReadsTest {
    private static final int ROWS_A_PAGE = 3;

    private final DynamoStub stub = new DynamoStub();

    @BeforeEach
    void table() {
        stub.table("orders", "customer", "placed");
        stub.on("Query", call -> page(call, Integer.MAX_VALUE));
        stub.on("Scan", call -> page(call, Integer.MAX_VALUE));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static int number(Call call) {
        return call.has("ExclusiveStartKey")
                ? Integer.parseInt(call.field("ExclusiveStartKey")
                                .field("placed")
                                .orElseThrow()
                                .field("S")
                                .orElseThrow()
                                .asString())
                        / ROWS_A_PAGE
                : 0;
    }

    private static String item(int row) {
        return Answer.item(Map.of("customer", "a", "placed", Integer.toString(row)));
    }

    /** The page that the call asks for, of so many. */
    private static Answer page(Call call, int pages) {
        int page = number(call);
        int end = (page + 1) * ROWS_A_PAGE;
        return Answer.page(
                IntStream.range(page * ROWS_A_PAGE, end)
                        .mapToObj(StreamingReadsTest::item)
                        .toList(),
                page + 1 < pages ? item(end) : null);
    }

    private static void read(ResultSet rows, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void theFirstRowIsReadBeforeTheSecondPageArrives() throws Exception {
        CountDownLatch firstRowRead = new CountDownLatch(1);
        stub.on("Scan", call -> {
            if (number(call) == 1) {
                firstRowRead.await();
            }
            return page(call, 2);
        });
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT placed FROM orders")) {
            read(rows, 1);
            assertThat(rows.getString("placed")).isEqualTo("0");
            firstRowRead.countDown();
            read(rows, 2 * ROWS_A_PAGE - 1);
            assertThat(rows.getString("placed")).isEqualTo("5");
            assertThat(rows.next()).isFalse();
        }
        assertThat(stub.calls("Scan")).hasSize(2);
    }

    @Test
    void closingAResultSetStopsReading() throws Exception {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT placed FROM orders WHERE customer = 'a'");
            read(rows, 1);
            stub.awaitCalls("Query", 2);
            rows.close();
            // A read that went on would use the same connection's threads before this answer.
            try (ResultSet other = statement.executeQuery("SELECT placed FROM orders WHERE customer = 'b' LIMIT 1")) {
                read(other, 1);
            }
            Thread.sleep(200);
        }
        assertThat(stub.calls("Query")).hasSize(3);
    }

    @Test
    void noMoreThanOnePageIsReadAhead() throws Exception {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT placed FROM orders WHERE customer = 'a'")) {
            read(rows, ROWS_A_PAGE);
            stub.awaitCalls("Query", 2);
            Thread.sleep(200);
            assertThat(stub.calls("Query")).hasSize(2);
            read(rows, 1);
            stub.awaitCalls("Query", 3);
        }
    }

    @Test
    void noPageIsReadAheadWhenTheConnectionSaysSo() throws Exception {
        try (Connection connection = stub.connect("prefetchPages=0");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT placed FROM orders WHERE customer = 'a'")) {
            read(rows, ROWS_A_PAGE);
            Thread.sleep(100);
            assertThat(stub.calls("Query")).hasSize(1);
            read(rows, 1);
            assertThat(stub.calls("Query")).hasSize(2);
        }
    }

    @Test
    void limitStopsPagingAndAsksForNoMoreItemsThanItNeeds() throws Exception {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT placed FROM orders WHERE customer = 'a' LIMIT 5")) {
            read(rows, 5);
            assertThat(rows.next()).isFalse();
        }
        List<Call> calls = stub.calls("Query");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).field("Limit").asNumber()).isEqualTo("5");
        assertThat(calls.get(1).field("Limit").asNumber()).isEqualTo("2");
    }

    @Test
    void maxRowsStopsPagingLikeLimit() throws Exception {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            statement.setMaxRows(ROWS_A_PAGE);
            try (ResultSet rows = statement.executeQuery("SELECT placed FROM orders")) {
                read(rows, ROWS_A_PAGE);
                assertThat(rows.next()).isFalse();
            }
        }
        assertThat(stub.calls("Scan")).hasSize(1);
    }

    @Test
    void emptyPagesAreReadOverUntilTheLastOne() throws Exception {
        stub.first("Scan", Answer.page(List.of(), item(3)), Answer.page(List.of(), item(3)));
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT placed FROM orders WHERE note IS MISSING LIMIT 2")) {
            read(rows, 2);
            assertThat(rows.getString(1)).isEqualTo("4");
            assertThat(rows.next()).isFalse();
        }
        assertThat(stub.calls("Scan")).hasSize(3);
    }
}
