package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** A server that describes a table of orders as a test tells it to, and keeps what it is asked to change. */
abstract class TableServer {
    static final String ON_DEMAND = "'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST'}";

    static final String INDEX = "'GlobalSecondaryIndexes':[{'IndexName':'by_city','IndexStatus':'ACTIVE',"
            + "'KeySchema':[{'AttributeName':'city','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'},"
            + "'ProvisionedThroughput':{'ReadCapacityUnits':3,'WriteCapacityUnits':4}}]";

    final DynamoStub stub = new DynamoStub();

    @BeforeEach
    void answer() {
        describe(ON_DEMAND);
        for (String operation : List.of(
                "CreateTable",
                "UpdateTable",
                "DeleteTable",
                "UpdateTimeToLive",
                "TagResource",
                "UntagResource",
                "UpdateContinuousBackups",
                "UpdateContributorInsights")) {
            stub.on(operation, call -> Answer.ok("{}"));
        }
        stub.on("DescribeTimeToLive", call -> Answer.ok("{}"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }

    static Answer table(String status, String more) {
        return Answer.ok(json("{'Table':{'TableName':'orders','TableArn':'arn:orders','TableStatus':'" + status
                + "','ItemCount':1000,'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
                + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},"
                + "{'AttributeName':'city','AttributeType':'S'}]," + more + "}}"));
    }

    void describe(String more) {
        stub.on("DescribeTable", call -> table("ACTIVE", more));
    }

    List<String> run(String sql) throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            List<String> warnings = new ArrayList<>();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                warnings.add(warning.getMessage());
            }
            return warnings;
        }
    }

    void refused(String sql, String state, String... parts) {
        SQLException refused = catchThrowableOfType(SQLException.class, () -> run(sql));
        assertThat((Throwable) refused).as(sql).isNotNull();
        for (String part : parts) {
            assertThat((Throwable) refused).as(sql).hasMessageContaining(part);
        }
        assertThat(refused.getSQLState()).as(sql).isEqualTo(state);
    }

    void sent(String operation, String... requests) {
        assertThat(stub.calls(operation).stream().map(Call::body).toList())
                .isEqualTo(List.of(requests).stream()
                        .map(request -> JsonNode.parser().parse(json(request)))
                        .toList());
    }

    static String created(long minutesAgo) {
        return "'CreationDateTime':"
                + Instant.now().minus(Duration.ofMinutes(minutesAgo)).getEpochSecond();
    }
}
