package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.dynamojdbc.execute.call.Statistics;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement cost is told by table and index, with the item collections it touched and the retries it took. */
class WriteCostsTest {
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dynamodb:embedded:writecosts");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @BeforeEach
    void table() throws SQLException {
        run("DROP TABLE IF EXISTS cost");
        run("CREATE TABLE cost (p VARCHAR, s VARCHAR, g VARCHAR, l VARCHAR, PRIMARY KEY (p, s), GLOBAL INDEX by_g (g),"
                + " LOCAL INDEX by_l (p, l))");
        run("INSERT INTO cost (p, s, g, l) VALUES ('a', '1', 'x', 'y')");
    }

    private static Statistics run(String sql) throws SQLException {
        return run(connection, sql);
    }

    private static Statistics run(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        assertThat(rows.getMetaData().getColumnCount()).isPositive();
                    }
                }
            }
            return statement.unwrap(DynamoStatement.class).statistics();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO cost (p, s, g, l) VALUES ('a', '2', 'x', 'y')",
                "UPSERT INTO cost (p, s, g, l) VALUES ('a', '2', 'x', 'y'), ('a', '3', 'x', 'y')",
                "UPSERT INTO cost (p, s, g, l) VALUES ('a', '2', 'x', 'y')",
                "UPDATE cost SET g = 'z', l = 'z' WHERE p = 'a' AND s = '1'",
                "UPDATE cost SET g = upper(g), l = upper(l) WHERE p = 'a' AND s = '1'",
                "UPDATE cost SET s = '9' WHERE p = 'a' AND s = '1'",
                "DELETE FROM cost WHERE p = 'a' AND s = '1'",
                "DELETE FROM cost"
            })
    void aWriteTellsWhatTableAndIndexesConsumed(String sql) throws SQLException {
        Statistics cost = run(sql);
        List<Statistics.Arm> written =
                cost.arms().stream().filter(arm -> arm.writeUnits() > 0).toList();
        assertThat(written).extracting(Statistics.Arm::index).containsExactly(null, "by_g", "by_l");
        assertThat(written.stream().mapToDouble(Statistics.Arm::writeUnits).sum())
                .isEqualTo(cost.writeUnits());
        assertThat(cost.arms().stream().mapToDouble(Statistics.Arm::readUnits).sum())
                .isEqualTo(cost.readUnits());
        assertThat(cost.itemsWritten()).isEqualTo(sql.contains("'3'") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM cost WHERE p = 'a' AND s = '1'",
                "SELECT * FROM cost WHERE p = 'a' AND s IN ('1', '2')",
                "SELECT * FROM cost WHERE p = 'a'",
                "SELECT * FROM cost",
                "SELECT COUNT(*) FROM cost"
            })
    void aReadTellsWhatTheTableConsumed(String sql) throws SQLException {
        Statistics cost = run(sql);
        assertThat(cost.readUnits()).isPositive();
        assertThat(cost.arms())
                .singleElement()
                .satisfies(arm -> assertThat(arm.index()).isNull())
                .satisfies(arm -> assertThat(arm.readUnits()).isEqualTo(cost.readUnits()));
    }

    @Test
    void aReadTellsWhatAnIndexConsumed() throws SQLException {
        // The first one may take a sample of the table for its columns.
        run("SELECT * FROM cost WHERE g = 'x'");
        Statistics cost = run("SELECT * FROM cost WHERE g = 'x'");
        assertThat(cost.arms())
                .singleElement()
                .satisfies(arm -> assertThat(arm.index()).isEqualTo("by_g"))
                .satisfies(arm -> assertThat(arm.readUnits()).isEqualTo(cost.readUnits()));
    }

    @Test
    void theSizeOfItemCollectionsIsTold() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection stubbed = stub.connect("")) {
            stub.table("plain", "id");
            stub.on("PutItem", call -> Answer.ok(call.has("ReturnItemCollectionMetrics") ? "{\"x\":1}" : "{}"));
            run(stubbed, "UPSERT INTO plain (id) VALUES ('a')");
            assertThat(stub.calls("PutItem")
                            .get(0)
                            .field("ReturnItemCollectionMetrics")
                            .asString())
                    .isEqualTo("NONE");

            stub.on(
                    "DescribeTable",
                    call -> Answer.ok(
                            """
                    {"Table":{"TableName":"grouped","TableStatus":"ACTIVE","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
                    {"AttributeName":"s","KeyType":"RANGE"}],"AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
                    {"AttributeName":"s","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"}],
                    "LocalSecondaryIndexes":[{"IndexName":"by_l","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
                    {"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]}}"""));
            stub.on("PutItem", call -> {
                assertThat(call.field("ReturnItemCollectionMetrics").asString()).isEqualTo("SIZE");
                return Answer.ok(
                        """
                        {"ItemCollectionMetrics":{"ItemCollectionKey":{"p":{"S":"a"}},"SizeEstimateRangeGB":[1.0,2.0]}}""");
            });
            Statistics cost = run(stubbed, "UPSERT INTO grouped (p, s) VALUES ('a', 'b')");
            assertThat(cost.itemCollections()).singleElement().satisfies(collection -> {
                assertThat(collection.table()).isEqualTo("grouped");
                assertThat(collection.mostGigabytes()).isEqualTo(2);
            });
        }
    }

    @Test
    void whatTheSdkSendsAgainIsCounted() throws SQLException {
        try (DynamoStub stub = new DynamoStub();
                Connection stubbed = stub.connect("")) {
            stub.table("jobs", "id");
            stub.first("PutItem", Answer.throttled(), Answer.internalError(), Answer.lost());
            stub.on("PutItem", call -> Answer.ok("{}"));
            Statistics cost = run(stubbed, "UPSERT INTO jobs (id) VALUES ('a')");
            assertThat(cost.calls()).isEqualTo(1);
            assertThat(cost.retries()).isEqualTo(3);
            stub.first("GetItem", Answer.throttled());
            stub.on("GetItem", call -> Answer.ok("{}"));
            assertThat(run(stubbed, "SELECT * FROM jobs WHERE id = 'a'").retries())
                    .isEqualTo(1);
        }
    }

    @Test
    void explainAnalyzeRunsTheWriteAndTellsItsCost() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("EXPLAIN ANALYZE UPDATE cost SET g = 'z' WHERE p = 'a' AND s = '1'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("operation")).isEqualTo("UpdateItem");
            assertThat(rows.getInt("calls")).isEqualTo(1);
            // One unit for the table, and two for the index entry that moved.
            assertThat(rows.getDouble("consumed_units")).isGreaterThanOrEqualTo(2);
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT g FROM cost WHERE p = 'a' AND s = '1'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("z");
        }
    }
}
