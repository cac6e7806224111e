package org.dynamojdbc.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.dynamojdbc.client.SharedClient;
import org.dynamojdbc.config.ConnectionConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** The same comparison with DynamoDB Local as the judge, where its class path is at hand. */
class LocalServerPushdownTest {
    /** Items with every pair of values, and only those without b, which are enough for conditions on a alone. */
    private static final List<String> TABLES = List.of("pairs", "singles");

    private static final Map<String, Map<String, AttributeValue>> ITEMS = new HashMap<>();

    private static SharedClient shared;

    @BeforeAll
    static void fillTable() {
        String classpath = System.getProperty("dynamojdbc.local.classpath", "");
        Assumptions.assumeTrue(!classpath.isEmpty() && Files.exists(Path.of(classpath)), "no DynamoDB Local");
        shared = SharedClient.open(
                Objects.requireNonNull(ConnectionConfig.parse("jdbc:dynamodb:embedded:predicates", new Properties())));
        TABLES.forEach(LocalServerPushdownTest::create);
        for (Map<String, AttributeValue> state : States.items()) {
            Map<String, AttributeValue> item = new HashMap<>(state);
            String id = "i" + ITEMS.size();
            item.put("id", AttributeValue.fromS(id));
            for (String table : item.containsKey("b") ? List.of("pairs") : TABLES) {
                shared.client().putItem(p -> p.tableName(table).item(item));
            }
            ITEMS.put(id, item);
        }
    }

    private static void create(String table) {
        shared.client().createTable(t -> t.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    @AfterAll
    static void close() {
        if (shared != null) {
            shared.close();
        }
    }

    @Test
    void everyLeafAndItsNegationFindTheSameItemsInDynamoDbAndInTheDriver() {
        List<String> differences = new ArrayList<>();
        Set<Predicate> seen = new HashSet<>();
        for (Predicate leaf : States.leaves()) {
            for (Predicate form : List.of(leaf, new Predicate.Not(leaf))) {
                FilterSplit split = FilterSplit.of(Normalizer.toNegationNormalForm(form), root -> true);
                if (split.pushed().equals(Predicate.TRUE) || !seen.add(split.pushed())) {
                    continue;
                }
                compare(form, split, differences);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static void compare(Predicate original, FilterSplit split, List<String> differences) {
        RequestExpression request = new RequestExpression();
        String text = request.condition(split.pushed());
        boolean pairs = Predicates.attributes(original).contains("b");
        Set<String> wanted = new TreeSet<>();
        ITEMS.forEach((id, item) -> {
            if ((pairs || !item.containsKey("b")) && Evaluator.evaluate(original, item) == Truth.TRUE) {
                wanted.add(id);
            }
        });
        Set<String> found = new TreeSet<>();
        try {
            ScanRequest.Builder scan = ScanRequest.builder()
                    .tableName(TABLES.get(pairs ? 0 : 1))
                    .filterExpression(text)
                    .projectionExpression("id, a, b");
            scan.expressionAttributeNames(request.names());
            if (!request.values().isEmpty()) {
                scan.expressionAttributeValues(request.values());
            }
            for (Map<String, AttributeValue> item :
                    shared.client().scanPaginator(scan.build()).items()) {
                if (Evaluator.evaluate(split.residual(), item) == Truth.TRUE) {
                    found.add(item.get("id").s());
                }
            }
        } catch (DynamoDbException e) {
            differences.add(Predicates.text(original) + " as " + text + ": " + e.getMessage());
            return;
        }
        if (!wanted.equals(found)) {
            Set<String> missing = new TreeSet<>(wanted);
            missing.removeAll(found);
            found.removeAll(wanted);
            differences.add(Predicates.text(original) + " as " + text + " with " + request.values() + ": not found "
                    + some(missing) + ", found wrongly " + some(found));
        }
    }

    private static List<Map<String, AttributeValue>> some(Set<String> ids) {
        return ids.stream().limit(2).map(ITEMS::get).toList();
    }
}
