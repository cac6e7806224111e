package org.dynamojdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dynamojdbc.stub.Answer;
import org.dynamojdbc.stub.Call;
import org.dynamojdbc.stub.DynamoStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Searches by vector indexes, which DynamoDB Local does not have. */
class VectorSearchTest {
    private final DynamoStub stub = new DynamoStub();

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private void describe(String projection, String distance, String searchSchema) {
        stub.on(
                "DescribeTable",
                call -> Answer.ok(json("{'Table':{'TableName':'docs','TableStatus':'ACTIVE','ItemCount':1000,"
                        + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],'AttributeDefinitions':["
                        + "{'AttributeName':'id','AttributeType':'S'},{'AttributeName':'tenant','AttributeType':'S'},"
                        + "{'AttributeName':'year','AttributeType':'N'}],'VectorIndexes':[{'IndexName':'near',"
                        + "'IndexStatus':'ACTIVE','VectorAttribute':{'AttributeName':'embedding'},'Dimensions':2,"
                        + "'DistanceFunction':'" + distance + "','Projection':" + projection + searchSchema + "}]}}")));
    }

    @BeforeEach
    void answer() {
        describe("{'ProjectionType':'ALL'}", "COSINE", "");
        stub.on(
                "SearchVectors",
                call -> Answer.ok(json("{'SearchResults':[{'Item':{'id':{'S':'b'},'title':{'S':'two'}},'Score':0.25},"
                        + "{'Item':{'id':{'S':'a'},'title':{'S':'one'}},'Score':0.5}]}")));
        stub.on(
                "BatchGetItem",
                call -> Answer.ok(json("{'Responses':{'docs':[{'id':{'S':'a'},'title':{'S':'one'},'tenant':{'S':'t'},"
                        + "'embedding':{'L':[{'N':'1'},{'N':'0'}]}},{'id':{'S':'b'},'title':{'S':'two'},'tenant':{'S':"
                        + "'t'},'embedding':{'L':[{'N':'0'},{'N':'1'}]}}]}}")));
        stub.on(
                "Scan",
                call -> Answer.page(
                        List.of(
                                json("{'id':{'S':'a'},'title':{'S':'one'},'year':{'N':'2024'},"
                                        + "'embedding':{'L':[{'N':'1'},{'N':'0'}]}}"),
                                json("{'id':{'S':'b'},'title':{'S':'two'},'year':{'N':'2025'},"
                                        + "'embedding':{'L':[{'N':'0'},{'N':'2'}]}}"),
                                json("{'id':{'S':'c'},'title':{'S':'three'},'embedding':{'S':'none'}}")),
                        null));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private List<String> rows(String sql, Object... parameters) throws SQLException {
        try (Connection connection = stub.connect("");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        cells.add(result.getString(i));
                    }
                    rows.add(String.join(" ", cells));
                }
            }
            return rows;
        }
    }

    private JsonNode search() {
        List<Call> calls = stub.calls("SearchVectors");
        assertThat(calls).hasSize(1);
        return calls.get(0).body();
    }

    @Test
    void orderByVectorDistanceWithALimitIsOneSearch() throws SQLException {
        assertThat(rows("SELECT id, title FROM docs ORDER BY vector_distance(embedding, ?) LIMIT 2", List.of(1, 0)))
                .containsExactly("b two", "a one");
        assertThat(search())
                .isEqualTo(JsonNode.parser()
                        .parse(json("{'TableName':'docs','IndexName':'near','SearchVector':[{'N':'1'},{'N':'0'}],"
                                + "'TopK':2,'ProjectionExpression':'#0, #1','ExpressionAttributeNames':"
                                + "{'#0':'id','#1':'title'}}")));
        assertThat(stub.calls("Scan")).isEmpty();
    }

    @Test
    void theDistanceIsAColumn() throws SQLException {
        assertThat(rows(
                        "SELECT id, vector_distance(embedding, ?) AS d FROM docs ORDER BY vector_distance(embedding, ?)"
                                + " LIMIT 5",
                        List.of(1, 0),
                        List.of(1, 0)))
                .containsExactly("b 0.25", "a 0.5");
        assertThat(rows("SELECT vector_distance(embedding, [1, 0]) AS d FROM docs ORDER BY d LIMIT 5"))
                .containsExactly("0.25", "0.5");
        assertThat(stub.calls("SearchVectors")).hasSize(2);
    }

    @Test
    void aProductIsADistanceWhenItIsNegative() throws SQLException {
        describe("{'ProjectionType':'ALL'}", "DOT_PRODUCT", "");
        assertThat(rows("SELECT id, vector_distance(embedding, [1, 0], 'dot_product') FROM docs ORDER BY 2 LIMIT 5"))
                .containsExactly("b -0.25", "a -0.5");
    }

    @Test
    void equalitiesOfThePartitionAndTheFiltersAreSearchedBy() throws SQLException {
        describe(
                "{'ProjectionType':'ALL'}",
                "COSINE",
                ",'SearchSchema':[{'AttributeName':'tenant','SearchSchemaElementType':'HASH'},"
                        + "{'AttributeName':'year','SearchSchemaElementType':'INLINE_FILTER'}]");
        rows(
                "SELECT id FROM docs WHERE tenant = ? AND year = 2024 ORDER BY vector_distance(embedding, [1, 0]) LIMIT 3",
                "t");
        assertThat(search().field("SearchConditionExpression").orElseThrow().asString())
                .isEqualTo("#0 = :0 AND #1 = :1");
        assertThat(search().field("ExpressionAttributeValues").orElseThrow())
                .isEqualTo(JsonNode.parser().parse(json("{':0':{'S':'t'},':1':{'N':'2024'}}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "year > 2000 | #0 = :0 AND #1 > :1",
                "year >= 2000 AND year < 2010 | #0 = :0 AND #1 >= :1 AND #1 < :2",
                "year BETWEEN 2000 AND 2010 | #0 = :0 AND #1 BETWEEN :1 AND :2",
                "year IN (2000, 2010) | #0 = :0 AND #1 IN (:1, :2)",
                "(year = 2000 OR year > 2010) | #0 = :0 AND (#1 = :1 OR #1 > :2)",
            })
    void comparisonsAndRangesOfTheFiltersAreSearchedBy(String condition, String expected) throws SQLException {
        describe(
                "{'ProjectionType':'ALL'}",
                "COSINE",
                ",'SearchSchema':[{'AttributeName':'tenant','SearchSchemaElementType':'HASH'},"
                        + "{'AttributeName':'year','SearchSchemaElementType':'INLINE_FILTER'}]");
        rows("SELECT id FROM docs WHERE tenant = 't' AND " + condition
                + " ORDER BY vector_distance(embedding, [1, 0]) LIMIT 3");
        assertThat(search().field("SearchConditionExpression").orElseThrow().asString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant > 't'",
                "tenant = 't' OR year = 2000",
                "tenant IN ('t', 'u')",
                "tenant = 't' AND tenant = 'u'",
                "tenant = 't' AND year <> 2000",
                "tenant = 't' AND NOT year = 2000",
                "tenant = 't' AND year IS NULL",
                "tenant = 't' AND title = 'one'",
                "tenant = 't' AND year > '2000'",
                "tenant = 't' AND year IN (1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21)",
            })
    void whatAnIndexDoesNotTestIsComputedAfterARead(String condition) throws SQLException {
        describe(
                "{'ProjectionType':'ALL'}",
                "COSINE",
                ",'SearchSchema':[{'AttributeName':'tenant','SearchSchemaElementType':'HASH'},"
                        + "{'AttributeName':'year','SearchSchemaElementType':'INLINE_FILTER'}]");
        rows("SELECT id FROM docs WHERE " + condition + " ORDER BY vector_distance(embedding, [1, 0]) LIMIT 3");
        assertThat(stub.calls("SearchVectors")).isEmpty();
    }

    @Test
    void otherConditionsAreComputedAfterARead() throws SQLException {
        describe(
                "{'ProjectionType':'ALL'}",
                "COSINE",
                ",'SearchSchema':[{'AttributeName':'year','SearchSchemaElementType':'INLINE_FILTER'}]");
        for (String condition : List.of(
                "WHERE year <> 2000",
                "WHERE title = 'one'",
                "WHERE year = 2024 OR title = 'one'",
                "WHERE year = '2024'")) {
            rows("SELECT id FROM docs " + condition + " ORDER BY vector_distance(embedding, [1, 0]) LIMIT 3");
        }
        assertThat(stub.calls("SearchVectors")).isEmpty();
        assertThat(stub.calls("Scan")).hasSize(4);
    }

    @Test
    void aPartitionThatIsNotFixedIsNotSearched() throws SQLException {
        describe(
                "{'ProjectionType':'ALL'}",
                "COSINE",
                ",'SearchSchema':[{'AttributeName':'tenant','SearchSchemaElementType':'HASH'}]");
        rows("SELECT id FROM docs ORDER BY vector_distance(embedding, [1, 0]) LIMIT 3");
        assertThat(stub.calls("SearchVectors")).isEmpty();
    }

    @Test
    void whatTheIndexLacksIsReadFromTheTableInTheOrderOfTheSearch() throws SQLException {
        describe("{'ProjectionType':'KEYS_ONLY'}", "COSINE", "");
        assertThat(rows("SELECT title, tenant FROM docs ORDER BY vector_distance(embedding, [1, 0]) LIMIT 3"))
                .containsExactly("two t", "one t");
        assertThat(search().field("ProjectionExpression").orElseThrow().asString())
                .isEqualTo("#0");
        assertThat(stub.calls("BatchGetItem")).hasSize(1);
    }

    @Test
    void offsetAndLimitLieInOneSearch() throws SQLException {
        assertThat(rows("SELECT id FROM docs ORDER BY vector_distance(embedding, [1, 0]) LIMIT 1 OFFSET 1"))
                .containsExactly("a");
        assertThat(search().field("TopK").orElseThrow().asNumber()).isEqualTo("2");
    }

    @Test
    void anotherMeasureIsComputedFromAllItems() throws SQLException {
        assertThat(rows("SELECT id, vector_distance(embedding, [0, 1], 'euclidean') AS d FROM docs ORDER BY d LIMIT 3"))
                .containsExactly("b 1.0", "a 1.4142135623730951", "c null");
        assertThat(rows("SELECT id, vector_distance(embedding, [0, 1]) AS d FROM docs ORDER BY d, id"))
                .containsExactly("b 0.0", "a 1.0", "c null");
        assertThat(rows("SELECT /*+ NO_INDEX */ id FROM docs ORDER BY vector_distance(embedding, [0, 1]) LIMIT 1"))
                .containsExactly("b");
        assertThat(rows("SELECT id FROM docs ORDER BY vector_distance(embedding, [0, 1]) LIMIT 101"))
                .hasSize(3);
        assertThat(stub.calls("SearchVectors")).isEmpty();
    }

    @Test
    void aVectorOfAnotherLengthIsRefusedBeforeAnythingIsSent() {
        SQLException refused = catchThrowableOfType(
                SQLException.class,
                () -> rows("SELECT id FROM docs ORDER BY vector_distance(embedding, [1, 0, 0]) LIMIT 3"));
        assertThat(refused.getSQLState()).isEqualTo("22023");
        assertThat((Throwable) refused).hasMessageContaining("3 numbers, but those of index near have 2");
        assertThat(stub.calls("SearchVectors")).isEmpty();
    }

    @Test
    void explainShowsTheSearch() throws SQLException {
        try (Connection connection = stub.connect("");
                Statement statement = connection.createStatement();
                ResultSet steps = statement.executeQuery(
                        "EXPLAIN SELECT id FROM docs ORDER BY vector_distance(embedding, [1, 0]) LIMIT 3")) {
            assertThat(steps.next()).isTrue();
            assertThat(steps.getString("operation")).isEqualTo("SearchVectors");
            assertThat(steps.getString("index_name")).isEqualTo("near");
            assertThat(steps.getString("notes")).contains("approximate");
        }
        assertThat(stub.calls("SearchVectors")).isEmpty();
    }
}
