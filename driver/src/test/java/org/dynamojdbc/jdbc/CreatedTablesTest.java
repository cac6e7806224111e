package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.dynamojdbc.stub.Answer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What CREATE TABLE sends, and what it says when not all of it is done. */
class CreatedTablesTest extends TableServer {
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
