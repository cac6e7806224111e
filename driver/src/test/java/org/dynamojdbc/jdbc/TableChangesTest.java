package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The requests of CREATE and ALTER, most of whose options DynamoDB Local does not have. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TableChangesTest {
    private static final String ON_DEMAND = "'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST'}";
    private static final String PROVISIONED =
            "'ProvisionedThroughput':{'ReadCapacityUnits':10,'WriteCapacityUnits':20}";
    private static final String INDEX = "'GlobalSecondaryIndexes':[{'IndexName':'by_city','IndexStatus':'ACTIVE',"
            + "'KeySchema':[{'AttributeName':'city','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'},"
            + "'ProvisionedThroughput':{'ReadCapacityUnits':3,'WriteCapacityUnits':4}}]";

    private final DynamoStub stub = new DynamoStub();

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

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static Answer table(String status, String more) {
        return Answer.ok(json("{'Table':{'TableName':'orders','TableArn':'arn:orders','TableStatus':'" + status
                + "','ItemCount':1000,'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
                + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},"
                + "{'AttributeName':'city','AttributeType':'S'}]," + more + "}}"));
    }

    private void describe(String more) {
        stub.on("DescribeTable", call -> table("ACTIVE", more));
    }

    private List<String> run(String sql) throws SQLException {
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

    private void refused(String sql, String state, String... parts) {
        SQLException refused = catchThrowableOfType(SQLException.class, () -> run(sql));
        assertThat((Throwable) refused).as(sql).isNotNull();
        for (String part : parts) {
            assertThat((Throwable) refused).as(sql).hasMessageContaining(part);
        }
        assertThat(refused.getSQLState()).as(sql).isEqualTo(state);
    }

    private void sent(String operation, String... requests) {
        assertThat(stub.calls(operation).stream().map(Call::body).toList())
                .isEqualTo(List.of(requests).stream()
                        .map(request -> JsonNode.parser().parse(json(request)))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            billing_mode = 'provisioned' | {'TableName':'orders','BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}}
            billing_mode = 'provisioned', read_capacity = 7 | {'TableName':'orders','BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':7,'WriteCapacityUnits':5}}
            max_read_units = 100 | {'TableName':'orders','OnDemandThroughput':{'MaxReadRequestUnits':100}}
            max_write_units = 9, max_read_units = 'none' | {'TableName':'orders','OnDemandThroughput':{'MaxReadRequestUnits':-1,'MaxWriteRequestUnits':9}}
            warm_read_units = 12000, warm_write_units = 4000 | {'TableName':'orders','WarmThroughput':{'ReadUnitsPerSecond':12000,'WriteUnitsPerSecond':4000}}
            table_class = 'standard_infrequent_access' | {'TableName':'orders','TableClass':'STANDARD_INFREQUENT_ACCESS'}
            deletion_protection = true | {'TableName':'orders','DeletionProtectionEnabled':true}
            stream = 'keys_only' | {'TableName':'orders','StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}}
            sse = true | {'TableName':'orders','SSESpecification':{'Enabled':true}}
            kms_key = 'alias/mine' | {'TableName':'orders','SSESpecification':{'Enabled':true,'SSEType':'KMS','KMSMasterKeyId':'alias/mine'}}
            """)
    void eachOptionOfAlterTableIsAnUpdateTableOfItsOwn(String option, String request) throws SQLException {
        run("ALTER TABLE orders SET (" + option + ")");
        sent("UpdateTable", request);
    }

    @Test
    void throughputAloneKeepsWhatIsNotNamed() throws SQLException {
        describe(PROVISIONED);
        run("ALTER TABLE orders SET (write_capacity = 25)");
        sent(
                "UpdateTable",
                "{'TableName':'orders','ProvisionedThroughput':{'ReadCapacityUnits':10,'WriteCapacityUnits':25}}");
    }

    @Test
    void whatIsAsWantedAlreadyIsNotSent() throws SQLException {
        describe(PROVISIONED + ",'DeletionProtectionEnabled':true,'TableClassSummary':{'TableClass':'STANDARD'},"
                + "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'},"
                + "'SSEDescription':{'Status':'ENABLED','KMSMasterKeyArn':'arn:aws:kms:eu:1:key/k1'}");
        run("ALTER TABLE orders SET (billing_mode = 'PROVISIONED', read_capacity = 10, deletion_protection = true,"
                + " table_class = 'STANDARD', stream = 'KEYS_ONLY', kms_key = 'k1')");
        sent("UpdateTable");
    }

    @Test
    void throughputOfAnotherBillingModeIsRefusedBeforeAnythingIsSent() {
        refused("ALTER TABLE orders SET (read_capacity = 5)", "22023", "billed on demand");
        describe(PROVISIONED);
        refused("ALTER TABLE orders SET (max_read_units = 5)", "22023", "is provisioned");
        sent("UpdateTable");
    }

    @Test
    void provisionedBillingGivesEveryIndexTheTablesThroughput() throws SQLException {
        describe(ON_DEMAND + "," + INDEX);
        run("ALTER TABLE orders SET (billing_mode = 'PROVISIONED', read_capacity = 7, write_capacity = 8)");
        sent(
                "UpdateTable",
                "{'TableName':'orders','BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':7,"
                        + "'WriteCapacityUnits':8},'GlobalSecondaryIndexUpdates':[{'Update':{'IndexName':'by_city',"
                        + "'ProvisionedThroughput':{'ReadCapacityUnits':7,'WriteCapacityUnits':8}}}]}");
    }

    @Test
    void anIndexHasItsOwnThroughput() throws SQLException {
        describe(PROVISIONED + "," + INDEX);
        run("ALTER INDEX by_city ON orders SET (read_capacity = 30)");
        sent(
                "UpdateTable",
                "{'TableName':'orders','GlobalSecondaryIndexUpdates':[{'Update':{'IndexName':'by_city',"
                        + "'ProvisionedThroughput':{'ReadCapacityUnits':30,'WriteCapacityUnits':4}}}]}");
    }

    @Test
    void anIndexHasItsOwnLimitsWarmthAndInsights() throws SQLException {
        describe(ON_DEMAND + "," + INDEX);
        run("ALTER INDEX by_city ON orders SET (max_write_units = 30, warm_read_units = 15000,"
                + " contributor_insights = true)");
        sent(
                "UpdateTable",
                "{'TableName':'orders','GlobalSecondaryIndexUpdates':[{'Update':{'IndexName':'by_city',"
                        + "'OnDemandThroughput':{'MaxWriteRequestUnits':30}}}]}",
                "{'TableName':'orders','GlobalSecondaryIndexUpdates':[{'Update':{'IndexName':'by_city',"
                        + "'WarmThroughput':{'ReadUnitsPerSecond':15000}}}]}");
        sent(
                "UpdateContributorInsights",
                "{'TableName':'orders','IndexName':'by_city','ContributorInsightsAction':'ENABLE'}");
        refused("ALTER INDEX by_town ON orders SET (max_write_units = 30)", "42704", "by_town");
    }

    @Test
    void anotherViewOfAStreamIsAnotherStream() throws SQLException {
        describe(ON_DEMAND + ",'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}");
        run("ALTER TABLE orders SET (stream = 'NEW_IMAGE')");
        sent(
                "UpdateTable",
                "{'TableName':'orders','StreamSpecification':{'StreamEnabled':false}}",
                "{'TableName':'orders','StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'}}");
    }

    @Test
    void theNextChangeWaitsUntilTheOneBeforeHasTakenEffect() throws SQLException {
        List<String> order = new ArrayList<>();
        stub.on("UpdateTable", call -> {
            order.add("change");
            stub.first("DescribeTable", table("UPDATING", ON_DEMAND), table("UPDATING", ON_DEMAND));
            return Answer.ok("{}");
        });
        stub.on("DescribeTable", call -> {
            order.add("active");
            return table("ACTIVE", ON_DEMAND);
        });
        run("ALTER TABLE orders SET (table_class = 'STANDARD_INFREQUENT_ACCESS', stream = 'KEYS_ONLY', sse = true)");
        assertThat(String.join(" ", order)).endsWith("change active change active change active");
    }

    @Test
    void aFailureTellsWhatWasChangedBefore() {
        stub.first(
                "UpdateTable",
                Answer.ok("{}"),
                Answer.error(400, "LimitExceededException", "Subscriber limit exceeded"));
        refused(
                "ALTER TABLE orders SET (table_class = 'STANDARD_INFREQUENT_ACCESS', stream = 'KEYS_ONLY')",
                "53400",
                "(stream)",
                "had changed before: table_class");
    }

    @Test
    void timeToLiveIsSwitchedOnAndOff() throws SQLException {
        run("ALTER TABLE orders SET (ttl = 'expires')");
        stub.on(
                "DescribeTimeToLive",
                call -> Answer.ok(
                        json("{'TimeToLiveDescription':{'TimeToLiveStatus':'ENABLED','AttributeName':'expires'}}")));
        run("ALTER TABLE orders SET (ttl = 'expires')");
        run("ALTER TABLE orders SET (ttl = 'off')");
        sent(
                "UpdateTimeToLive",
                "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'expires'}}",
                "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':false,'AttributeName':'expires'}}");
        refused("ALTER TABLE orders SET (ttl = 'gone')", "55000", "'expires'", "ttl = 'off'");
    }

    @Test
    void tagsAreSetAndTakenAway() throws SQLException {
        run("ALTER TABLE orders SET (tags = {'team': 'shop', 'old': NULL})");
        sent("TagResource", "{'ResourceArn':'arn:orders','Tags':[{'Key':'team','Value':'shop'}]}");
        sent("UntagResource", "{'ResourceArn':'arn:orders','TagKeys':['old']}");
        refused("ALTER TABLE orders SET (tags = 'x')", "22023", "a document of strings");
    }

    @Test
    void recoveryWaitsUntilBackupsAreAvailable() throws SQLException {
        stub.first(
                "UpdateContinuousBackups",
                Answer.error(400, "ContinuousBackupsUnavailableException", "Backups are being enabled"));
        run("ALTER TABLE orders SET (point_in_time_recovery = true, recovery_period_days = 7)");
        String request = "{'TableName':'orders','PointInTimeRecoverySpecification':"
                + "{'PointInTimeRecoveryEnabled':true,'RecoveryPeriodInDays':7}}";
        sent("UpdateContinuousBackups", request, request);
        run("ALTER TABLE orders SET (point_in_time_recovery = false)");
        assertThat(stub.calls("UpdateContinuousBackups").get(2).body())
                .isEqualTo(JsonNode.parser()
                        .parse(json("{'TableName':'orders','PointInTimeRecoverySpecification':"
                                + "{'PointInTimeRecoveryEnabled':false}}")));
    }

    @Test
    void insightsHaveTwoModes() throws SQLException {
        run("ALTER TABLE orders SET (contributor_insights = 'throttled_keys')");
        run("ALTER TABLE orders SET (contributor_insights = false)");
        sent(
                "UpdateContributorInsights",
                "{'TableName':'orders','ContributorInsightsAction':'ENABLE','ContributorInsightsMode':'THROTTLED_KEYS'}",
                "{'TableName':'orders','ContributorInsightsAction':'DISABLE'}");
    }

    @Test
    void createTableSendsAllOptionsThatCreateTableHas() throws SQLException {
        run("CREATE TABLE orders (id VARCHAR, city VARCHAR, until TIMESTAMP TTL, PRIMARY KEY (id),"
                + " GLOBAL INDEX by_city (city) PROJECTION KEYS_ONLY WITH (max_read_units = 5, warm_write_units = 4500,"
                + " contributor_insights = true)) WITH (max_write_units = 50, warm_read_units = 13000, table_class ="
                + " 'STANDARD_INFREQUENT_ACCESS', deletion_protection = true, stream = 'NEW_AND_OLD_IMAGES', kms_key ="
                + " 'k1', tags = {'team': 'shop'}, point_in_time_recovery = true, contributor_insights = true)");
        sent(
                "CreateTable",
                "{'TableName':'orders','AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},"
                        + "{'AttributeName':'city','AttributeType':'S'}],'KeySchema':[{'AttributeName':'id',"
                        + "'KeyType':'HASH'}],'GlobalSecondaryIndexes':[{'IndexName':'by_city','KeySchema':"
                        + "[{'AttributeName':'city','KeyType':'HASH'}],'Projection':{'ProjectionType':'KEYS_ONLY'},"
                        + "'OnDemandThroughput':{'MaxReadRequestUnits':5},'WarmThroughput':{'WriteUnitsPerSecond':4500}}],"
                        + "'BillingMode':'PAY_PER_REQUEST','StreamSpecification':{'StreamEnabled':true,'StreamViewType':"
                        + "'NEW_AND_OLD_IMAGES'},'SSESpecification':{'Enabled':true,'SSEType':'KMS','KMSMasterKeyId':'k1'},"
                        + "'Tags':[{'Key':'team','Value':'shop'}],'TableClass':'STANDARD_INFREQUENT_ACCESS',"
                        + "'DeletionProtectionEnabled':true,'WarmThroughput':{'ReadUnitsPerSecond':13000},"
                        + "'OnDemandThroughput':{'MaxWriteRequestUnits':50}}");
        sent(
                "UpdateTimeToLive",
                "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'until'}}");
        assertThat(stub.calls("UpdateContinuousBackups")).hasSize(1);
        assertThat(stub.calls("UpdateContributorInsights")).hasSize(2);
        assertThat(stub.calls("TagResource")).isEmpty();
    }

    @Test
    void capacitiesAloneMeanAProvisionedTable() throws SQLException {
        run("CREATE TABLE orders (id VARCHAR PRIMARY KEY, city VARCHAR, GLOBAL INDEX by_city (city) WITH"
                + " (write_capacity = 9)) WITH (read_capacity = 2)");
        JsonNode request = stub.calls("CreateTable").get(0).body();
        assertThat(request.field("ProvisionedThroughput").orElseThrow())
                .isEqualTo(JsonNode.parser().parse(json("{'ReadCapacityUnits':2,'WriteCapacityUnits':5}")));
        assertThat(request.field("GlobalSecondaryIndexes")
                        .orElseThrow()
                        .asArray()
                        .get(0)
                        .field("ProvisionedThroughput")
                        .orElseThrow())
                .isEqualTo(JsonNode.parser().parse(json("{'ReadCapacityUnits':2,'WriteCapacityUnits':9}")));
    }

    @Test
    void whatFollowsTheCreationAndFailsIsToldApart() {
        stub.on("UpdateTimeToLive", call -> Answer.error(400, "UnknownOperationException", "no such thing"));
        refused(
                "CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (ttl = 'x')",
                "0A000",
                "was created, but not all its options are set");
    }

    @Test
    void whatTheServerCannotDoMayBeAWarning() throws SQLException {
        stub.on("UpdateTimeToLive", call -> Answer.error(400, "UnknownOperationException", "no such thing"));
        List<String> warnings =
                run("CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (ttl = 'x', unsupported = 'warn')");
        assertThat(warnings).singleElement().asString().contains("ttl was passed over");
    }

    @Test
    void aTableThatExistsMustHaveTheSameKey() throws SQLException {
        stub.on("CreateTable", call -> Answer.error(400, "ResourceInUseException", "Table already exists"));
        assertThat(run("CREATE TABLE IF NOT EXISTS orders (id VARCHAR PRIMARY KEY)"))
                .isEmpty();
        assertThat(run("CREATE TABLE IF NOT EXISTS orders (id VARCHAR PRIMARY KEY, city VARCHAR, GLOBAL INDEX by_city"
                        + " (city))"))
                .singleElement()
                .asString()
                .contains("without an index by_city");
        for (String key : List.of(
                "id NUMERIC, PRIMARY KEY (id)",
                "other VARCHAR, PRIMARY KEY (other)",
                "id VARCHAR, n NUMERIC, PRIMARY KEY (id, n)")) {
            refused("CREATE TABLE IF NOT EXISTS orders (" + key + ")", "42P07", "exists with the key (id S)");
        }
        refused("CREATE TABLE orders (id VARCHAR PRIMARY KEY)", "42P07", "exists");
    }

    @Test
    void anIndexIsUsableWhenItIsFilled() throws SQLException {
        List<Answer> answers = new ArrayList<>();
        stub.on("UpdateTable", call -> {
            for (String state : List.of(
                    "'IndexStatus':'CREATING','Backfilling':false",
                    "'IndexStatus':'CREATING','Backfilling':true,'ItemCount':10",
                    "'IndexStatus':'ACTIVE','Backfilling':true")) {
                answers.add(table("ACTIVE", ON_DEMAND + "," + INDEX.replace("'IndexStatus':'ACTIVE'", state)));
            }
            answers.add(table("ACTIVE", ON_DEMAND + "," + INDEX));
            stub.first("DescribeTable", answers.toArray(Answer[]::new));
            return Answer.ok("{}");
        });
        run("CREATE INDEX by_city ON orders (city VARCHAR)");
        sent(
                "UpdateTable",
                "{'TableName':'orders','AttributeDefinitions':[{'AttributeName':'city','AttributeType':'S'}],"
                        + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'by_city','KeySchema':[{'AttributeName':"
                        + "'city','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}}]}");
        // Planned, looked at, and waited for until the fourth answer.
        assertThat(stub.calls("DescribeTable")).hasSize(6);
    }

    @Test
    void whoStopsWaitingIsToldThatTheServerGoesOn() throws Exception {
        stub.on("UpdateTable", call -> {
            stub.on(
                    "DescribeTable",
                    described -> table(
                            "ACTIVE",
                            ON_DEMAND + ","
                                    + INDEX.replace(
                                            "'IndexStatus':'ACTIVE'",
                                            "'IndexStatus':'CREATING','Backfilling':true,'ItemCount':10")));
            return Answer.ok("{}");
        });
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            SQLException stopped = catchThrowableOfType(
                    SQLException.class, () -> statement.execute("CREATE INDEX by_city ON orders (city VARCHAR)"));
            assertThat(stopped.getSQLState()).isEqualTo("HYT00");
            assertThat((Throwable) stopped)
                    .hasMessageContaining("index by_city is being filled, 10 of about 1000 items");
        }
    }

    @Test
    void howFarAnIndexIsCanBeAskedWhileItIsFilled() throws Exception {
        String filling =
                INDEX.replace("'IndexStatus':'ACTIVE'", "'IndexStatus':'CREATING','Backfilling':true,'ItemCount':10");
        stub.on("UpdateTable", call -> {
            describe(ON_DEMAND + "," + filling);
            return Answer.ok("{}");
        });
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement()) {
            FutureTask<Boolean> creating =
                    new FutureTask<>(() -> statement.execute("CREATE INDEX by_city ON orders (city VARCHAR)"));
            Thread thread = new Thread(creating, "creating-client");
            thread.setDaemon(true);
            thread.start();
            SQLWarning news = statement.getWarnings();
            while (news == null) {
                Thread.sleep(20);
                news = statement.getWarnings();
            }
            assertThat(news.getMessage()).contains("index by_city is being filled, 10 of about 1000 items");
            describe(ON_DEMAND + "," + INDEX);
            creating.get();
        }
    }

    private static Answer inUse() {
        return Answer.error(400, "ResourceInUseException", "whatever");
    }

    /** An answer that is lost, of a change that was made. */
    private void loses(String operation, Answer next, Runnable change) {
        stub.on(operation, call -> {
            if (stub.calls(operation).size() == 1) {
                change.run();
                return Answer.lost();
            }
            return next;
        });
    }

    @Test
    void aTableIsCreatedThoughTheAnswerWasLostAndTheNextAttemptMetIt() throws SQLException {
        loses("CreateTable", inUse(), () -> describe(ON_DEMAND + "," + INDEX + "," + created(0)));
        assertThat(
                        run(
                                "CREATE TABLE orders (id VARCHAR PRIMARY KEY, INDEX by_city (city VARCHAR)) WITH (ttl = 'ends')"))
                .anyMatch(warning -> warning.contains("got no answer at first"));
        assertThat(stub.calls("CreateTable")).hasSize(2);
        assertThat(stub.calls("UpdateTimeToLive")).hasSize(1);
    }

    private static String created(long minutesAgo) {
        return "'CreationDateTime':"
                + Instant.now().minus(Duration.ofMinutes(minutesAgo)).getEpochSecond();
    }

    @Test
    void aTableThatWasThereBeforeTheLostAttemptExists() {
        loses("CreateTable", inUse(), () -> describe(ON_DEMAND + "," + created(10)));
        refused("CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (ttl = 'ends')", "42P07", "exists");
        assertThat(stub.calls("UpdateTimeToLive")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE orders (id VARCHAR, n INTEGER, PRIMARY KEY (id, n))",
                "CREATE TABLE orders (id VARCHAR PRIMARY KEY, INDEX by_city (city VARCHAR))"
            })
    void aTableThatIsOtherThanTheLostAttemptWouldHaveMadeItExists(String sql) {
        loses("CreateTable", inUse(), () -> describe(ON_DEMAND + "," + created(0)));
        refused(sql, "42P07", "exists");
        assertThat(stub.calls("CreateTable")).hasSize(2);
    }

    @Test
    void aTableIsDroppedThoughTheAnswerWasLost() throws SQLException {
        loses(
                "DeleteTable",
                Answer.error(400, "ResourceNotFoundException", "gone"),
                () -> stub.on("DescribeTable", gone -> Answer.error(400, "ResourceNotFoundException", "gone")));
        run("DROP TABLE orders");
        assertThat(stub.calls("DeleteTable")).hasSize(2);
    }

    @Test
    void changesOfATableWhoseAnswerWasLostAreDone() throws SQLException {
        Answer refusal = Answer.error(400, "ValidationException", "whatever");
        loses("UpdateTable", refusal, () -> describe(ON_DEMAND + "," + INDEX));
        run("CREATE INDEX by_city ON orders (city VARCHAR)");
        assertThat(stub.calls("UpdateTable")).hasSize(2);
        refused("DROP INDEX by_city ON orders", "22023");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            DROP INDEX by_city ON orders | GONE
            ALTER TABLE orders SET (deletion_protection = true) | 'DeletionProtectionEnabled':true
            """)
    void otherChangesWhoseAnswerWasLostAreDone(String sql, String made) throws SQLException {
        describe(ON_DEMAND + "," + INDEX);
        loses(
                "UpdateTable",
                inUse(),
                () -> describe(ON_DEMAND + (made.equals("GONE") ? "" : "," + INDEX + "," + made)));
        run(sql);
        assertThat(stub.calls("UpdateTable")).hasSize(2);
    }

    @Test
    void aProtectedTableIsNotDropped() {
        describe(ON_DEMAND + ",'DeletionProtectionEnabled':true");
        stub.on("DeleteTable", call -> Answer.error(400, "ValidationException", "whatever"));
        refused("DROP TABLE orders", "55000", "deletion_protection = false");
    }

    @Test
    void dropTableReturnsWhenTheTableIsGone() throws SQLException {
        stub.on("DeleteTable", call -> {
            stub.first("DescribeTable", table("DELETING", ON_DEMAND), table("DELETING", ON_DEMAND));
            stub.on("DescribeTable", gone -> Answer.error(400, "ResourceNotFoundException", "gone"));
            return Answer.ok("{}");
        });
        run("DROP TABLE orders");
        assertThat(stub.calls("DescribeTable")).hasSize(3);
        stub.on("DeleteTable", call -> Answer.error(400, "ResourceNotFoundException", "gone"));
        run("DROP TABLE IF EXISTS orders");
        refused("DROP TABLE orders", "42P01");
    }

    @Test
    void whoDoesNotWaitReturnsAtOnce() throws SQLException {
        stub.on("DescribeTable", call -> table("CREATING", ON_DEMAND));
        run("CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (wait = false)");
        assertThat(stub.calls("DescribeTable")).isEmpty();
        assertThatThrownBy(() -> run("CREATE TABLE orders (id VARCHAR PRIMARY KEY) WITH (wait = false, ttl = 'x')"))
                .hasMessageContaining("option ttl is set when the table is active");
    }

    @Test
    void vectorIndexesAreCreatedWithTheirTableOrLater() throws SQLException {
        run("CREATE TABLE orders (id VARCHAR PRIMARY KEY, tenant VARCHAR, price NUMERIC, VECTOR INDEX near (embedding)"
                + " PARTITION BY tenant FILTER (price) PROJECTION INCLUDE (title) WITH (dimensions = 3, distance ="
                + " 'euclidean'))");
        JsonNode request = stub.calls("CreateTable").get(0).body();
        String index = "{'IndexName':'near','VectorAttribute':{'AttributeName':'embedding'},'SearchSchema':"
                + "[{'AttributeName':'tenant','SearchSchemaElementType':'HASH'},{'AttributeName':'price',"
                + "'SearchSchemaElementType':'INLINE_FILTER'}],'Projection':{'ProjectionType':'INCLUDE',"
                + "'NonKeyAttributes':['title']},'Dimensions':3,'DistanceFunction':'EUCLIDEAN'}";
        assertThat(request.field("VectorIndexes").orElseThrow())
                .isEqualTo(JsonNode.parser().parse(json("[" + index + "]")));
        assertThat(request.field("AttributeDefinitions").orElseThrow().asArray())
                .hasSize(3);

        String made = "'VectorIndexes':[{'IndexName':'near','IndexStatus':'ACTIVE'," + "'VectorAttribute':"
                + "{'AttributeName':'embedding'},'Projection':{'ProjectionType':'ALL'},'Dimensions':3,"
                + "'DistanceFunction':'COSINE'}]";
        stub.on("UpdateTable", call -> {
            describe(ON_DEMAND + "," + made);
            return Answer.ok("{}");
        });
        run("CREATE VECTOR INDEX near ON orders (embedding) WITH (dimensions = 3)");
        run("DROP INDEX IF EXISTS far ON orders");
        stub.on("UpdateTable", call -> {
            describe(ON_DEMAND);
            return Answer.ok("{}");
        });
        run("DROP INDEX near ON orders");
        sent(
                "UpdateTable",
                "{'TableName':'orders','VectorIndexUpdates':[{'Create':{'IndexName':'near','VectorAttribute':"
                        + "{'AttributeName':'embedding'},'Projection':{'ProjectionType':'ALL'},'Dimensions':3,"
                        + "'DistanceFunction':'COSINE'}}]}",
                "{'TableName':'orders','VectorIndexUpdates':[{'Delete':{'IndexName':'near'}}]}");
    }

    @Test
    void aServerThatIgnoresVectorIndexesIsFoundOut() {
        refused(
                "CREATE VECTOR INDEX near ON orders (embedding) WITH (dimensions = 3)",
                "0A000",
                "it has no vector indexes");
    }
}
