package org.dynamojdbc.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.dynamojdbc.client.SharedClient;
import org.dynamojdbc.config.ConnectionConfig;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import org.dynamojdbc.type.ColumnType.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DescribedCatalogTest {
    private static final String URL = "jdbc:dynamodb:embedded:catalog";
    private static SharedClient shared;
    private static DynamoDbClient client;

    private static ConnectionConfig config(String properties) {
        return Objects.requireNonNull(ConnectionConfig.parse(URL + properties, new Properties()));
    }

    private static DescribedCatalog catalog(String properties) {
        return DescribedCatalog.of(shared, config(properties));
    }

    private static KeySchemaElement key(String name, KeyType part) {
        return KeySchemaElement.builder().attributeName(name).keyType(part).build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    /** The SDK takes indexes as generic varargs. */
    @BeforeAll
    @SuppressWarnings("unchecked")
    static void start() {
        shared = SharedClient.open(config(""));
        client = shared.client();
        client.createTable(t -> t.tableName("orders")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("customer", ScalarAttributeType.S),
                        attribute("placed", ScalarAttributeType.N),
                        attribute("city", ScalarAttributeType.S),
                        attribute("street", ScalarAttributeType.S),
                        attribute("weight", ScalarAttributeType.N))
                .keySchema(key("customer", KeyType.HASH), key("placed", KeyType.RANGE))
                .localSecondaryIndexes(i -> i.indexName("by_weight")
                        .keySchema(key("customer", KeyType.HASH), key("weight", KeyType.RANGE))
                        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY)))
                .globalSecondaryIndexes(i -> i.indexName("by_place")
                        .keySchema(
                                key("city", KeyType.HASH),
                                key("street", KeyType.HASH),
                                key("placed", KeyType.RANGE),
                                key("weight", KeyType.RANGE))
                        .projection(
                                p -> p.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("total"))));
        for (String name : List.of("People", "Single")) {
            simple(name);
        }
        put("orders", Map.of("customer", s("a"), "placed", n("1"), "mixed", s("x"), "total", n("5")));
        put("orders", Map.of("customer", s("a"), "placed", n("2"), "mixed", n("1"), "gone", nul()));
        put("orders", Map.of("customer", s("b"), "placed", n("3"), "tags", AttributeValue.fromSs(List.of("t"))));
    }

    /** DynamoDB Local answers 500 to a second table whose name differs in case only; the service takes it. */
    private static void simple(String name) {
        client.createTable(t -> t.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("id", ScalarAttributeType.S))
                .keySchema(key("id", KeyType.HASH)));
    }

    private static void put(String table, Map<String, AttributeValue> item) {
        client.putItem(p -> p.tableName(table).item(item));
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }

    private static AttributeValue nul() {
        return AttributeValue.fromNul(true);
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    @Test
    void aTableIsFoundByItsNameThenByTheOnlyOneThatDiffersInCase() {
        DescribedCatalog catalog = catalog("");
        assertThat(catalog.table("orders").name()).isEqualTo("orders");
        assertThat(catalog.table("ORDERS").name()).isEqualTo("orders");
        assertThat(catalog.table("People").name()).isEqualTo("People");
        assertThat(catalog.find("no such/name")).isEmpty();
    }

    @Test
    void anUnknownTableIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> catalog("").table("ordesr"))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.UNDEFINED_TABLE))
                .hasMessageContaining("did you mean 'orders'");
    }

    @Test
    void keysAndIndexesAreDescribed() {
        Table table = catalog("").table("orders");
        assertThat(table.key().partition()).containsExactly(new KeyAttribute("customer", AttributeType.S));
        assertThat(table.key().sort()).containsExactly(new KeyAttribute("placed", AttributeType.N));
        Index local = table.index("by_weight").orElseThrow();
        assertThat(local.kind()).isEqualTo(Index.Kind.LOCAL);
        assertThat(local.projection()).isEqualTo(Index.Projection.KEYS_ONLY);
        Index global = table.index("by_place").orElseThrow();
        assertThat(global.kind()).isEqualTo(Index.Kind.GLOBAL);
        assertThat(global.key().partition()).extracting(KeyAttribute::name).containsExactly("city", "street");
        assertThat(global.key().sort()).extracting(KeyAttribute::name).containsExactly("placed", "weight");
        assertThat(global.included()).containsExactly("total");
        assertThat(global.usable()).isTrue();
    }

    @Test
    void columnsAreKeysThenSampledAttributesWithTheTypeTheyAllHave() {
        DescribedCatalog catalog = catalog("");
        List<Column> columns = catalog.columns(catalog.table("orders"));
        assertThat(columns)
                .extracting(Column::name)
                .containsExactly("customer", "placed", "city", "gone", "mixed", "street", "tags", "total", "weight");
        assertThat(columns)
                .extracting(c -> c.type().kind())
                .containsExactly(
                        Kind.VARCHAR,
                        Kind.NUMERIC,
                        Kind.VARCHAR,
                        Kind.VARCHAR,
                        Kind.ANY,
                        Kind.VARCHAR,
                        Kind.STRING_SET,
                        Kind.NUMERIC,
                        Kind.NUMERIC);
        assertThat(columns.get(0).nullable()).isFalse();
        assertThat(catalog.knownColumns(catalog.table("orders")))
                .extracting(Column::name)
                .containsExactly("customer", "placed");
    }

    @Test
    void nothingIsSampledWhenTheSampleSizeIsZero() {
        DescribedCatalog catalog = catalog("?sampleSize=0");
        assertThat(catalog.columns(catalog.table("orders")))
                .extracting(Column::name)
                .containsExactly("customer", "placed", "city", "street", "weight");
    }

    @Test
    void declaredColumnsAreSeenByEveryConnectionToTheServerUntilTheTableIsDropped() {
        List<Column> declared = List.of(
                new Column("id", ColumnType.of(Kind.UUID), Column.Origin.KEY, false),
                new Column("born", ColumnType.of(Kind.DATE), Column.Origin.DECLARED, true));
        catalog("").declare("Single", declared);
        DescribedCatalog other = catalog("?sampleSize=7");
        assertThat(other.columns(other.table("Single"))).isEqualTo(declared);
        other.dropped("Single");
        assertThat(other.columns(other.table("Single")))
                .extracting(Column::name)
                .containsExactly("id");
    }

    @Test
    void aDeclaredKeyTypeThatIsStoredOtherwiseDoesNotCount() {
        DescribedCatalog catalog = catalog("");
        catalog.declare("People", List.of(new Column("id", ColumnType.of(Kind.INTEGER), Column.Origin.KEY, false)));
        assertThat(catalog.knownColumns(catalog.table("People")).get(0).type().kind())
                .isEqualTo(Kind.VARCHAR);
    }

    @Test
    void aCreatedTableIsListedAfterItsChangeIsTold() {
        DescribedCatalog catalog = catalog("");
        assertThat(catalog.tableNames()).contains("orders").isSorted().doesNotContain("fresh");
        simple("fresh");
        catalog.changed("fresh");
        assertThat(catalog.tableNames()).contains("fresh");
        client.deleteTable(t -> t.tableName("fresh"));
        catalog.dropped("fresh");
        assertThat(catalog.find("fresh")).isEmpty();
    }

    @Test
    void aSchemaFileDeclaresColumnsForConnectionsThatNameIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("schema.sql"),
                "-- types\nCREATE TABLE orders (customer VARCHAR, placed NUMERIC, total DECIMAL(9, 2), paid TIMESTAMP,"
                        + " PRIMARY KEY (customer, placed));\n");
        DescribedCatalog catalog = catalog("?schemaFile=" + file);
        assertThat(catalog.knownColumns(catalog.table("orders")))
                .extracting(Column::name)
                .containsExactly("customer", "placed", "total", "paid");
        assertThat(catalog("").knownColumns(catalog.table("orders"))).hasSize(2);
        assertThat(client.listTables().tableNames()).contains("orders");
    }

    @Test
    void aSchemaFileThatContradictsTheTablesKeyIsRefusedWhenTheTableIsUsed(@TempDir Path folder) throws IOException {
        for (String wrong : List.of(
                "CREATE TABLE orders (customer NUMERIC, placed NUMERIC, PRIMARY KEY (customer, placed))",
                "CREATE TABLE orders (customer VARCHAR, PRIMARY KEY (customer))",
                "CREATE TABLE orders (customer VARCHAR, placed NUMERIC, weight DATE, PRIMARY KEY (customer, placed))")) {
            Path file = Files.writeString(
                    folder.resolve("wrong" + wrong.hashCode() + ".sql"), "-- types\n\n" + wrong + ";\n");
            DescribedCatalog catalog = catalog("?schemaFile=" + file);
            assertThatThrownBy(() -> catalog.columns(catalog.table("orders")))
                    .isInstanceOfSatisfying(
                            SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.INVALID_DEFINITION))
                    .hasMessageContaining(file + ", line 3: ")
                    .hasMessageContaining("'orders'");
            assertThat(catalog.columns(catalog.table("People"))).isNotEmpty();
        }
    }

    @Test
    void whatCanBeNoTableIsSaidWithoutAsking() {
        assertThatThrownBy(() -> catalog("").table("ab"))
                .isInstanceOfSatisfying(
                        SqlFailure.class, f -> assertThat(f.state()).isEqualTo(SqlState.UNDEFINED_TABLE))
                .hasMessageContaining("3 to 255");
    }
}
