package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What connection properties do to the calls that are sent. */
class PropertyEffectsTest {
    private static final String SCAN = "SELECT id FROM items";
    private static final String POINT_READ = "SELECT id FROM items WHERE id = 'a'";

    private final DynamoStub stub = new DynamoStub();

    @BeforeEach
    void table() {
        stub.table("items", "id");
        stub.on("GetItem", call -> Answer.ok("{\"Item\":" + Answer.item(Map.of("id", "a")) + "}"));
        stub.on("Scan", call -> Answer.page(List.of(Answer.item(Map.of("id", "a"))), null));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static List<String> read(Statement statement, String sql) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static SQLException failure(Statement statement, String sql) {
        return catchThrowableOfType(SQLException.class, () -> read(statement, sql));
    }

    private List<String> read(String properties, String sql) throws SQLException {
        try (Connection connection = stub.connect(properties);
                Statement statement = connection.createStatement()) {
            return read(statement, sql);
        }
    }

    /** Connects until the server, which accepts nobody, lets nobody wait any more. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Socket socket = new Socket();
            try {
                socket.connect(server.getLocalSocketAddress(), 300);
                waiting.add(socket);
            } catch (SocketTimeoutException full) {
                socket.close();
                return waiting;
            }
        }
        throw new AssertionError("a hundred connections wait at a server that lets one wait");
    }

    /** Were it not for connectTimeoutMs, the query time-out would end the statement before a connect's default time has passed. */
    @Test
    void aConnectThatTakesTooLongIsAConnectionFailure() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = fill(server);
            try (Connection connection = DriverManager.getConnection("jdbc:dynamodb://127.0.0.1:"
                            + server.getLocalPort() + "?connectTimeoutMs=100&maxAttempts=1");
                    Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(4);
                SQLException failed = failure(statement, POINT_READ);
                assertThat((Throwable) failed).hasMessageContaining("cannot be reached");
                assertThat(failed.getSQLState()).isEqualTo("08001");
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    /** The stub would answer with errors for as long as anybody asks. */
    @Test
    void aCallEndsWithAllItsRetriesWhenItsTimeIsOver() throws SQLException {
        stub.on("GetItem", call -> Answer.internalError());
        try (Connection connection = stub.connect("apiCallTimeoutMs=700&maxAttempts=1000000");
                Statement statement = connection.createStatement()) {
            SQLException failed = failure(statement, POINT_READ);
            assertThat((Throwable) failed)
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageContaining("not answered in time");
            assertThat(failed.getSQLState()).isEqualTo("HYT00");
        }
    }

    @Test
    void aStatementEndsWhenItsReadBudgetIsSpent() throws SQLException {
        stub.on(
                "Scan",
                call -> Answer.ok("{\"Items\":[" + Answer.item(Map.of("id", "a")) + "],\"Count\":1,\"ScannedCount\":1,"
                        + "\"LastEvaluatedKey\":" + Answer.item(Map.of("id", "a"))
                        + ",\"ConsumedCapacity\":{\"TableName\":\"items\",\"CapacityUnits\":4}}"));
        try (Connection connection = stub.connect("maxReadUnits=10&prefetchPages=0");
                Statement statement = connection.createStatement()) {
            SQLException failed = failure(statement, SCAN);
            assertThat((Throwable) failed).hasMessageContaining("maxReadUnits");
            assertThat(failed.getSQLState()).isEqualTo("53400");
        }
        assertThat(stub.calls("Scan")).hasSize(3);
    }

    @Test
    void aWriteWaitsForWhatTheLastConsumed() throws SQLException {
        stub.on(
                "UpdateItem",
                call -> Answer.ok("{\"ConsumedCapacity\":{\"TableName\":\"items\",\"CapacityUnits\":1000000}}"));
        try (Connection connection = stub.connect("writeUnitsPerSecond=100");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE items SET n = 1 WHERE id = 'a'");
            statement.setQueryTimeout(1);
            SQLException failed = catchThrowableOfType(
                    SQLException.class, () -> statement.executeUpdate("UPDATE items SET n = 2 WHERE id = 'a'"));
            assertThat(failed.getSQLState()).isEqualTo("HYT00");
        }
        assertThat(stub.calls("UpdateItem")).hasSize(1);
    }

    @Test
    void aPageHasAsManyItemsAsTheFetchSizeSays() throws SQLException {
        read("fetchSize=7", SCAN);
        assertThat(stub.calls("Scan").get(0).field("Limit").asNumber()).isEqualTo("7");
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            read(statement, SCAN);
            assertThat(stub.calls("Scan").get(1).has("Limit")).isFalse();
            statement.setFetchSize(11);
            read(statement, SCAN);
            assertThat(stub.calls("Scan").get(2).field("Limit").asNumber()).isEqualTo("11");
        }
    }

    @Test
    void aScanInParallelReadsEachSegmentOnce() throws SQLException {
        stub.on(
                "Scan",
                call -> Answer.page(
                        List.of(Answer.item(Map.of("id", call.field("Segment").asNumber()))), null));
        assertThat(new TreeSet<>(read("scanParallelism=4", SCAN))).containsExactly("0", "1", "2", "3");
        assertThat(stub.calls("Scan")).hasSize(4).allSatisfy(call -> assertThat(
                        call.field("TotalSegments").asNumber())
                .isEqualTo("4"));
    }

    @Test
    void readsAreStronglyConsistentWhenTheConnectionSaysSo() throws SQLException {
        read("consistentRead=true", POINT_READ);
        read("consistentRead=false", POINT_READ);
        List<Call> calls = stub.calls("GetItem");
        assertThat(calls.get(0).field("ConsistentRead").asBoolean()).isTrue();
        assertThat(calls.get(1).has("ConsistentRead")
                        && calls.get(1).field("ConsistentRead").asBoolean())
                .isFalse();
    }

    @Test
    void aTableIsDescribedAgainWhenItsDescriptionIsTooOld() throws SQLException {
        for (String properties : List.of("metadataCacheSeconds=0", "metadataCacheSeconds=3600")) {
            int before = stub.calls("DescribeTable").size();
            // Each has a client of its own, whose cache the other does not see.
            try (Connection connection = stub.connect(properties + "&applicationName=" + properties.replace('=', '-'));
                    Statement statement = connection.createStatement()) {
                read(statement, POINT_READ);
                read(statement, "SELECT id FROM items WHERE id = 'b'");
                read(statement, "SELECT id FROM items WHERE id = 'c'");
            }
            assertThat(stub.calls("DescribeTable").size() - before)
                    .as("descriptions under %s", properties)
                    .isEqualTo(properties.endsWith("=0") ? 3 : 1);
        }
    }

    @Test
    void aSlowStatementIsWarnedOf() throws SQLException {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("org.dynamojdbc.statement");
        Handler kept = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                records.add(logged);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(kept);
        try {
            // Every statement takes 0 ms or longer.
            read("statementLog=slow&slowStatementMs=0", POINT_READ);
            assertThat(records).singleElement().satisfies(logged -> {
                assertThat(logged.getLevel()).isEqualTo(Level.WARNING);
                assertThat(logged.getMessage()).contains(POINT_READ);
            });
            read("statementLog=slow&slowStatementMs=600000", POINT_READ);
            assertThat(records).hasSize(1);
        } finally {
            logger.removeHandler(kept);
        }
    }

    private static List<Headers> headers(String properties) throws IOException, SQLException {
        List<Headers> seen = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders());
            byte[] answer = "{\"TableNames\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:dynamodb://127.0.0.1:" + server.getAddress().getPort() + "?" + properties);
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SHOW TABLES").close();
        } finally {
            server.stop(0);
        }
        assertThat(seen).isNotEmpty();
        return seen;
    }

    @Test
    void callsAreSignedWithTheKeysRegionAndTokenGiven() throws Exception {
        assertThat(headers("accessKeyId=AKIDGIVEN&secretAccessKey=s&sessionToken=TOKEN&region=eu-west-3"))
                .allSatisfy(sent -> {
                    assertThat(sent.getFirst("Authorization"))
                            .contains("Credential=AKIDGIVEN/")
                            .contains("/eu-west-3/");
                    assertThat(sent.getFirst("X-Amz-Security-Token")).isEqualTo("TOKEN");
                });
        assertThat(headers("user=AKIDUSER&password=p")).allSatisfy(sent -> {
            assertThat(sent.getFirst("Authorization")).contains("Credential=AKIDUSER/");
            assertThat(sent.containsKey("X-Amz-Security-Token")).isFalse();
        });
    }
}
