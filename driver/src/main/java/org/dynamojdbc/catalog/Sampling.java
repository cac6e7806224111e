package org.dynamojdbc.catalog;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.dynamojdbc.type.AttributeType;
import org.dynamojdbc.type.ColumnType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Infers columns from one bounded, eventually consistent Scan. */
final class Sampling {
    private final DynamoDbClient client;
    private final CatalogCalls calls;
    private final int sampleSize;

    Sampling(DynamoDbClient client, CatalogCalls calls, int sampleSize) {
        this.client = client;
        this.calls = calls;
        this.sampleSize = sampleSize;
    }

    /** Sampled attributes sorted by name, so that the same items always give the same columns. */
    List<Column> columns(Table table) {
        Map<String, Set<AttributeType>> seen = new TreeMap<>();
        for (Index index : table.indexes()) {
            index.key().attributes().forEach(a -> seen.computeIfAbsent(
                            a.name(), name -> EnumSet.noneOf(AttributeType.class))
                    .add(a.type()));
        }
        if (sampleSize > 0) {
            for (Map<String, AttributeValue> item : items(table)) {
                item.forEach((name, value) -> {
                    Set<AttributeType> types = seen.computeIfAbsent(name, n -> EnumSet.noneOf(AttributeType.class));
                    if (AttributeType.of(value) != AttributeType.NULL) {
                        types.add(AttributeType.of(value));
                    }
                });
            }
        }
        List<Column> columns = new ArrayList<>();
        seen.forEach((name, types) -> {
            if (!table.key().contains(name)) {
                columns.add(new Column(name, type(types), Column.Origin.INFERRED, true));
            }
        });
        return columns;
    }

    private static ColumnType type(Set<AttributeType> types) {
        return switch (types.size()) {
            case 0 -> ColumnType.of(ColumnType.Kind.VARCHAR);
            case 1 -> ColumnType.of(types.iterator().next());
            default -> ColumnType.of(ColumnType.Kind.ANY);
        };
    }

    /** A table whose items may not be read has its keys only: it must not spoil the listing of the others. */
    private List<Map<String, AttributeValue>> items(Table table) {
        try {
            ScanResponse sample = calls.send(
                    "sampling the columns of " + table.name(),
                    ScanRequest.builder()
                            .tableName(table.name())
                            .limit(sampleSize)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL),
                    request -> client.scan(request.build()));
            calls.consumed(sample.items().size(), sample.consumedCapacity());
            return sample.items();
        } catch (SqlFailure failure) {
            if (failure.state() == SqlState.INSUFFICIENT_PRIVILEGE || failure.state() == SqlState.UNDEFINED_TABLE) {
                return List.of();
            }
            throw failure;
        }
    }
}
