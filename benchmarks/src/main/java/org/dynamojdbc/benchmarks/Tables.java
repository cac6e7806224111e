package org.dynamojdbc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Fills a server that keeps data. */
final class Tables {
    private static final int BATCH = 25;

    private Tables() {}

    /** Makes the table of so many orders unless it is there. */
    static void make(String endpoint, int items) {
        String table = Orders.table(items);
        try (DynamoDbClient client = Sides.sdk(endpoint)) {
            if (client.listTables().tableNames().contains(table)) {
                return;
            }
            client.createTable(t -> t.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attribute("customer"), attribute("placed"))
                    .keySchema(key("customer", KeyType.HASH), key("placed", KeyType.RANGE)));
            client.waiter().waitUntilTableExists(t -> t.tableName(table));
            for (int row = 0; row < items; row += BATCH) {
                write(client, table, row, Math.min(items, row + BATCH));
            }
        }
    }

    private static void write(DynamoDbClient client, String table, int from, int to) {
        List<WriteRequest> writes = new ArrayList<>();
        for (int row = from; row < to; row++) {
            writes.add(WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(Orders.item(row)).build())
                    .build());
        }
        Map<String, List<WriteRequest>> left = Map.of(table, writes);
        while (!left.isEmpty()) {
            Map<String, List<WriteRequest>> next = left;
            left = client.batchWriteItem(b -> b.requestItems(next)).unprocessedItems();
        }
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
