package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** SHOW of tables that have everything, and of connection properties. */
class ShowTest {
    private static final String TABLE =
            """
            {'Table':{'TableName':'orders','TableArn':'arn:orders','TableStatus':'ACTIVE','ItemCount':1234,
            'TableSizeBytes':56789,'CreationDateTime':1700000000,
            'KeySchema':[{'AttributeName':'id','KeyType':'HASH'},{'AttributeName':'at','KeyType':'RANGE'}],
            'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},{'AttributeName':'at','AttributeType':'N'},
            {'AttributeName':'city','AttributeType':'S'},{'AttributeName':'tenant','AttributeType':'S'}],
            'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST'},
            'OnDemandThroughput':{'MaxReadRequestUnits':100,'MaxWriteRequestUnits':-1},
            'WarmThroughput':{'ReadUnitsPerSecond':12000,'WriteUnitsPerSecond':4000,'Status':'ACTIVE'},
            'TableClassSummary':{'TableClass':'STANDARD_INFREQUENT_ACCESS'},'DeletionProtectionEnabled':true,
            'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'},'LatestStreamArn':'arn:stream',
            'SSEDescription':{'Status':'ENABLED','SSEType':'KMS','KMSMasterKeyArn':'arn:key'},
            'GlobalSecondaryIndexes':[{'IndexName':'by_city','IndexStatus':'ACTIVE','KeySchema':
            [{'AttributeName':'city','KeyType':'HASH'},{'AttributeName':'tenant','KeyType':'HASH'},
            {'AttributeName':'at','KeyType':'RANGE'}],'Projection':{'ProjectionType':'INCLUDE','NonKeyAttributes':['name']},
            'OnDemandThroughput':{'MaxReadRequestUnits':-1,'MaxWriteRequestUnits':7}}],
            'LocalSecondaryIndexes':[{'IndexName':'by_place','KeySchema':[{'AttributeName':'id','KeyType':'HASH'},
            {'AttributeName':'city','KeyType':'RANGE'}],'Projection':{'ProjectionType':'KEYS_ONLY'}}],
            'VectorIndexes':[{'IndexName':'near','IndexStatus':'ACTIVE','VectorAttribute':{'AttributeName':'embedding'},
            'Dimensions':3,'DistanceFunction':'EUCLIDEAN','SearchSchema':[{'AttributeName':'tenant',
            'SearchSchemaElementType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}]}}"""
                    .replace('\'', '"');

    private final DynamoStub stub = new DynamoStub();

    @BeforeEach
    void answer() {
        stub.on("DescribeTable", call -> Answer.ok(TABLE));
        on("ListTables", "{'TableNames':['orders']}");
        on("DescribeTimeToLive", "{'TimeToLiveDescription':{'TimeToLiveStatus':'ENABLED','AttributeName':'until'}}");
        on(
                "DescribeContinuousBackups",
                "{'ContinuousBackupsDescription':{'ContinuousBackupsStatus':'ENABLED','PointInTimeRecoveryDescription':"
                        + "{'PointInTimeRecoveryStatus':'ENABLED','RecoveryPeriodInDays':7}}}");
        on("ListTagsOfResource", "{'Tags':[{'Key':'team','Value':'it''s'},{'Key':'aws:owner','Value':'x'}]}");
        on("DescribeContributorInsights", "{'ContributorInsightsStatus':'ENABLED'}");
        for (String operation :
                List.of("CreateTable", "UpdateTimeToLive", "UpdateContinuousBackups", "UpdateContributorInsights")) {
            on(operation, "{}");
        }
    }

