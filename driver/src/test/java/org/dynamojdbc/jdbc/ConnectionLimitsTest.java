package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.Test;

/** Budgets, rates, the statement log and the application's name, before a server that says what was consumed. */
class ConnectionLimitsTest {

    private static Answer written(double units) {
        return Answer.ok("{\"ConsumedCapacity\":{\"TableName\":\"items\",\"CapacityUnits\":" + units + "}}");
    }

    @Test
    void callsGoThroughTheProxy() throws SQLException {
        try (DynamoStub proxy = new DynamoStub();
                Connection connection = DriverManager.getConnection(
                        "jdbc:dynamodb://eu-west-1?endpoint=http://behind.the.proxy.invalid&accessKeyId=a&secretAccessKey=b"
                                + "&maxAttempts=1&proxyHost=127.0.0.1&proxyPort=" + proxy.port());
                Statement statement = connection.createStatement()) {
            proxy.table("orders", "id");
            try (ResultSet tables = statement.executeQuery("SHOW TABLES")) {
                assertThat(tables.next()).isTrue();
                assertThat(tables.getString(1)).isEqualTo("orders");
            }
            assertThat(proxy.calls("ListTables")).hasSize(1);
        }
    }

    @Test
    void aBatchStopsWhenItsWriteBudgetIsSpent() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection connection = stub.connect("maxWriteUnits=5")) {
            stub.table("items", "id");
            stub.on("UpdateItem", call -> written(4));
            try (Statement statement = connection.createStatement()) {
                for (int i = 0; i < 40; i++) {
                    statement.addBatch("UPDATE items SET n = n + 1 WHERE id = '" + i + "'");
                }
                assertThatThrownBy(statement::executeBatch)
                        .isInstanceOfSatisfying(BatchUpdateException.class, failed -> {
                            assertThat(failed.getSQLState()).isEqualTo("53400");
                            assertThat(failed.getMessage()).contains("maxWriteUnits");
                            assertThat(failed.getUpdateCounts()).contains(1).contains(Statement.EXECUTE_FAILED);
                        });
                int sent = stub.calls("UpdateItem").size();
                // Rows go out several at a time: those under way when the budget is spent still count.
                assertThat(sent).isBetween(2, 20);
                statement.execute("SET maxWriteUnits = 0");
                statement.executeUpdate("UPDATE items SET n = 1 WHERE id = 'x'");
            }
        }
    }

    @Test
    void aRateLetsTheNextCallWaitForWhatTheLastConsumed() throws Exception {
        try (DynamoStub stub = new DynamoStub();
                Connection connection = stub.connect("readUnitsPerSecond=100")) {
            stub.table("items", "id");
            stub.on(
                    "GetItem",
                    call -> Answer.ok("{\"Item\":" + Answer.item(Map.of("id", "a"))
                            + ",\"ConsumedCapacity\":{\"TableName\":\"items\",\"CapacityUnits\":1000000}}"));
            try (Statement statement = connection.createStatement()) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM items WHERE id = 'a'")) {
                    assertThat(rows.next()).isTrue();
                }
                statement.setQueryTimeout(1);
                assertThatThrownBy(() -> {
                            try (ResultSet rows = statement.executeQuery("SELECT * FROM items WHERE id = 'a'")) {
                                rows.next();
                            }
                        })
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("HYT00"));
                assertThat(stub.calls("GetItem")).hasSize(1);
            }
        }
    }

    /** Keeps what is logged while it is attached. */
    private static final class Kept extends Handler implements AutoCloseable {
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();
        private final Logger logger = Logger.getLogger("org.dynamojdbc.statement");

        Kept() {
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    void theStatementLogTellsEachStatementOnceAndNoParameter() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection connection = stub.connect("statementLog=all");
                Kept kept = new Kept()) {
            stub.table("items", "id");
            stub.on(
                    "GetItem",
                    call -> Answer.ok("{\"Item\":" + Answer.item(Map.of("id", "a"))
                            + ",\"ConsumedCapacity\":{\"TableName\":\"items\",\"CapacityUnits\":2.5}}"));
            try (var statement = connection.prepareStatement("SELECT * FROM items WHERE id = ?")) {
                statement.setString(1, "confidential");
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                }
                statement.getMoreResults();
            }
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("SELEC 1")).isInstanceOf(SQLException.class);
            }
            assertThat(kept.records).hasSize(2);
            assertThat(kept.records.get(0).getMessage())
                    .contains("SELECT * FROM items WHERE id = ?")
                    .contains("1 calls")
                    .contains("2.5 read units")
                    .doesNotContain("confidential");
            assertThat(kept.records.get(1).getMessage()).contains("SELEC 1").contains("failed");
        }
    }

    @Test
    void theStatementLogIsSilentUnlessAskedFor() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection connection = stub.connect("statementLog=slow&slowStatementMs=600000");
                Kept kept = new Kept();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1").close();
            assertThat(kept.records).isEmpty();
        }
    }

    @Test
    void theApplicationNameOfTheClientInfoTravelsWithEachCall() throws Exception {
        List<String> agents = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            agents.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            byte[] answer = "{\"TableNames\":[]}".getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith("DescribeTable")) {
                answer =
                        ("{\"Table\":{\"TableName\":\"ttt\",\"TableStatus\":\"ACTIVE\",\"KeySchema\":[{\"AttributeName\":"
                                        + "\"id\",\"KeyType\":\"HASH\"}],\"AttributeDefinitions\":[{\"AttributeName\":\"id\","
                                        + "\"AttributeType\":\"S\"}]}}")
                                .getBytes(StandardCharsets.UTF_8);
            }
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:dynamodb://localhost:" + server.getAddress().getPort() + "?applicationName=shop");
                Statement statement = connection.createStatement()) {
            connection.setClientInfo("ApplicationName", "night report");
            assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("night report");
            statement.executeQuery("SELECT id FROM ttt WHERE id = 'x'").next();
            assertThat(agents).isNotEmpty();
            assertThat(agents).allSatisfy(agent -> assertThat(agent).contains("dynamo-jdbc shop"));
            assertThat(agents)
                    .filteredOn(agent -> agent.contains("GetItem"))
                    .isNotEmpty()
                    .allSatisfy(agent -> assertThat(agent).contains("application/night_report"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void escapesAreRefusedWhenTheyAreSwitchedOff() throws SQLException {
        try (Connection connection = Unconnected.connection();
                Statement statement = connection.createStatement()) {
            String sql = "SELECT {ts '2024-01-01 00:00:00'} AS v";
            statement.executeQuery(sql).close();
            statement.setEscapeProcessing(false);
            assertThatThrownBy(() -> statement.executeQuery(sql))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42601"));
            statement.executeQuery("SELECT {'ts': '2024-01-01'} AS v").close();
        }
    }
}
