package org.dynamojdbc.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dynamojdbc.type.AttributeValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every line of --format json is one JSON object that says what the item holds, whatever the column was sampled as. The seed is
 * fixed; another one here tries other values.
 */
class JsonFormatTest {
    private static Connection open;

    @BeforeContainer
    static void start() throws SQLException {
        open = DriverManager.getConnection("jdbc:dynamodb:embedded:json-format-test?sampleSize=1");
        try (Statement statement = open.createStatement()) {
            statement.execute("CREATE TABLE anything (id VARCHAR PRIMARY KEY)");
        }
    }

    @AfterContainer
    static void stop() throws SQLException {
        open.close();
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of(
                        "007", "1e5", "true", "null", "hello, \"x", "{\"a\":1", "[1", "\\", "\n\r\t\u0001\u2028", ""),
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.strings()
                        .withChars('"', '\\', '\u0000', '\u001f', 'ä', '€')
                        .ofMaxLength(6));
        Arbitrary<BigDecimal> numbers = Arbitraries.bigIntegers()
                .between(
                        BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                        BigInteger.TEN.pow(38).subtract(BigInteger.ONE))
                .flatMap(
                        digits -> Arbitraries.integers().between(-80, 100).map(scale -> new BigDecimal(digits, scale)));
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts.map(value -> value),
                numbers.map(value -> value),
                Arbitraries.of(true, false).map(value -> value),
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMinSize(1)
                        .ofMaxSize(5)
                        .map(value -> value));
        return Arbitraries.oneOf(
                scalars,
                scalars.list().ofMaxSize(3).map(value -> value),
                Arbitraries.maps(texts.filter(name -> !name.isEmpty()), scalars)
                        .ofMaxSize(3)
                        .map(value -> value),
                texts.set().ofMinSize(1).ofMaxSize(3).map(value -> value),
                numbers.map(BigDecimal::stripTrailingZeros)
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(value -> value));
    }

    @Property(tries = 30, seed = "20240607", edgeCases = EdgeCasesMode.NONE)
    void everyLineIsAnObjectThatSaysWhatIsStored(@ForAll @Size(min = 2, max = 10) List<@From("values") Object> values)
            throws SQLException, IOException {
        try (Statement statement = open.createStatement()) {
            statement.execute("TRUNCATE TABLE anything");
            for (int i = 0; i < values.size(); i++) {
                put(Integer.toString(i), values.get(i));
            }
            // One of the items is sampled, which gives the column its type.
            statement.execute("REFRESH TABLE anything");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Statement statement = open.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM anything")) {
            Format.JSON.write(rows, new Output(new PrintStream(out, true, StandardCharsets.UTF_8)), Shell.WIDTH);
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(values.size());
        for (String line : lines) {
            Map<String, JsonNode> object = JsonNode.parser().parse(line).asObject();
            check(object.get("v"), values.get(Integer.parseInt(object.get("id").asString())));
        }
    }

    /** By the SDK: the driver would take a text that begins like JSON for the document that the sample shows. */
    private static void put(String id, Object value) throws SQLException {
        open.unwrap(DynamoDbClient.class).putItem(request -> request.tableName("anything")
                .item(Map.of("id", AttributeValue.fromS(id), "v", AttributeValues.of(value))));
    }

    private static void check(@Nullable JsonNode node, Object value) {
        assertThat(node).isNotNull();
        if (value instanceof String text) {
            assertThat(node.asString()).isEqualTo(text);
        } else if (value instanceof BigDecimal number) {
            assertThat(new BigDecimal(node.asNumber())).isEqualByComparingTo(number);
        } else if (value instanceof Boolean truth) {
            assertThat(node.asBoolean()).isEqualTo(truth);
        } else if (value instanceof byte[] bytes) {
            assertThat(node.asString()).isEqualTo(HexFormat.of().formatHex(bytes));
        } else if (value instanceof Map<?, ?> map) {
            assertThat(node.asObject()).hasSize(map.size());
        } else if (value instanceof List<?> list) {
            assertThat(node.asArray()).hasSize(list.size());
        } else if (value instanceof Set<?> set) {
            assertThat(node.asArray()).hasSize(set.size());
        }
    }
}
