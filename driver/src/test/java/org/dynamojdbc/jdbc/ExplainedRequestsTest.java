package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The requests that EXPLAIN shows are those that a server receives when the statement runs. */
class ExplainedRequestsTest {
    private static final List<String> READS = List.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems");
    private static final String ITEM = json("{'p':{'S':'a'},'s':{'N':'1'},'g':{'S':'x'},'o':{'N':'1'},'n':{'N':'1'}}");

    private final DynamoStub stub = new DynamoStub();

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @BeforeEach
    void table() {
        answer(stub);
    }

    private static void answer(DynamoStub stub) {
        stub.on(
                "DescribeTable",
                call -> Answer.ok(json("{'Table':{'TableName':'orders','TableStatus':'ACTIVE','ItemCount':1000000,"
                        + "'TableSizeBytes':100000000,'KeySchema':[{'AttributeName':'p','KeyType':'HASH'},"
                        + "{'AttributeName':'s','KeyType':'RANGE'}],'AttributeDefinitions':["
                        + "{'AttributeName':'p','AttributeType':'S'},{'AttributeName':'s','AttributeType':'N'},"
                        + "{'AttributeName':'g','AttributeType':'S'},{'AttributeName':'o','AttributeType':'N'}],"
                        + "'GlobalSecondaryIndexes':[{'IndexName':'by_g','IndexStatus':'ACTIVE','KeySchema':["
                        + "{'AttributeName':'g','KeyType':'HASH'},{'AttributeName':'o','KeyType':'RANGE'}],"
                        + "'Projection':{'ProjectionType':'KEYS_ONLY'}}]}}")));
        stub.on("GetItem", call -> Answer.ok(json("{'Item':") + ITEM + "}"));
        stub.on("BatchGetItem", call -> Answer.ok(json("{'Responses':{'orders':[") + ITEM + "]}}"));
        stub.on("TransactGetItems", call -> Answer.ok(json("{'Responses':[{'Item':") + ITEM + json("},{},{}]}")));
        stub.on("Query", call -> Answer.page(List.of(ITEM), null));
        stub.on("Scan", call -> Answer.page(List.of(ITEM), null));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders WHERE p = 'a' AND s = 1",
                "SELECT /*+ CONSISTENT */ n FROM orders WHERE p = 'a' AND s = 1 AND n > 2",
                "SELECT * FROM orders WHERE (p, s) IN (('a', 1), ('b', 2), ('c', 3))",
                "SELECT n FROM orders WHERE (p, s) IN (('a', 1), ('b', 2), ('c', 3)) LIMIT 1",
                "SELECT n FROM orders WHERE (p, s) IN (('a', 1), ('b', 2), ('c', 3)) AND n = 1 LIMIT 1",
                "SELECT * FROM orders WHERE p = 'a'",
                "SELECT n FROM orders WHERE p = 'a' AND s > 2 ORDER BY s DESC LIMIT 3 OFFSET 2",
                "SELECT n FROM orders WHERE p = 'a' AND n = 1 LIMIT 5",
                "SELECT n FROM orders WHERE p IN ('a', 'b') ORDER BY s LIMIT 2 OFFSET 1",
                "SELECT COUNT(*) FROM orders WHERE p = 'a'",
                "SELECT MAX(s) FROM orders WHERE p = 'a'",
                "SELECT * FROM orders",
                "SELECT p FROM orders WHERE n = 1 LIMIT 7",
                "SELECT /*+ SEGMENTS(4) */ p FROM orders WHERE n = 1",
                "SELECT /*+ SEGMENTS(4) */ p FROM orders LIMIT 9",
                "SELECT /*+ SEGMENTS(4) */ COUNT(*) FROM orders",
                "SELECT p FROM orders WHERE segment(1, 4)",
                "SELECT s FROM \"orders\".\"by_g\" WHERE g = 'x'",
                "SELECT n FROM orders WHERE g = 'x' AND o >= 0",
                "SELECT n FROM orders WHERE g = 'x' AND o >= 0 ORDER BY o DESC LIMIT 1",
                "SELECT /*+ INDEX(by_g) SEGMENTS(2) */ n FROM orders WHERE o > 0 AND g > 'a'"
            })
    void explainShowsWhatIsSent(String sql) throws SQLException {
        assertThat(compare(sql)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders WHERE p = NULL",
                "SELECT * FROM orders LIMIT 0",
                "SELECT * FROM orders WHERE p IN ('a', 'b') ORDER BY s LIMIT 0 OFFSET 3",
                "SELECT n FROM orders WHERE g = 'x' AND o >= 0 LIMIT 0",
                "SELECT COUNT(*) FROM orders OFFSET 1"
            })
    void explainShowsNothingWhereNothingIsSent(String sql) throws SQLException {
        assertThat(compare(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT /*+ RESUME(?) */ * FROM orders WHERE (p, s) IN (('a', 1), ('b', 2), ('c', 3))",
                "SELECT /*+ RESUME(?) */ n FROM orders WHERE p = 'a'",
                "SELECT /*+ RESUME(?) */ n FROM orders WHERE p = 'a' AND n = 1 ORDER BY s DESC LIMIT 5",
                "SELECT /*+ RESUME(?) */ n FROM orders WHERE p IN ('a', 'b') LIMIT 1",
                "SELECT /*+ RESUME(?) */ n FROM orders WHERE p IN ('a', 'b') AND s <= 1 LIMIT 1",
                "SELECT /*+ RESUME(?) */ n FROM orders WHERE p IN ('a', 'b') ORDER BY s",
                "SELECT /*+ RESUME(?) */ n FROM orders WHERE p IN ('a', 'b') AND s <= 1 ORDER BY s LIMIT 3",
                "SELECT /*+ RESUME(?) */ p FROM orders WHERE n = 1 LIMIT 7",
                "SELECT /*+ RESUME(?) SEGMENTS(4) */ p FROM orders",
                "SELECT /*+ RESUME(?) */ p FROM orders WHERE segment(1, 4)",
                "SELECT /*+ RESUME(?) */ s FROM \"orders\".\"by_g\" WHERE g = 'x'",
                "SELECT /*+ RESUME(?) */ n FROM orders WHERE g = 'x' AND o >= 0",
                "SELECT /*+ RESUME(?) INDEX(by_g) */ n FROM orders WHERE o > 0 AND g > 'a'"
            })
    void explainShowsWhereAReadGoesOn(String sql) throws SQLException {
        assertThat(compare(resumed(sql))).isNotEmpty();
    }

    @Test
    void explainShowsNothingWhereAReadHasEnded() throws SQLException {
        assertThat(compare(resumed("SELECT /*+ RESUME(?) */ n FROM orders WHERE p = 'a' AND s = 1")))
                .isEmpty();
    }

    /** The statement behind the first row of its own. */
    private static String resumed(String sql) throws SQLException {
        try (DynamoStub other = new DynamoStub()) {
            answer(other);
            try (Connection connection = other.connect("");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            sql.replace("/*+ RESUME(?) */", "").replace("RESUME(?)", ""))) {
                rows.next();
                String token = rows.unwrap(DynamoResultSet.class).resumeToken();
                return sql.replace("?", "'" + token + "'");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders WHERE p = 'a' AND s = 1",
                "SELECT * FROM orders WHERE (p, s) IN (('a', 1), ('b', 2), ('c', 3))",
                "SELECT n FROM orders WHERE (p, s) IN (('a', 1), ('b', 2), ('c', 3)) LIMIT 1",
                "SELECT n FROM orders WHERE p = 'a'"
            })
    void explainShowsWhatASerializableReadSends(String sql) throws SQLException {
        assertThat(compare(sql, Connection.TRANSACTION_SERIALIZABLE)).isNotEmpty();
    }

    @Test
    void explainCallsAReadOfOneMomentByItsNameAndPrice() throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            try (ResultSet steps = statement.executeQuery(
                    "EXPLAIN SELECT * FROM orders WHERE (p, s) IN (('a', 1), ('b', 2), ('c', 3))")) {
                assertThat(steps.next()).isTrue();
                assertThat(steps.getString("operation")).isEqualTo("TransactGetItems");
                assertThat(steps.getDouble("estimated_units")).isEqualTo(6.0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders",
                "SELECT totl FROM orders WHERE x = ?",
                "SELECT n, COUNT(*) FROM orders GROUP BY n ORDER BY 2",
                "SELECT a.n FROM orders a JOIN orders b ON a.n = b.n WHERE EXISTS (SELECT m FROM orders c WHERE c.n = a.n)",
                "UPDATE orders SET n = n + 1 WHERE n = ?",
                "DELETE FROM orders WHERE p = 'a' AND s = 1",
                "INSERT INTO orders SELECT * FROM orders WHERE n = 1"
            })
    void nativeSqlAsksForDescriptionsOnly(String sql) throws SQLException {
        try (Connection connection = stub.connect("")) {
            assertThat(connection.nativeSQL(sql)).isNotEmpty();
        }
        assertThat(stub.calls("DescribeTable")).isNotEmpty();
        assertThat(sent(false)).isEmpty();
    }

    private List<Object> compare(String sql) throws SQLException {
        return compare(sql, Connection.TRANSACTION_READ_COMMITTED);
    }

    private List<Object> compare(String sql, int isolation) throws SQLException {
        List<Object> explained = new ArrayList<>();
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(isolation);
            boolean lookup = false;
            try (ResultSet steps = statement.executeQuery("EXPLAIN " + sql)) {
                while (steps.next()) {
                    lookup |= "IndexLookup".equals(steps.getString("operation"));
                    String request = steps.getString("request");
                    if (request != null) {
                        JsonNode parsed = JsonNode.parser().parse(request);
                        Stream<JsonNode> each = parsed.isArray() ? parsed.asArray().stream() : Stream.of(parsed);
                        boolean withoutKeys = lookup;
                        each.forEach(one -> explained.add(plain(one, withoutKeys)));
                    }
                }
            }
            assertThat(sent(false)).isEmpty();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    assertThat(rows.getRow()).isPositive();
                }
            }
            assertThat(sent(lookup)).as(sql).containsExactlyInAnyOrderElementsOf(explained);
        }
        return explained;
    }

    private List<Object> sent(boolean withoutKeys) {
        return READS.stream()
                .flatMap(operation -> stub.calls(operation).stream())
                .map(call -> plain(call.body(), withoutKeys))
                .toList();
    }

    /** @param withoutKeys leaves out the keys of a look-up, which are known when the index has answered */
    private static Object plain(JsonNode node, boolean withoutKeys) {
        if (node.isObject()) {
            Map<String, Object> members = new LinkedHashMap<>();
            node.asObject().forEach((name, value) -> {
                if (!withoutKeys || !name.equals("Keys")) {
                    members.put(name, plain(value, withoutKeys));
                }
            });
            return members;
        }
        return node.isArray()
                ? node.asArray().stream().map(one -> plain(one, withoutKeys)).toList()
                : node.text() == null ? node.toString() : node.text();
    }
}
