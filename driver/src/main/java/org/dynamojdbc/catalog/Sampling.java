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

    /** Reads the sample. Attributes are sorted by name, so that the same items always give the same columns. */
    Sample of(Table table) {
        Map<String, Set<AttributeType>> seen = new TreeMap<>();
        for (Index index : table.indexes()) {
            index.key().attributes().forEach(a -> seen.computeIfAbsent(
                            a.name(), name -> EnumSet.noneOf(AttributeType.class))
                    .add(a.type()));
        }
        Read read = read(table);
        for (Map<String, AttributeValue> item : read.items()) {
            item.forEach((name, value) -> {
                Set<AttributeType> types = seen.computeIfAbsent(name, n -> EnumSet.noneOf(AttributeType.class));
                if (AttributeType.of(value) != AttributeType.NULL) {
                    types.add(AttributeType.of(value));
                }
            });
        }
        List<Column> columns = new ArrayList<>();
        seen.forEach((name, types) -> {
            if (!table.key().contains(name)) {
                columns.add(new Column(name, type(types), Column.Origin.INFERRED, true));
            }
        });
        return new Sample(columns, read.items().size(), read.extent());
    }

    private record Read(List<Map<String, AttributeValue>> items, Sample.Extent extent) {}

    private static ColumnType type(Set<AttributeType> types) {
        return switch (types.size()) {
            case 0 -> ColumnType.of(ColumnType.Kind.VARCHAR);
            case 1 -> ColumnType.of(types.iterator().next());
            default -> ColumnType.of(ColumnType.Kind.ANY);
        };
    }

    /** A table whose items may not be read has its keys only: it must not spoil the listing of the others. */
    private Read read(Table table) {
        if (sampleSize == 0) {
            return new Read(List.of(), Sample.Extent.UNWANTED);
        }
        try {
            ScanResponse sample = calls.send(
                    "sampling the columns of " + table.name(),
                    ScanRequest.builder()
                            .tableName(table.name())
                            .limit(sampleSize)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL),
                    request -> client.scan(request.build()));
            calls.consumed(sample.items().size(), sample.consumedCapacity());
            return new Read(sample.items(), sample.hasLastEvaluatedKey() ? Sample.Extent.START : Sample.Extent.WHOLE);
        } catch (SqlFailure failure) {
            if (failure.state() == SqlState.INSUFFICIENT_PRIVILEGE || failure.state() == SqlState.UNDEFINED_TABLE) {
                return new Read(List.of(), Sample.Extent.DENIED);
            }
            throw failure;
        }
    }
}
