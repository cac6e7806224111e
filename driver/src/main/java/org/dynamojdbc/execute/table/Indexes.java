package org.dynamojdbc.execute.table;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.VectorIndexDescription;

/** The indexes of a described table, of every kind. */
final class Indexes {
    private Indexes() {}

    static boolean has(TableDescription table, String index) {
        return names(table).contains(index);
    }

    static boolean isVector(TableDescription table, String index) {
        return table.vectorIndexes().stream().anyMatch(i -> i.indexName().equals(index));
    }

    static boolean isLocal(TableDescription table, String index) {
        return table.localSecondaryIndexes().stream()
                .anyMatch(i -> i.indexName().equals(index));
    }

    /** It is gone, or being deleted. */
    static boolean isGoing(TableDescription table, String index) {
        return !has(table, index)
                || Stream.concat(
                                table.globalSecondaryIndexes().stream()
                                        .filter(i -> i.indexName().equals(index))
                                        .map(GlobalSecondaryIndexDescription::indexStatus),
                                table.vectorIndexes().stream()
                                        .filter(i -> i.indexName().equals(index))
                                        .map(VectorIndexDescription::indexStatus))
                        .anyMatch(status -> status == IndexStatus.DELETING);
    }

    static List<String> names(TableDescription table) {
        return Stream.of(
                        table.globalSecondaryIndexes().stream().map(GlobalSecondaryIndexDescription::indexName),
                        table.localSecondaryIndexes().stream().map(LocalSecondaryIndexDescription::indexName),
                        table.vectorIndexes().stream().map(VectorIndexDescription::indexName))
                .flatMap(names -> names)
                .toList();
    }
}