    private void on(String operation, String answer) {
        stub.on(
                operation,
                call -> Answer.ok(
                        answer.replace("''", "\u0000").replace('\'', '"').replace('\u0000', '\'')));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private String shown(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    @Test
    void showCreateTableIsTheStatementThatMakesTheTableAgain() throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            String text = shown(statement, "SHOW CREATE TABLE orders");
            assertThat(text)
                    .isEqualTo(
                            """
                            CREATE TABLE orders (
                              id VARCHAR,
                              at NUMERIC,
                              city VARCHAR,
                              tenant VARCHAR,
                              PRIMARY KEY (id, at),
                              GLOBAL INDEX by_city (PARTITION (city, tenant), SORT (at)) PROJECTION INCLUDE (name) WITH (max_write_units = 7, contributor_insights = TRUE),
                              LOCAL INDEX by_place (id, city) PROJECTION KEYS_ONLY,
                              VECTOR INDEX near (embedding) PARTITION BY tenant PROJECTION ALL WITH (dimensions = 3, distance = 'EUCLIDEAN')
                            ) WITH (max_read_units = 100, table_class = 'STANDARD_INFREQUENT_ACCESS', deletion_protection = TRUE, stream = 'NEW_IMAGE', kms_key = 'arn:key', "ttl" = 'until', tags = {'team': 'it''s'}, point_in_time_recovery = TRUE, recovery_period_days = 7, contributor_insights = TRUE)""");
            assertThat((Throwable) statement.getWarnings()).isNull();

            statement.execute(text);
            JsonNode made = stub.calls("CreateTable").get(0).body();
            JsonNode was = JsonNode.parser().parse(TABLE).field("Table").orElseThrow();
            for (String same : List.of("KeySchema", "AttributeDefinitions", "DeletionProtectionEnabled")) {
                assertThat(made.field(same)).as(same).isEqualTo(was.field(same));
            }
            assertThat(made.field("Tags").orElseThrow())
                    .isEqualTo(JsonNode.parser().parse("[{\"Key\":\"team\",\"Value\":\"it's\"}]"));
            assertThat(stub.calls("UpdateTimeToLive")).hasSize(1);
            assertThat(stub.calls("UpdateContinuousBackups")).hasSize(1);
            assertThat(stub.calls("UpdateContributorInsights")).hasSize(2);
            assertThat(shown(statement, "SHOW CREATE TABLE orders")).isEqualTo(text);
        }
    }

    @Test
    void whatTheServerDoesNotTellIsAWarning() throws SQLException {
        stub.on("ListTagsOfResource", call -> Answer.error(400, "UnknownOperationException", "no"));
        stub.on("DescribeContinuousBackups", call -> Answer.error(400, "AccessDeniedException", "no"));
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            assertThat(shown(statement, "SHOW CREATE TABLE orders"))
                    .doesNotContain("tags")
                    .doesNotContain("recovery");
            assertThat(statement.getWarnings().getMessage()).contains("the server does not tell all");
        }
    }

    @Test
    void tableStatusTellsEverything() throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW TABLE STATUS")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("table_name")).isEqualTo("orders");
            assertThat(row.getLong("items")).isEqualTo(1234);
            assertThat(row.getLong("size_bytes")).isEqualTo(56789);
            assertThat(row.getInt("indexes")).isEqualTo(3);
            assertThat(row.getObject("created", OffsetDateTime.class).toEpochSecond())
                    .isEqualTo(1700000000);
            assertThat(row.getString("billing_mode")).isEqualTo("PAY_PER_REQUEST");
            assertThat(row.getLong("max_read_units")).isEqualTo(100);
            assertThat(row.getObject("max_write_units")).isNull();
            assertThat(row.getLong("warm_write_units")).isEqualTo(4000);
            assertThat(row.getString("table_class")).isEqualTo("STANDARD_INFREQUENT_ACCESS");
            assertThat(row.getBoolean("deletion_protection")).isTrue();
            assertThat(row.getString("stream")).isEqualTo("NEW_IMAGE");
            assertThat(row.getString("kms_key")).isEqualTo("arn:key");
            assertThat(row.getString("ttl")).isEqualTo("until");
            assertThat(row.getBoolean("point_in_time_recovery")).isTrue();
            assertThat(row.getInt("recovery_period_days")).isEqualTo(7);
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void propertiesAreShownAsTheyAreAndSecretsNever() throws SQLException {
        try (Connection connection = DriverManager.getConnection(stub.endpoint().replace("http:", "jdbc:dynamodb:")
                        + "?accessKeyId=AKIA&secretAccessKey=hush&scan=deny");
                Statement statement = connection.createStatement()) {
            assertThat(shown(statement, "SHOW scan")).isEqualTo("deny");
            statement.execute("SET scan = 'allow'");
            assertThat(shown(statement, "SHOW SCAN")).isEqualTo("allow");
            assertThat(shown(statement, "SHOW secretAccessKey")).isEqualTo("(secret)");
            assertThat(shown(statement, "SHOW sessionToken")).isNull();
            int properties = 0;
            try (ResultSet rows = statement.executeQuery("SHOW ALL")) {
                while (rows.next()) {
                    properties++;
                    assertThat(rows.getString("description")).isNotEmpty();
                    assertThat(String.valueOf(rows.getString("value"))).doesNotContain("hush");
                }
            }
            assertThat(properties).isGreaterThan(30);
        }
    }
}
