package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.dynamojdbc.stub.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What ALTER TABLE and ALTER INDEX send. */
class AlteredTablesTest extends TableServer {
    private static final String PROVISIONED =
            "'ProvisionedThroughput':{'ReadCapacityUnits':10,'WriteCapacityUnits':20}";

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
}
